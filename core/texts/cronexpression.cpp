// SPDX-License-Identifier: Apache-2.0
#include "texts/cronexpression.h"

#include "base/tr.h"

#include <QRegularExpression>

#include <QTimeZone>

#include <array>

namespace formwork::texts
{
namespace
{

constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2199;
constexpr int kMostDays = 366 * 30; // that are looked through for the next run

const QStringList &months()
{
    static const QStringList names =
        QStringLiteral("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC").split(u' ');
    return names;
}

const QStringList &weekdays()
{
    static const QStringList names = QStringLiteral("SUN MON TUE WED THU FRI SAT").split(u' ');
    return names;
}

struct Range {
    int least;
    int most;
};

Range rangeOf(int field, bool isUnix)
{
    constexpr std::array<Range, 6> ranges{Range{0, 59}, Range{0, 23}, Range{1, 31},
                                          Range{1, 12}, Range{1, 7},  Range{kFirstYear, kLastYear}};
    return field == 4 && isUnix ? Range{0, 7} : ranges[size_t(field)];
}

QString nameOf(int field)
{
    switch (field) {
    case 0:
        return Tr::tr("minutes");
    case 1:
        return Tr::tr("hours");
    case 2:
        return Tr::tr("day of the month");
    case 3:
        return Tr::tr("month");
    case 4:
        return Tr::tr("day of the week");
    default:
        return Tr::tr("year");
    }
}

// A number or a name; -1: neither.
int numberOf(const QString &text, int field, bool isUnix)
{
    const qsizetype month = field == 3 ? months().indexOf(text.toUpper()) : -1;
    const qsizetype day = field == 4 ? weekdays().indexOf(text.toUpper()) : -1;
    if (month >= 0)
        return int(month) + 1;
    if (day >= 0)
        return int(day) + (isUnix ? 0 : 1);
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    return isNumber && number >= 0 ? number : -1;
}

// From 1 for Sunday.
int weekdayOf(QDate day) { return day.dayOfWeek() % 7 + 1; }

QDate lastOfMonth(QDate day) { return {day.year(), day.month(), day.daysInMonth()}; }

QDate nearestWeekday(QDate day)
{
    if (day.dayOfWeek() == Qt::Saturday)
        return day.day() > 1 ? day.addDays(-1) : day.addDays(2);
    if (day.dayOfWeek() == Qt::Sunday)
        return day.day() < day.daysInMonth() ? day.addDays(1) : day.addDays(-2);
    return day;
}

} // namespace

std::expected<CronExpression, QString> CronExpression::read(const QString &fields, Dialect dialect)
{
    const QStringList texts = fields.simplified().split(u' ', Qt::SkipEmptyParts);
    const qsizetype wanted = dialect == Dialect::Aws ? 6 : 5;
    if (texts.size() != wanted)
        return std::unexpected(
            dialect == Dialect::Aws
                ? Tr::tr(
                      "cron(...) has six fields: minutes, hours, day of the month, month, day of the week, "
                      "year. There are %1.")
                      .arg(texts.size())
                : Tr::tr("It has five fields: minutes, hours, day of the month, month, day of the week. "
                         "There are %1.")
                      .arg(texts.size()));
    CronExpression cron;
    cron.m_dialect = dialect;
    cron.m_parts.resize(6);
    for (int field = 0; field < int(texts.size()); ++field) {
        const QString wrong = readPart(texts[field], Field(field), dialect, cron.m_parts[field]);
        if (!wrong.isEmpty())
            return std::unexpected(wrong);
    }
    const bool isDay = !cron.m_parts[DayOfMonth].isUnset;
    const bool isWeekday = !cron.m_parts[DayOfWeek].isUnset;
    if (dialect == Dialect::Aws && isDay == isWeekday)
        return std::unexpected(
            Tr::tr("Of the day of the month and the day of the week exactly one is \"?\"."));
    return cron;
}

QString CronExpression::readPart(const QString &text, Field field, Dialect dialect, Part &into)
{
    const bool isDay = field == DayOfMonth || field == DayOfWeek;
    if (text == u"*")
        return {};
    if (text == u"?" && isDay && dialect == Dialect::Aws) {
        into.isUnset = true;
        return {};
    }
    into.isAny = false;
    for (const QString &item : text.split(u',')) {
        if (isDay && dialect == Dialect::Aws && readSpecial(item.toUpper(), field, into))
            continue;
        if (const QString wrong = readItem(item, field, dialect, into); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

// L, LW and 15W of a month, L, 6L and 6#3 of a week.
bool CronExpression::readSpecial(const QString &item, Field field, Part &into)
{
    static const QRegularExpression kNearest(QStringLiteral("^([1-9]|[12]\\d|3[01])W$"));
    static const QRegularExpression kNth(QStringLiteral("^([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#([1-5])$"));
    static const QRegularExpression kLastOf(QStringLiteral("^([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)L$"));
    if (field == DayOfMonth) {
        into.isLast = into.isLast || item == u"L";
        into.isLastWeekday = into.isLastWeekday || item == u"LW";
        const QRegularExpressionMatch nearest = kNearest.match(item);
        if (nearest.hasMatch())
            into.nearest = nearest.captured(1).toInt();
        return item == u"L" || item == u"LW" || nearest.hasMatch();
    }
    if (item == u"L") {
        into.values.insert(7);
        return true;
    }
    const QRegularExpressionMatch nth = kNth.match(item);
    const QRegularExpressionMatch last = kLastOf.match(item);
    if (!nth.hasMatch() && !last.hasMatch())
        return false;
    into.nth = nth.hasMatch() ? nth.captured(2).toInt() : 0;
    into.isLastOfKind = last.hasMatch();
    into.values.insert(numberOf(nth.hasMatch() ? nth.captured(1) : last.captured(1), field, false));
    return true;
}

QString CronExpression::readItem(const QString &item, Field field, Dialect dialect, Part &into)
{
    const bool isUnix = dialect == Dialect::Unix;
    const Range range = rangeOf(field, isUnix);
    const QString wrong =
        Tr::tr("%1: \"%2\" does not fit; numbers from %3 to %4 do, and lists, ranges and steps of them.")
            .arg(nameOf(field), item)
            .arg(range.least)
            .arg(range.most);
    const qsizetype slash = item.indexOf(u'/');
    const QString span = slash < 0 ? item : item.first(slash);
    bool isStep = slash < 0;
    const int step = slash < 0 ? 1 : item.sliced(slash + 1).toInt(&isStep);
    const qsizetype dash = span.indexOf(u'-');
    const bool isAll = span == u"*";
    const int from = isAll ? range.least : numberOf(dash < 0 ? span : span.first(dash), field, isUnix);
    const int to = isAll ? range.most
        : dash < 0       ? (slash < 0 ? from : range.most)
                         : numberOf(span.sliced(dash + 1), field, isUnix);
    if (!isStep || step < 1 || (isAll && slash < 0) || from < range.least || from > range.most
        || to < range.least || to > range.most)
        return wrong;
    const int width = range.most - range.least + 1;
    const int end = to < from ? to + width : to; // FRI-MON
    for (int value = from; value <= end; value += step) {
        const int one = value > range.most ? value - width : value;
        into.values.insert(isUnix && field == DayOfWeek && one == 7 ? 0 : one);
    }
    return {};
}

bool CronExpression::isDayOfMonth(QDate day) const
{
    const Part &part = m_parts[DayOfMonth];
    return part.has(day.day()) || (part.isLast && day == lastOfMonth(day))
        || (part.isLastWeekday && day == nearestWeekday(lastOfMonth(day)))
        || (part.nearest > 0 && part.nearest <= day.daysInMonth()
            && day == nearestWeekday(QDate(day.year(), day.month(), part.nearest)));
}

bool CronExpression::isDayOfWeek(QDate day) const
{
    const Part &part = m_parts[DayOfWeek];
    if (m_dialect == Dialect::Unix)
        return part.has(day.dayOfWeek() % 7);
    if (!part.has(weekdayOf(day)))
        return false;
    if (part.nth > 0)
        return (day.day() - 1) / 7 + 1 == part.nth;
    return !part.isLastOfKind || day.day() + 7 > day.daysInMonth();
}

bool CronExpression::runsOn(QDate day) const
{
    if (!m_parts[Month].has(day.month()) || !m_parts[Year].has(day.year()))
        return false;
    const bool areBoth =
        m_dialect == Dialect::Unix && !m_parts[DayOfMonth].isAny && !m_parts[DayOfWeek].isAny;
    return areBoth ? isDayOfMonth(day) || isDayOfWeek(day) : isDayOfMonth(day) && isDayOfWeek(day);
}

QDateTime CronExpression::nextAfter(const QDateTime &time) const
{
    const QTime begin = time.time();
    QDate day = time.date();
    for (int days = 0; days < kMostDays; ++days, day = day.addDays(1)) {
        if (!runsOn(day))
            continue;
        for (int hour = days == 0 ? begin.hour() : 0; hour < 24; ++hour) {
            if (!m_parts[Hour].has(hour))
                continue;
            const bool isNow = days == 0 && hour == begin.hour();
            for (int minute = isNow ? begin.minute() + 1 : 0; minute < 60; ++minute) {
                if (m_parts[Minute].has(minute))
                    return {day, QTime(hour, minute), time.timeZone()};
            }
        }
    }
    return {};
}

} // namespace formwork::texts
