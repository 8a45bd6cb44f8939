// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jmespath/program.h"

namespace formwork::jmespath
{

inline constexpr qsizetype kLongestExpression = 64 * 1024;
inline constexpr int kDeepestExpression = 256;

[[nodiscard]] Result<Program> parseProgram(const QString &text);

} // namespace formwork::jmespath
