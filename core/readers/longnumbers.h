// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <optional>
#include <string_view>

namespace formwork::readers
{

// The parser of model files knows whole numbers of 64 bits and no others. Longer ones go through it as texts
// with a mark, and are numbers again behind it.
[[nodiscard]] std::optional<QByteArray>
withLongNumbersMarked(const QByteArray &json); // nothing: there are none

[[nodiscard]] std::optional<std::string_view>
longNumber(std::string_view text); // the digits of a marked text
[[nodiscard]] QByteArray withoutMarks(QByteArray json);

} // namespace formwork::readers
