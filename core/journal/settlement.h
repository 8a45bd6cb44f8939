// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"

namespace formwork::journal
{

// What was found out of an unknown row, by whom and when, as one or two sentences.
[[nodiscard]] QString inWords(const Settlement &settlement);

} // namespace formwork::journal
