// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"
#include "guide/modelcheck.h"

namespace formwork::guide
{

// "read" of a guide. Pointers lead to members of the creation; the operation it names may be one whose model
// is not on this machine, so that is not looked at here.
[[nodiscard]] ReadBack readReadBack(const Entry &entry, const ModelCheck &check);

} // namespace formwork::guide
