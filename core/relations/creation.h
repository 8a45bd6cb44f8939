// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relations/relation.h"
#include "relations/servicemap.h"

namespace formwork::relations
{

// Whether an operation makes a thing that other operations read, list or take away again.
[[nodiscard]] bool makesThing(const ServiceMap &map, const ServiceMap::Named &named);

// All but pickers and cloning.
[[nodiscard]] Relation relate(const ServiceMap &map, const ServiceMap::Named &named);

} // namespace formwork::relations
