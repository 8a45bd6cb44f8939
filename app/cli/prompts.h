// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/wire.h"

#include <optional>

namespace formwork::cli
{

// What is asked on the terminal while credentials are got; refused with a sentence where there is none.
[[nodiscard]] signin::Prompts terminalPrompts();

// One line, typed in answer; nullopt where there is no terminal.
[[nodiscard]] std::optional<QString> askOnTerminal(const QString &question);
[[nodiscard]] bool hasTerminal();

} // namespace formwork::cli
