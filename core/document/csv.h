// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QCborValue>

namespace formwork::document
{

// One field of a CSV file (RFC 4180). Text that a spreadsheet would take for a formula is made plain text
// with an apostrophe; lists and maps are JSON.
[[nodiscard]] QByteArray csvField(const QCborValue &value);

} // namespace formwork::document
