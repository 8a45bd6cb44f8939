// SPDX-License-Identifier: Apache-2.0
#include "texts/schedule.h"

#include <QTest>

using namespace formwork::texts;

namespace
{

// A Wednesday.
QDateTime now() { return {QDate(2026, 7, 15), QTime(10, 7, 30), Qt::UTC}; }

QString runsOf(const QString &text, ScheduleForm form = {}, const QByteArray &zone = {})
{
    const auto runs = nextRuns(text, form, now(), zone, 3);
    if (!runs)
        return QStringLiteral("wrong: ") + runs.error();
    QStringList said;
    for (const QDateTime &run : *runs)
        said.append(run.toString(QStringLiteral("yyyy-MM-dd HH:mm")));
    return said.join(QStringLiteral(", "));
}

} // namespace

class TestSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nextThree_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("runs");
        const auto row = [](const char *text, const char *runs) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(runs);
        };
        row("cron(0 8 ? * MON-FRI *)", "2026-07-16 08:00, 2026-07-17 08:00, 2026-07-20 08:00");
        row("cron(15 10 ? * 6L 2026-2028)", "2026-07-31 10:15, 2026-08-28 10:15, 2026-09-25 10:15");
        row("cron(0/10 * ? * * *)", "2026-07-15 10:10, 2026-07-15 10:20, 2026-07-15 10:30");
        row("cron(*/30 9-10 ? * WED *)", "2026-07-15 10:30, 2026-07-22 09:00, 2026-07-22 09:30");
        row("cron(0 9 1W * ? *)", "2026-08-03 09:00, 2026-09-01 09:00, 2026-10-01 09:00");
        row("cron(0 9 L * ? *)", "2026-07-31 09:00, 2026-08-31 09:00, 2026-09-30 09:00");
        row("cron(0 9 LW 1,2 ? *)", "2027-01-29 09:00, 2027-02-26 09:00, 2028-01-31 09:00");
        row("cron(0 9 ? * 2#1 *)", "2026-08-03 09:00, 2026-09-07 09:00, 2026-10-05 09:00");
        row("cron(0 0 29 2 ? *)", "2028-02-29 00:00, 2032-02-29 00:00, 2036-02-29 00:00");
        row("cron(0 12 ? * FRI-MON *)", "2026-07-17 12:00, 2026-07-18 12:00, 2026-07-19 12:00");
        row("cron(0 12 ? JUL 1 2026)", "2026-07-19 12:00, 2026-07-26 12:00");
        row("cron(0 12 1 1 ? 2020)", "");
        row("rate(5 minutes)", "2026-07-15 10:12, 2026-07-15 10:17, 2026-07-15 10:22");
        row("rate(1 hour)", "2026-07-15 11:07, 2026-07-15 12:07, 2026-07-15 13:07");
        row("rate(2 days)", "2026-07-17 10:07, 2026-07-19 10:07, 2026-07-21 10:07");
    }

    void nextThree()
    {
        QFETCH(QString, text);
        QFETCH(QString, runs);
        QCOMPARE(runsOf(text), runs);
    }

    void saysWhatDoesNotFit_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *text, const char *said) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(said);
        };
        row("cron(0 8 * * MON-FRI *)", "exactly one");
        row("cron(0 8 ? * ? *)", "exactly one");
        row("cron(0 8 * * MON-FRI)", "six fields");
        row("0 8 ? * MON-FRI *", "cron(...) or rate(...)");
        row("cron(60 8 ? * MON *)", "minutes");
        row("cron(0 24 ? * MON *)", "hours");
        row("cron(0 8 32 * ? *)", "day of the month");
        row("cron(0 8 ? 13 MON *)", "month");
        row("cron(0 8 ? * 0 *)", "day of the week");
        row("cron(0 8 ? * MON 1900)", "year");
        row("cron(0/0 8 ? * MON *)", "minutes");
        row("rate(1 minutes)", "rate(1 minute)");
        row("rate(5 minute)", "rate(5 minutes)");
        row("rate(0 minutes)", "from 1");
        row("rate(5 weeks)", "minutes, hours or days");
        row("Rate(5 minutes)", "small letters");
        row("at(2030-01-31T08:00:00)", "cron(...) or rate(...)");
    }

    void saysWhatDoesNotFit()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const QString answer = runsOf(text);
        QVERIFY2(answer.startsWith(u"wrong: ") && answer.contains(said), qPrintable(answer));
    }

    void once()
    {
        QCOMPARE(runsOf(QStringLiteral("at(2030-01-31T08:00:00)"), {.hasOnce = true}),
                 QStringLiteral("2030-01-31 08:00"));
        QCOMPARE(runsOf(QStringLiteral("at(2020-01-31T08:00:00)"), {.hasOnce = true}), QString());
        QVERIFY(
            runsOf(QStringLiteral("at(2030-01-31)"), {.hasOnce = true}).contains(u"at(2030-01-31T08:00:00)"));
    }

    // The clock of the zone decides, and is put on and back.
    void goesByItsZone()
    {
        QCOMPARE(runsOf(QStringLiteral("cron(0 8 ? * * *)"), {}, "Europe/Berlin"),
                 QStringLiteral("2026-07-16 06:00, 2026-07-17 06:00, 2026-07-18 06:00"));
        QCOMPARE(runsOf(QStringLiteral("cron(30 8 25 10-11 ? *)"), {}, "Europe/Berlin"),
                 QStringLiteral("2026-10-25 07:30, 2026-11-25 07:30, 2027-10-25 06:30"));
        QCOMPARE(runsOf(QStringLiteral("at(2030-01-31T08:00:00)"), {.hasOnce = true}, "Asia/Tokyo"),
                 QStringLiteral("2030-01-30 23:00"));
    }

    void unixFields()
    {
        const ScheduleForm form{.isUnix = true};
        QCOMPARE(runsOf(QStringLiteral("0 8 * * 1-5"), form),
                 QStringLiteral("2026-07-16 08:00, 2026-07-17 08:00, 2026-07-20 08:00"));
        QCOMPARE(runsOf(QStringLiteral("0 8 * * 0"), form), runsOf(QStringLiteral("0 8 * * 7"), form));
        // Days of both kinds are joined.
        QCOMPARE(runsOf(QStringLiteral("0 8 17 * SAT"), form),
                 QStringLiteral("2026-07-17 08:00, 2026-07-18 08:00, 2026-07-25 08:00"));
        QVERIFY(runsOf(QStringLiteral("cron(0 8 ? * MON *)"), form).contains(u"five fields"));
    }
};

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
