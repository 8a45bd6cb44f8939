// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jmespath/lexer.h"

namespace formwork::jmespath
{

[[nodiscard]] int power(TokenKind kind); // how strongly it binds; 0: it is no operator
[[nodiscard]] inline bool isComparison(TokenKind kind) { return kind >= TokenKind::Equal; }
[[nodiscard]] Comparator comparatorOf(TokenKind kind);

} // namespace formwork::jmespath
