// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborValue>

#include <functional>

namespace formwork::document
{

// The value that toCbor() has written, every text as it was: Qt takes U+FEFF in front of one for a byte order
// mark and drops it, and an input that is sent again would be another one.
[[nodiscard]] QCborValue fromStoredCbor(const QByteArray &bytes, QCborParserError *error = nullptr);

// The same value with every text, also of keys, as `text` makes it of the one that stands there.
[[nodiscard]] QCborValue withTexts(const QCborValue &value,
                                   const std::function<QString(const QCborValue &)> &text);

} // namespace formwork::document
