// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "client/guard.h"

namespace formwork::cli
{

// Asks on the terminal; without one the answer is no, and --yes is named.
[[nodiscard]] bool agreed(const Arguments &arguments, const QString &question);

// What the guard of the account asks before an operation: --yes or an answer on the terminal, where the
// account's name is typed for what deletes or stops something. The error is the guard's.
[[nodiscard]] Result<bool> consent(const Arguments &arguments, const credentials::Profile &profile,
                                   const model::Operation &operation);

} // namespace formwork::cli
