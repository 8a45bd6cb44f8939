// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/pointer.h"

namespace formwork::operation
{

// Where in a JSON text the member or entry of a place begins, or the nearest above it that is there. -1: the
// text is no object or array. Linear in the text; what is no JSON is followed as far as it is.
[[nodiscard]] qsizetype placeInJson(QStringView text, const document::Pointer &pointer);

} // namespace formwork::operation
