// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalogsource.h"
#include "relations/relations.h"

#include <QCborMap>
#include <QList>
#include <QString>
#include <QStringList>

namespace formwork::alike
{

// One thing that did not come along, or that has to be known. Names members, options and headers; a value
// never.
struct Note {
    enum class Why : quint8 {
        NotUnderstood, // of what was pasted
        NotTold, // the service does not say it of what it has made
        Secret,
        ByService, // the service gives it: an ARN, a state
        Reserved, // nobody but AWS may set it
        Name, // taken by the thing that this one is made like
        Said, // understood, and not a part of the input: a Region, a profile
    };
    Why why = Why::NotUnderstood;
    QString what; // "Tags[0].Key", "--query"
    QString sentence;
};

// An input that something else has filled.
struct Filled {
    QString service;
    QString operation;
    QCborMap document; // as document/value.h has it; without a client token
    QList<Note> notes;
    QString region; // that was named; empty: none
    QString profile; // likewise, of the AWS CLI
    QString from; // what it was, in words: "CloudFormation resource Bucket"
};

// The sentences for a person: what is said of many members alike in one of them.
[[nodiscard]] QStringList sentences(const QList<Note> &notes);

// What everything here looks things up in.
struct Tools {
    catalog::LiveCatalog catalog;
    std::shared_ptr<const relations::Relations> relations; // of the catalog as it is now
};

[[nodiscard]] Tools toolsOf(const catalog::LiveCatalog &catalog);

} // namespace formwork::alike
