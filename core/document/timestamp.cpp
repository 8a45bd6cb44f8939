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
std::optional<WrittenMoment> fromParts(const QDate &date, const QRegularExpressionMatch &parts)
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
    const std::optional<Moment> moment =
        accepted({days * 86400 + qint64{hour} * 3600 + qint64{minute} * 60 + second - offset, fraction});
    if (!moment)
        return std::nullopt;
    return WrittenMoment{*moment, !parts.capturedView(u"zone").isEmpty()};
}

int monthOf(const QString &name)
{
    static constexpr std::array months{"jan", "feb", "mar", "apr", "may", "jun",
                                       "jul", "aug", "sep", "oct", "nov", "dec"};
    const QByteArray known = name.toLower().toLatin1();
    const auto month = std::ranges::find_if(months, [&](const char *one) { return known == one; });
    return int(month - months.begin()) + 1;
}

// "Z", "+0100", and as programs written in Go print it, "+0000 UTC".
const QString kZone = QStringLiteral(
    "\\s*(?<zone>Z|z|UTC|GMT|(?<sign>[+-])(?<zoneHour>\\d{2}):?(?<zoneMinute>\\d{2})?(?: UTC)?)?$");

// "2026-01-02", "2026-01-02T03:04:05.5+01:00", and without separators "20260102T030405Z", the form in which
// signatures carry time.
std::optional<WrittenMoment> fromIso(const QString &text)
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
std::optional<WrittenMoment> fromMailDate(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(?:[A-Za-z]{3},?\\s+)?(\\d{1,2})[ -]([A-Za-z]{3})[ -](\\d{4})\\s+(?<hour>\\d{1,2}):("
                       "?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.(?<fraction>\\d+))?)?")
        + kZone);
    const QRegularExpressionMatch parts = pattern.match(text);
    if (!parts.hasMatch())
        return std::nullopt;
    return fromParts(
        QDate(parts.capturedView(3).toInt(), monthOf(parts.captured(2)), parts.capturedView(1).toInt()),
        parts);
}

// "Fri Jan  2 03:04:05 UTC 2026", as `date` prints it.
std::optional<WrittenMoment> fromClockDate(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral(
        "^(?:[A-Za-z]{3},?\\s+)?([A-Za-z]{3})\\s+(\\d{1,2})\\s+(?<hour>\\d{2}):(?<minute>\\d{2})"
        ":(?<second>\\d{2})(?:\\s+(?<zone>Z|UTC|GMT))?\\s+(?<year>\\d{4})$"));
    const QRegularExpressionMatch parts = pattern.match(text);
    if (!parts.hasMatch())
        return std::nullopt;
    return fromParts(
        QDate(parts.capturedView(u"year").toInt(), monthOf(parts.captured(1)), parts.capturedView(2).toInt()),
        parts);
}

bool areDigits(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// Digits as they are written; a double would round them.
std::optional<Moment> fromDigits(const QString &text)
{
    constexpr qsizetype kMostDigits = 12;
    const bool isNegative = text.startsWith(u'-');
    const QStringView number = QStringView(text).sliced(isNegative ? 1 : 0);
    const qsizetype point = number.indexOf(u'.');
    const QStringView whole = number.first(point < 0 ? number.size() : point);
    const QStringView fraction = point < 0 ? QStringView() : number.sliced(point + 1);
    if (whole.isEmpty() || whole.size() > kMostDigits || !areDigits(whole) || !areDigits(fraction))
        return std::nullopt;
    Moment moment{whole.toLongLong(), nanoseconds(fraction)};
    if (isNegative) {
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

std::optional<WrittenMoment> parseWritten(QStringView text)
{
    constexpr qsizetype longest = 64; // of everything but digits, of which there may be any number
    const QString trimmed = text.trimmed().toString();
    const auto since1970 = [](const std::optional<Moment> &moment) {
        return moment ? std::optional(WrittenMoment{*moment, true, true}) : std::nullopt;
    };
    if (const auto moment = fromDigits(trimmed))
        return since1970(moment);
    if (trimmed.isEmpty() || trimmed.size() > longest)
        return std::nullopt;
    bool isNumber = false;
    const double seconds = trimmed.toDouble(&isNumber);
    if (isNumber)
        return since1970(momentFromEpoch(seconds));
    if (const auto iso = fromIso(trimmed))
        return iso;
    const auto mail = fromMailDate(trimmed);
    return mail ? mail : fromClockDate(trimmed);
}

std::optional<Moment> parseMoment(QStringView text)
{
    const std::optional<WrittenMoment> written = parseWritten(text);
    return written ? std::optional(written->moment) : std::nullopt;
}

QDateTime writtenTime(QStringView text)
{
    const std::optional<WrittenMoment> written = parseWritten(text);
    return written && !written->isNumber ? written->moment.toDateTime() : QDateTime();
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
    return moment && text == timestampText(moment->moment) ? std::optional(moment->moment) : std::nullopt;
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
