// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relations/relation.h"
#include "relations/servicemap.h"

namespace formwork::relations
{

// Which members of the answer of the read operations of `relation` fill which members of its input; of
// several operations the one that fills most.
[[nodiscard]] Cloning cloningOf(const ServiceMap &map, const ServiceMap::Named &named,
                                const Relation &relation);

// Likewise of the structure that one operation answers with at a path, whichever it is. Without fills where
// there is none.
[[nodiscard]] Cloning cloningFrom(const ServiceMap &map, const ServiceMap::Named &named,
                                  const QString &operation, const QString &path);

} // namespace formwork::relations
