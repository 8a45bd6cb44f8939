// SPDX-License-Identifier: Apache-2.0
#include "texts/schedule.h"

#include "base/tr.h"
#include "texts/cronexpression.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace formwork::texts
{
namespace
{

using Runs = std::expected<QList<QDateTime>, QString>;

QTimeZone zoneOf(const QByteArray &name)
{
    const QTimeZone zone = name.isEmpty() ? QTimeZone::utc() : QTimeZone(name);
    return zone.isValid() ? zone : QTimeZone::utc();
}

Runs runsOfCron(const QString &fields, CronExpression::Dialect dialect, const QDateTime &now,
                const QTimeZone &zone, int count)
{
    const auto cron = CronExpression::read(fields, dialect);
    if (!cron)
        return std::unexpected(cron.error());
    QList<QDateTime> runs;
    QDateTime at = now.toTimeZone(zone);
    while (runs.size() < count) {
        at = cron->nextAfter(at);
        if (!at.isValid())
            break;
        runs.append(at.toUTC());
    }
    return runs;
}

Runs runsOfRate(const QString &text, const QDateTime &now, int count)
{
    static const QRegularExpression kRate(QStringLiteral("^(\\d+) (minute|minutes|hour|hours|day|days)$"));
    const QRegularExpressionMatch rate = kRate.match(text.trimmed());
    const qint64 number = rate.captured(1).toLongLong();
    if (!rate.hasMatch() || number < 1)
        return std::unexpected(
            Tr::tr("rate(...) is a number from 1 and minutes, hours or days, as in rate(5 minutes)."));
    const QString unit = rate.captured(2);
    const bool isOne = !unit.endsWith(u's');
    if (isOne != (number == 1))
        return std::unexpected(
            number == 1 ? Tr::tr("After 1 the unit stands in the singular: rate(1 %1).").arg(unit.chopped(1))
                        : Tr::tr("After %1 the unit stands in the plural: rate(%1 %2s).")
                              .arg(rate.captured(1), unit));
    const qint64 seconds = unit.startsWith(u'm') ? 60 : unit.startsWith(u'h') ? 3600 : 86400;
    QList<QDateTime> runs;
    for (int i = 1; i <= count; ++i)
        runs.append(now.toUTC().addSecs(number * seconds * i));
    return runs;
}

Runs runsOfOnce(const QString &text, const QDateTime &now, const QTimeZone &zone)
{
    QDateTime at = QDateTime::fromString(text.trimmed(), QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    if (!at.isValid())
        return std::unexpected(
            Tr::tr("at(...) is a date and a time without a zone, as in at(2030-01-31T08:00:00)."));
    at.setTimeZone(zone);
    return at > now ? QList<QDateTime>{at.toUTC()} : QList<QDateTime>();
}

} // namespace

Runs nextRuns(const QString &text, ScheduleForm form, const QDateTime &now, const QByteArray &zone, int count)
{
    static const QRegularExpression kForm(QStringLiteral("^(cron|rate|at)\\((.*)\\)$"));
    if (form.isUnix)
        return runsOfCron(text, CronExpression::Dialect::Unix, now, zoneOf(zone), count);
    const QRegularExpressionMatch match = kForm.match(text);
    const QString kind = match.captured(1);
    if (kind == u"cron")
        return runsOfCron(match.captured(2), CronExpression::Dialect::Aws, now, zoneOf(zone), count);
    if (kind == u"rate")
        return runsOfRate(match.captured(2), now, count);
    if (kind == u"at" && form.hasOnce)
        return runsOfOnce(match.captured(2), now, zoneOf(zone));
    return std::unexpected(
        form.hasOnce ? Tr::tr("A schedule is cron(...), rate(...) or at(...), in small letters, as in "
                              "cron(0 8 ? * MON-FRI *), rate(5 minutes) or at(2030-01-31T08:00:00).")
                     : Tr::tr("A schedule is cron(...) or rate(...), in small letters, as in "
                              "cron(0 8 ? * MON-FRI *) or rate(5 minutes)."));
}

} // namespace formwork::texts
