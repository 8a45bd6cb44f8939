// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/wire.h"

namespace formwork::cli
{

// What is asked on the terminal while credentials are got; refused with a sentence where there is none.
[[nodiscard]] signin::Prompts terminalPrompts();

} // namespace formwork::cli
