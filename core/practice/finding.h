// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/call.h"
#include "practice/things.h"
#include "relations/relations.h"

namespace formwork::practice
{

// What an operation has to do with the things of one kind.
struct Part {
    relations::RelationPtr creation;
    const relations::Related *related = nullptr; // of that relation; null: no particular
};

struct Found {
    QList<Thing> things;
    bool isNamed = false; // the request says which
    bool hasMore = false; // pages follow
};

enum class Naming : quint8 {
    Some, // the request says which are meant
    SomeOrAll, // or it means all, a page after the other
    Any, // any text of it may be the name of one
};

// The things that a request is about: those it names, or a page of all. `passes` sieves what is listed.
[[nodiscard]] Result<Found> thingsFor(const Call &call, const Things &things, const QList<Part> &parts,
                                      Naming naming, const std::function<bool(const Thing &)> &passes);

// The part that a thing of this kind has; null: none.
[[nodiscard]] const Part *partFor(const QList<Part> &parts, const Thing &thing);

// Where the things of these kinds are.
[[nodiscard]] Things::Place placeOf(const Call &call, const QStringList &kinds);

// The Region, and with it the account where that is not the first one.
[[nodiscard]] QString accountPlace(const Call &call, const QString &region);

// Members of the creation's input that say what the thing belongs to: two of one name may be in two of them.
[[nodiscard]] QStringList parentsOf(const relations::Relation &creation);

} // namespace formwork::practice
