// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QCborValue>
#include <QString>

#include <optional>

// Single tokens of JSON.
namespace formwork::protocol
{

// A number that no double holds stays as it was written, as text.
[[nodiscard]] QCborValue numberFromToken(QByteArrayView token);

// The text from behind the opening quote up to the closing one, which must be there. Half of a surrogate pair
// becomes U+FFFD; nothing for an escape that JSON does not know.
[[nodiscard]] std::optional<QString> unescapedLeniently(const char *at);

} // namespace formwork::protocol
