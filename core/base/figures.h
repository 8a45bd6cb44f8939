// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

#include <limits>

namespace formwork
{

// Moments and numbers as people read them in a sentence or a cell, in the language of the texts around them
// (base/translations.h). What programs read is ISO 8601 and is written where that is written.

// "Jan 2, 2026 3:04:05 AM" or "2. Jan 2026 03:04:05", of the time zone that the moment is in.
[[nodiscard]] QString momentText(const QDateTime &moment);
[[nodiscard]] QString dayText(const QDate &day); // "Jan 2, 2026"
[[nodiscard]] QString clockText(const QTime &time); // with seconds
[[nodiscard]] QString preciseClockText(const QTime &time); // with milliseconds

[[nodiscard]] QString localNumber(qint64 number); // with the separators of the language

// What tells tr() which form of a word belongs to a number; it may be larger than tr() can take.
[[nodiscard]] constexpr int pluralOf(qint64 number)
{
    return number > std::numeric_limits<int>::max() ? std::numeric_limits<int>::max() : int(number);
}

} // namespace formwork
