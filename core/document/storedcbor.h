// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborValue>

namespace formwork::document
{

// The value that toCbor() has written, every text as it was: Qt takes U+FEFF in front of one for a byte order
// mark and drops it, and an input that is sent again would be another one.
[[nodiscard]] QCborValue fromStoredCbor(const QByteArray &bytes, QCborParserError *error = nullptr);

} // namespace formwork::document
