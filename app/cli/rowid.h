// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"

namespace formwork::cli
{

// The number of a row of the history, as the commands about one are given it.
[[nodiscard]] Result<qint64> rowId(const Arguments &arguments);

} // namespace formwork::cli
