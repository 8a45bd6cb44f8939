// SPDX-License-Identifier: Apache-2.0
#include "document/timestamp.h"

#include <QRegularExpression>

#include <cmath>

namespace formwork::document
{

namespace
{

std::optional<QDateTime> accepted(const QDateTime &time)
{
    if (!time.isValid())
        return std::nullopt;
    const QDateTime utc = time.toUTC();
    return utc.date().year() >= 1 && utc.date().year() <= 9999 ? std::optional(utc) : std::nullopt;
}

// "20260102T030405Z", the form in which signatures carry time.
QString withSeparators(const QString &text)
{
    static const QRegularExpression basic(QStringLiteral(
        "^(\\d{4})(\\d{2})(\\d{2})T(\\d{2})(\\d{2})(\\d{2})([.,]\\d+)?(Z|[+-]\\d{2}:?\\d{2})?$"));
    return QString(text).replace(basic, QStringLiteral("\\1-\\2-\\3T\\4:\\5:\\6\\7\\8"));
}

} // namespace

std::optional<QDateTime> timestampFromEpoch(double seconds)
{
    constexpr double farthest = 1e12; // beyond the year 9999 either way; keeps the conversion below defined
    if (!std::isfinite(seconds) || std::abs(seconds) > farthest)
        return std::nullopt;
    return accepted(QDateTime::fromMSecsSinceEpoch(qint64(std::llround(seconds * 1000)), Qt::UTC));
}

std::optional<QDateTime> parseTimestamp(QStringView text)
{
    constexpr qsizetype longest = 64;
    const QString trimmed = text.size() > longest ? QString() : text.trimmed().toString();
    if (trimmed.isEmpty())
        return std::nullopt;
    bool isNumber = false;
    const double seconds = trimmed.toDouble(&isNumber);
    if (isNumber)
        return timestampFromEpoch(seconds);
    if (const auto time = accepted(QDateTime::fromString(withSeparators(trimmed), Qt::ISODateWithMs)))
        return time;
    return accepted(QDateTime::fromString(trimmed, Qt::RFC2822Date));
}

QString timestampText(const QDateTime &time)
{
    const QDateTime utc = time.toUTC();
    QString text = utc.toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss"));
    if (const int milliseconds = utc.time().msec(); milliseconds != 0)
        text +=
            u'.' + QStringLiteral("%1").arg(milliseconds, 3, 10, QLatin1Char('0')) + QStringLiteral("000");
    return text + QStringLiteral("+00:00");
}

} // namespace formwork::document
