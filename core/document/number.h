// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace formwork::document
{

enum class NumberKind { None, Whole, Fraction }; // Whole: without a fraction and an exponent

// What the text is by JSON's grammar of numbers (RFC 8259).
[[nodiscard]] NumberKind numberKind(std::string_view text);

} // namespace formwork::document
