// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/shape.h"

#include <QCborValue>
#include <QList>
#include <QString>

namespace formwork::alike
{

// How two documents compare at one place, and what is different inside of it.
struct Difference {
    enum class Kind : quint8 {
        Same,
        OnlyHere,
        OnlyThere,
        Differs, // of single values and of types
        Inside, // something inside of it differs
        Unknown, // a secret, which is not known of one of them
    };
    Kind kind = Kind::Same;
    QString name; // member, key, or what tells an entry from the others; empty: the document
    QCborValue here; // without secrets; Undefined: it is not there
    QCborValue there;
    QList<Difference> inside; // Inside: everything of it, in the order of the first one
};

// Member by member. Entries of lists are found again by what identifies them (a key, a name, an id); texts of
// lists by themselves, in any order. Secrets are compared where both are known, and never shown.
[[nodiscard]] Difference compared(const QCborValue &here, const QCborValue &there, const model::Shape &shape);

[[nodiscard]] int countOf(const Difference &difference); // of places that are not the same

// A line for each place that is not the same: "- Name: a", "+ Name: b".
[[nodiscard]] QString asText(const Difference &difference);

} // namespace formwork::alike
