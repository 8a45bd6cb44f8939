// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/pointer.h"
#include "guide/guide.h"

#include <QCborMap>

namespace formwork::forms
{

// What a structure begins with that is added at the place, an entry of a list among them: the guide's initial
// values of its own members.
[[nodiscard]] QCborMap beginningOf(const guide::Guide &guide, const document::Pointer &place);

} // namespace formwork::forms
