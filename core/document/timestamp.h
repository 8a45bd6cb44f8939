// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborValue>
#include <QDateTime>
#include <QString>

#include <optional>

namespace formwork::document
{

// A point in time, finer than QDateTime has it.
struct Moment {
    qint64 seconds = 0; // since 1970 in UTC
    int nanoseconds = 0; // 0 to 999,999,999, always forward

    [[nodiscard]] QDateTime toDateTime() const; // in UTC, what is below a millisecond cut off
    [[nodiscard]] static Moment of(const QDateTime &time);
    bool operator==(const Moment &) const = default;
};

// A time as the AWS CLI understands it: ISO 8601 with or without zone, fraction or time of day, an HTTP date,
// what `date` prints, or seconds since 1970. Without a zone it is UTC, on every machine. Digits beyond
// nanoseconds are cut off. Nothing for other text or a year outside 1 to 9999.
struct WrittenMoment {
    Moment moment;
    bool hasZone = false; // it was written with one, or means one
    bool isNumber = false; // seconds since 1970
};
[[nodiscard]] std::optional<WrittenMoment> parseWritten(QStringView text);
[[nodiscard]] std::optional<Moment> parseMoment(QStringView text);

// When something ends, as files, programs and variables say it: the same, but no bare number, which says of
// itself neither what it counts nor from when. In UTC; not valid: no such time.
[[nodiscard]] QDateTime writtenTime(QStringView text);

[[nodiscard]] std::optional<Moment> momentFromEpoch(double seconds);

// How values carry a time: a date-time, or where milliseconds do not hold all of it the text below.
[[nodiscard]] QCborValue momentValue(const Moment &moment);
[[nodiscard]] std::optional<Moment> momentOf(const QCborValue &value);

// As `aws --output json` writes it: "2026-01-02T03:04:05+00:00", "2026-01-02T03:04:05.250000+00:00"; nine
// digits where there are nanoseconds.
[[nodiscard]] QString timestampText(const Moment &moment);
[[nodiscard]] QString timestampText(const QDateTime &time);

} // namespace formwork::document
