// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace formwork::document
{

// The text (UTF-8) as a string of JSON, with its quotation marks.
void appendJsonString(QByteArray &out, const QByteArray &utf8);

// A finite number with the fewest digits that mean it, and as one that is read as a floating-point number
// again: "1.0", "-0.0", "1e+21".
[[nodiscard]] QByteArray floatText(double number);

} // namespace formwork::document
