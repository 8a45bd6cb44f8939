// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"

namespace formwork::client
{

// A row as it may be shown and exported: what counts as secret today is hidden in it too, whatever was sealed
// when it was written.
[[nodiscard]] journal::Record shownRecord(const Environment &environment, journal::Record record);

} // namespace formwork::client
