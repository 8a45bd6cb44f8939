// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QString>

namespace formwork::practice
{

// What models do not tell of things: how their identifiers look, and errors that are not listed. From
// resources/practice.json, the only place of this room where services and operations are named.
class Forms
{
public:
    struct Conflict {
        QString member; // of the creation's input
        QString error; // of a second one with the same there; empty: there is none known
        bool isAnsweredAlike = false; // one that asks for what is there already: by that, and no error
    };

    struct Seal { // of what is kept secret even from who reads the thing
        QString member; // of the creation's input
        QString value; // and what it says of such
        QString asked; // member of the reading that has to be true
    };

    Forms(); // reads ":/practice.json"

    // Patterns with placeholders, by member of the answer.
    [[nodiscard]] QHash<QString, QString> identifiers(const QString &service, const QString &noun) const;
    [[nodiscard]] Conflict conflict(const QString &service, const QString &operation) const;
    [[nodiscard]] QString absence(const QString &service, const QString &noun) const; // error; may be empty

    [[nodiscard]] Seal seal(const QString &service, const QString &noun) const;
    // How a service is called in "AWS::SERVICE::TYPE" where that is not its name; empty: it is.
    [[nodiscard]] QString serviceOfType(const QString &name) const;
    [[nodiscard]] bool isGiven(const QString &service, const QString &noun) const; // some are there always
    [[nodiscard]] bool isLoose(const QString &service, const QString &member) const; // not of its pattern
    [[nodiscard]] bool isVerb(const QString &role, const QString &verb) const; // "ties", "unties", ...
    // What a member is that was not given, where that is no nothing; empty: not known.
    [[nodiscard]] QString usual(const QString &service, const QString &member) const;
    // What an operation ("service.Operation") does of a behaviour; empty: nothing.
    [[nodiscard]] QString method(const QString &behaviour, const QString &operation) const;
    // The operation that makes what the things of a behaviour are in.
    [[nodiscard]] QString container(const QString &behaviour, const QString &service) const;
    [[nodiscard]] bool isReserved(const QString &word) const; // in expressions, in whatever case
    [[nodiscard]] QJsonObject bond(const QString &service, const QString &operation) const;
    // What an operation does with the entries of a thing; see entries.h.
    [[nodiscard]] QJsonObject entries(const QString &service, const QString &operation) const;
    // How a kind's states are called where no waiter tells: "member", "settled", "ended".
    [[nodiscard]] QJsonObject states(const QString &service, const QString &noun) const;
    // What such a thing tells beside; "{/member}" is what it was given.
    [[nodiscard]] QJsonObject told(const QString &service, const QString &noun) const;
    // What comes with a thing that an operation makes, and how the path of one is made of its parent's.
    [[nodiscard]] QJsonObject company(const QString &service, const QString &operation) const;
    [[nodiscard]] QJsonObject path(const QString &service, const QString &operation) const;
    // Member of an operation's input that is a name of a host, which ends with a dot; empty: none.
    [[nodiscard]] QString hostName(const QString &service, const QString &operation) const;
    // Kinds of things that keep versions, by the operation that makes them; see lineages.h.
    [[nodiscard]] QJsonObject versions(const QString &service) const;
    [[nodiscard]] bool isOnVersions(const QString &service, const QString &operation) const;
    // Protocols beside those of the service's model, and what it leaves out of them; see tongues.h.
    [[nodiscard]] QJsonObject tongue(const QString &service) const;

private:
    QHash<QString, QHash<QString, QString>> m_identifiers; // by "service noun"
    QHash<QString, Conflict> m_conflicts; // by "service operation"
    QHash<QString, QString> m_absences; // by "service noun"
    QHash<QString, Seal> m_seals; // by "service noun"
    QHash<QString, QString> m_services; // by the name in types
    QSet<QString> m_given; // "service noun"
    QSet<QString> m_loose; // "service member"
    QSet<QString> m_verbs; // "role verb"
    QHash<QString, QString> m_usual; // by "service member"
    QHash<QString, QString> m_methods; // by "behaviour service.operation"
    QHash<QString, QString> m_containers; // by "behaviour service"
    QSet<QString> m_reserved; // in capitals
    QHash<QString, QJsonObject> m_bonds; // by "service operation"
    QJsonObject m_tongues; // by service
    QJsonObject m_versions; // by service
    QJsonObject m_hostNames; // by service, by operation
    QJsonObject m_states; // by service, by noun
    QJsonObject m_told; // likewise
    QJsonObject m_company; // by service, by operation
    QJsonObject m_paths; // likewise
    QSet<QString> m_onVersions; // "service operation"
    QJsonObject m_entries; // by service, by operation
};

[[nodiscard]] const Forms &forms();

} // namespace formwork::practice
