// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relations/relation.h"
#include "relations/servicemap.h"

namespace formwork::relations
{

// The operations of the service that take the identifiers of what the answer of `reading` holds at `path`
// ("Items[]", empty: the answer itself), filled from there (Output) and from what was asked (Input). Empty
// where nothing there identifies a thing.
[[nodiscard]] QList<Use> usesOf(const ServiceMap &map, const ServiceMap::Named &reading, const QString &path);

// Operations that make things, with what they make in one word: "dbinstance".
[[nodiscard]] QList<Maker> makersOf(const ServiceMap &map);

} // namespace formwork::relations
