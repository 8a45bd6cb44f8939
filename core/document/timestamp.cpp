// SPDX-License-Identifier: Apache-2.0
#include "document/timestamp.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace formwork::document
{

namespace
{

constexpr int kPerSecond = 1'000'000'000;
constexpr int kPerMillisecond = 1'000'000;

std::optional<Moment> accepted(const Moment &moment)
{
    const int year = moment.toDateTime().date().year();
    return year >= 1 && year <= 9999 ? std::optional(moment) : std::nullopt;
}

int nanoseconds(QStringView digits)
{
    int result = 0;
    for (qsizetype i = 0; i < 9; ++i)
        result = result * 10 + (i < digits.size() ? digits[i].digitValue() : 0);
    return result;
}

// From the parts of a text: the time of day is read here, because QDateTime knows neither nanoseconds nor
// what a time without zone means, and in the hour that summer time leaves out it knows nothing.
std::optional<Moment> fromParts(const QDate &date, const QRegularExpressionMatch &parts)
{
    int hour = parts.capturedView(u"hour").toInt();
    const int minute = parts.capturedView(u"minute").toInt();
    const int second = parts.capturedView(u"second").toInt();
    const int fraction = nanoseconds(parts.capturedView(u"fraction"));
    const bool isMidnight = hour == 24 && minute == 0 && second == 0 && fraction == 0; // the end of the day
    if (!date.isValid() || hour > (isMidnight ? 24 : 23) || minute > 59 || second > 59)
        return std::nullopt;
    qint64 offset = 0;
    if (const QStringView hours = parts.capturedView(u"zoneHour"); !hours.isEmpty()) {
        const int zoneMinute = parts.capturedView(u"zoneMinute").toInt();
        if (hours.toInt() > 23 || zoneMinute > 59)
            return std::nullopt;
        offset = qint64{hours.toInt()} * 3600 + qint64{zoneMinute} * 60;
        if (parts.capturedView(u"sign") == u"-")
            offset = -offset;
    }
    const qint64 days = QDate(1970, 1, 1).daysTo(date);
    return accepted({days * 86400 + qint64{hour} * 3600 + qint64{minute} * 60 + second - offset, fraction});
}

const QString kZone =
    QStringLiteral("\\s*(?:Z|z|UTC|GMT|(?<sign>[+-])(?<zoneHour>\\d{2}):?(?<zoneMinute>\\d{2})?)?$");

// "2026-01-02", "2026-01-02T03:04:05.5+01:00", and without separators "20260102T030405Z", the form in which
// signatures carry time.
std::optional<Moment> fromIso(const QString &text)
{
    static const QRegularExpression extended(
        QStringLiteral("^(\\d{4})-(\\d{2})-(\\d{2})(?:(?:[Tt]|\\s+)(?<hour>\\d{2})(?::(?<minute>\\d{2})(?::("
                       "?<second>\\d{2})(?:[.,](?<fraction>\\d+))?)?)?)?")
        + kZone);
    static const QRegularExpression basic(
        QStringLiteral("^(\\d{4})(\\d{2})(\\d{2})[Tt](?<hour>\\d{2})(?:(?<minute>\\d{2})(?:(?<second>\\d{2})("
                       "?:[.,](?<fraction>\\d+))?)?)?")
        + kZone);
    QRegularExpressionMatch parts = extended.match(text);
    if (!parts.hasMatch())
        parts = basic.match(text);
    if (!parts.hasMatch())
        return std::nullopt;
    const QDate date(parts.capturedView(1).toInt(), parts.capturedView(2).toInt(),
                     parts.capturedView(3).toInt());
    return fromParts(date, parts);
}

// "Fri, 02 Jan 2026 03:04:05 GMT", as headers and mails have it.
std::optional<Moment> fromMailDate(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(?:[A-Za-z]{3},?\\s+)?(\\d{1,2})[ -]([A-Za-z]{3})[ -](\\d{4})\\s+(?<hour>\\d{1,2}):("
                       "?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.(?<fraction>\\d+))?)?")
        + kZone);
    static constexpr std::array months{"jan", "feb", "mar", "apr", "may", "jun",
                                       "jul", "aug", "sep", "oct", "nov", "dec"};
    const QRegularExpressionMatch parts = pattern.match(text);
    if (!parts.hasMatch())
        return std::nullopt;
    const QByteArray name = parts.captured(2).toLower().toLatin1();
    const auto month = std::ranges::find_if(months, [&](const char *known) { return name == known; });
    return fromParts(
        QDate(parts.capturedView(3).toInt(), int(month - months.begin()) + 1, parts.capturedView(1).toInt()),
        parts);
}

// Digits as they are written; a double would round them.
std::optional<Moment> fromDigits(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^(-?)(\\d{1,12})(?:\\.(\\d*))?$"));
    const QRegularExpressionMatch parts = pattern.match(text);
    if (!parts.hasMatch())
        return std::nullopt;
    Moment moment{parts.capturedView(2).toLongLong(), nanoseconds(parts.capturedView(3))};
    if (!parts.capturedView(1).isEmpty()) {
        const bool hasFraction = moment.nanoseconds != 0;
        moment = {-moment.seconds - (hasFraction ? 1 : 0), hasFraction ? kPerSecond - moment.nanoseconds : 0};
    }
    return accepted(moment);
}

} // namespace

QDateTime Moment::toDateTime() const
{
    return QDateTime::fromMSecsSinceEpoch(seconds * 1000 + nanoseconds / kPerMillisecond, Qt::UTC);
}

Moment Moment::of(const QDateTime &time)
{
    const qint64 total = time.toMSecsSinceEpoch();
    const qint64 milliseconds = (total % 1000 + 1000) % 1000;
    return {(total - milliseconds) / 1000, int(milliseconds) * kPerMillisecond};
}

std::optional<Moment> momentFromEpoch(double seconds)
{
    constexpr double farthest = 1e12; // beyond the year 9999 either way; keeps the conversion below defined
    if (!std::isfinite(seconds) || std::abs(seconds) > farthest)
        return std::nullopt;
    if (std::abs(seconds) < 1e-9)
        return Moment();
    std::array<char, 400> digits{}; // the shortest that mean this number, not the digits of its binary form
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), seconds, std::chars_format::fixed);
    return fromDigits(QString::fromLatin1(digits.data(), end.ptr - digits.data()));
}

std::optional<Moment> parseMoment(QStringView text)
{
    constexpr qsizetype longest = 64; // of everything but digits, of which there may be any number
    const QString trimmed = text.trimmed().toString();
    if (const auto moment = fromDigits(trimmed))
        return moment;
    if (trimmed.isEmpty() || trimmed.size() > longest)
        return std::nullopt;
    bool isNumber = false;
    const double seconds = trimmed.toDouble(&isNumber);
    if (isNumber)
        return momentFromEpoch(seconds);
    const auto iso = fromIso(trimmed);
    return iso ? iso : fromMailDate(trimmed);
}

QCborValue momentValue(const Moment &moment)
{
    return moment.nanoseconds % kPerMillisecond == 0 ? QCborValue(moment.toDateTime())
                                                     : QCborValue(timestampText(moment));
}

std::optional<Moment> momentOf(const QCborValue &value)
{
    if (value.isDateTime()) {
        const QDateTime time = value.toDateTime();
        return time.isValid() ? std::optional(Moment::of(time)) : std::nullopt;
    }
    if (!value.isString())
        return std::nullopt;
    const QString text = value.toString();
    constexpr qsizetype shortest = 32; // with microseconds and the zone
    const auto moment =
        text.size() >= shortest && text.endsWith(QLatin1String("+00:00")) ? fromIso(text) : std::nullopt;
    return moment && text == timestampText(*moment) ? moment : std::nullopt;
}

QString timestampText(const Moment &moment)
{
    QString text = moment.toDateTime().toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss"));
    if (moment.nanoseconds != 0) {
        const QString digits = QString::number(moment.nanoseconds).rightJustified(9, u'0');
        text += u'.' + (digits.endsWith(QLatin1String("000")) ? digits.first(6) : digits);
    }
    return text + QStringLiteral("+00:00");
}

QString timestampText(const QDateTime &time) { return timestampText(Moment::of(time)); }

} // namespace formwork::document
