// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
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
    };

    Forms(); // reads ":/practice.json"

    // Patterns with placeholders, by member of the answer.
    [[nodiscard]] QHash<QString, QString> identifiers(const QString &service, const QString &noun) const;
    [[nodiscard]] Conflict conflict(const QString &service, const QString &operation) const;
    [[nodiscard]] QString absence(const QString &service, const QString &noun) const; // error; may be empty

private:
    QHash<QString, QHash<QString, QString>> m_identifiers; // by "service noun"
    QHash<QString, Conflict> m_conflicts; // by "service operation"
    QHash<QString, QString> m_absences; // by "service noun"
};

[[nodiscard]] const Forms &forms();

} // namespace formwork::practice
