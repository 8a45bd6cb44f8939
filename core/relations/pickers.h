// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relations/relation.h"
#include "relations/servicemap.h"

namespace formwork::relations
{

// Where the values of each member come from that refers to another thing, by the member's path in the input:
// the required ones at any depth, the optional ones near the top.
[[nodiscard]] QMap<QString, Picker> pickersOf(const ServiceMap &map, const ServiceMap::Named &named);

} // namespace formwork::relations
