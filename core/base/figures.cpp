// SPDX-License-Identifier: Apache-2.0
#include "base/figures.h"

#include <QLocale>
#include <QRegularExpression>

namespace formwork
{

namespace
{

// A language's long form of a date without the day of the week, and with short names of months: its short
// form leaves open which number is the month, and often the century.
QString dayFormat(const QLocale &locale)
{
    static const QRegularExpression weekday(
        QStringLiteral("^(dddd|ddd)[,.\u060c]?\\s*(den\\s)?|[,\\s]*\\(?(dddd|ddd)\\)?$"));
    QString format = locale.dateFormat(QLocale::LongFormat);
    format.remove(weekday);
    return format.replace(QStringLiteral("MMMM"), QStringLiteral("MMM"));
}

// A language's short form of a time, with what comes after the minutes.
QString clockFormat(const QLocale &locale, const QString &afterMinutes)
{
    QString format = locale.timeFormat(QLocale::ShortFormat);
    const qsizetype minutes = format.indexOf(u'm'); // once or twice
    if (minutes > 0 && !format.contains(u's'))
        format.insert(format.lastIndexOf(u'm') + 1, format.at(minutes - 1) + afterMinutes);
    return format;
}

} // namespace

QString dayText(const QDate &day)
{
    const QLocale locale;
    return locale.toString(day, dayFormat(locale));
}

QString clockText(const QTime &time)
{
    const QLocale locale;
    return locale.toString(time, clockFormat(locale, QStringLiteral("ss")));
}

QString preciseClockText(const QTime &time)
{
    const QLocale locale;
    return locale.toString(
        time, clockFormat(locale, QStringLiteral("ss") + locale.decimalPoint() + QStringLiteral("zzz")));
}

QString momentText(const QDateTime &moment)
{
    return dayText(moment.date()) + u' ' + clockText(moment.time());
}

QString localNumber(qint64 number) { return QLocale().toString(number); }

} // namespace formwork
