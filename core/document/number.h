// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QCborValue>

#include <optional>
#include <string_view>

namespace formwork::document
{

enum class NumberKind { None, Whole, Fraction }; // Whole: without a fraction and an exponent

// What the text is by JSON's grammar of numbers (RFC 8259).
[[nodiscard]] NumberKind numberKind(std::string_view text);

// A number of a document that neither 64 bits nor a double hold: kept as it is written, for those who write
// JSON again. Nothing for any other value.
[[nodiscard]] QCborValue exactNumber(std::string_view digits);
[[nodiscard]] std::optional<QByteArray> exactNumberText(const QCborValue &value);

// Whether a double would be another number: infinite, or nothing where there is something.
[[nodiscard]] bool overflowsDouble(std::string_view digits);

} // namespace formwork::document
