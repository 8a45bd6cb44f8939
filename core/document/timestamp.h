// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace formwork::document
{

// A time as the AWS CLI understands it: ISO 8601 with or without zone, fraction or time of day (no zone:
// local time), an HTTP date, or seconds since 1970. In UTC, to the millisecond; nothing for other text or a
// year outside 1 to 9999.
[[nodiscard]] std::optional<QDateTime> parseTimestamp(QStringView text);
[[nodiscard]] std::optional<QDateTime> timestampFromEpoch(double seconds);

// As `aws --output json` writes it: "2026-01-02T03:04:05+00:00", "2026-01-02T03:04:05.250000+00:00".
[[nodiscard]] QString timestampText(const QDateTime &time);

} // namespace formwork::document
