// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"

namespace formwork::guide
{

using IsShown = std::function<bool(const document::Pointer &)>;

// Whether the condition holds when only members that `isShown` count as set.
[[nodiscard]] bool holdsAmong(const Condition &condition, const QCborValue &document, const IsShown &isShown);

} // namespace formwork::guide
