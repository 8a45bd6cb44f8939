// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace formwork::relations
{

// Paths are those of a paginator: members with dots between them, "[]" after a list ("Items[].Endpoint.Arn").

// A member of another operation's input and where the value comes from.
struct Filling {
    enum class Source : quint8 { Input, Output }; // of the creation
    QString member;
    Source source = Source::Input;
    QString path;
    bool asList = false; // the member takes a list, of which this is the one entry
    bool operator==(const Filling &) const = default;
};

// An operation that does something with what was created.
struct Related {
    QString operation; // of the same service
    QList<Filling> filled;
    QStringList missing; // required members that nothing is known for
    QString path; // reads and lists: where the thing is in the answer; empty: the answer itself
    [[nodiscard]] bool isCallable() const { return missing.isEmpty(); }
};

struct Identifier {
    enum class Kind : quint8 { Name, Id, Arn, Url };
    Filling::Source source = Filling::Source::Output;
    QString path;
    Kind kind = Kind::Id;
};

// Where the values of a member are found that refers to another thing.
struct Picker {
    struct Parent {
        QString member; // of the list operation
        QString from; // member of the form; empty: it has none for that
    };
    QString service; // of the list operation
    QString operation;
    QString path; // to the values
    QList<Parent> parents; // what the list operation needs first
    bool isElsewhere = false; // another service's

    [[nodiscard]] QStringList parentMembers() const; // of the form
};

// How a read answer becomes the input of another creation.
struct Cloning {
    QString operation; // that reads; empty: none
    QString path; // of the structure in its answer; empty: the answer
    QMap<QString, QString> fills; // member of the creation -> path from the structure on
    qsizetype members = 0; // of the creation, but for its token
};

// An operation that takes the identifiers of a thing that is there.
struct Use {
    enum class Role : quint8 { Reads, Changes, Moves, Tags, Others, Deletes };
    Role role = Role::Others;
    Related related; // Output: the entry that shows the thing; Input: what was asked for it
    bool isAbout = false; // just about things of that kind
};

// An operation that makes something, and what, in one word without capitals: "dbinstance".
struct Maker {
    QString operation;
    QString noun;
};

// What an operation makes and what belongs to that. Of one that makes nothing only the pickers are known.
struct Relation {
    QString service;
    QString operation;
    bool creates = false;
    QString noun; // "ConnectorProfile"
    QString ownName; // member of the input that names it; empty: none
    bool isNameRequired = false;
    QList<Identifier> identifiers;
    QString tags; // member of the input that takes tags; empty: none
    QString dryRun; // likewise, "DryRun"
    QStringList conflicts; // errors that tell that there is one already
    QList<Related> reads; // those of one thing first, what can be called before what cannot
    QList<Related> lists;
    QList<Related> changes;
    QList<Related> moves; // from one state to another: start, stop, enable
    QList<Related> taggings;
    QList<Related> tagReads; // what answers with the tags of just the one thing
    QList<Related> deletes;
    QMap<QString, Picker> pickers; // by path in the input, "subDomainSettings/*/branchName"
    Cloning cloning;
};

} // namespace formwork::relations
