// SPDX-License-Identifier: Apache-2.0
#include "journal/retryplan.h"

#include <QTest>

using namespace formwork::journal;
using Kind = RetryPlan::Kind;

class RetryPlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void follows_data();
    void follows();
    void speaksOfATokenWhereThereIsOne();
    void durations_data();
    void durations();
};

void RetryPlanTest::follows_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<bool>("hasToken");
    QTest::addColumn<qint64>("lifetime"); // seconds; -1: not published
    QTest::addColumn<qint64>("elapsed"); // seconds since the first attempt
    QTest::addColumn<bool>("mayHaveBeenDone");
    QTest::addColumn<bool>("creates"); // without a token
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, Outcome outcome, bool token, qint64 lifetime, qint64 elapsed,
                        bool maybe, bool creates, Kind kind, const char *says) {
        QTest::newRow(name) << static_cast<int>(outcome) << token << lifetime << elapsed << maybe << creates
                            << static_cast<int>(kind) << QString::fromUtf8(says);
    };
    constexpr qint64 kHours8 = 8 * 3600;
    row("sending", Outcome::Sending, true, kHours8, 1, true, false, Kind::NotPossible, "being sent");
    row("succeeded", Outcome::Succeeded, true, kHours8, 1, false, false, Kind::NotPossible, "Edit as new");
    row("rejected", Outcome::Rejected, true, kHours8, 1, false, false, Kind::SafeNothingDone, "did nothing");
    row("rejected long ago", Outcome::Rejected, true, kHours8, 100 * kHours8, false, false,
        Kind::SafeNothingDone, "same client token");
    row("rejected, no token", Outcome::Rejected, false, -1, 1, false, true, Kind::SafeNothingDone,
        "same request");
    row("unknown, in time", Outcome::Unknown, true, kHours8, 48 * 60, true, false, Kind::Safe,
        "Token valid for another 7 h 12 min.");
    row("unknown, last minute", Outcome::Unknown, true, kHours8, kHours8 - 30, true, false,
        Kind::MayDuplicate, "a second time");
    row("unknown, before the last minute", Outcome::Unknown, true, kHours8, kHours8 - 61, true, false,
        Kind::Safe, "another 1 min");
    row("unknown, over", Outcome::Unknown, true, kHours8, kHours8 + 3600, true, false, Kind::MayDuplicate,
        "for 8 h, and the first attempt was 9 h ago");
    row("a minute's life", Outcome::Unknown, true, 60, 50, true, false, Kind::Safe, "another 10 s");
    row("end of a minute's life", Outcome::Unknown, true, 60, 55, true, false, Kind::MayDuplicate,
        "a second time");
    row("not published, just now", Outcome::Unknown, true, -1, 12 * 60, true, false, Kind::Safe,
        "12 min ago");
    row("not published, long ago", Outcome::Unknown, true, -1, 3600, true, false, Kind::MayDuplicate,
        "does not say how long");
    row("clock went back", Outcome::Unknown, true, kHours8, -3600, true, false, Kind::MayDuplicate, "clock");
    row("no token", Outcome::Unknown, false, -1, 1, true, true, Kind::MayDuplicate, "no client token");
    row("no token, harmless", Outcome::Unknown, false, -1, 1, true, false, Kind::Safe, "no harm");
    row("all attempts refused", Outcome::Unknown, true, kHours8, 1, false, false, Kind::SafeNothingDone,
        "did nothing");
}

void RetryPlanTest::follows()
{
    QFETCH(int, outcome);
    QFETCH(bool, hasToken);
    QFETCH(qint64, lifetime);
    QFETCH(qint64, elapsed);
    QFETCH(bool, mayHaveBeenDone);
    QFETCH(bool, creates);
    QFETCH(int, kind);
    QFETCH(QString, says);
    const QDateTime now(QDate(2026, 1, 2), QTime(12, 0), Qt::UTC);
    Record record;
    record.outcome = static_cast<Outcome>(outcome);
    record.firstSentAt = now.addSecs(-elapsed);
    record.request.clientToken = hasToken ? QStringLiteral("t") : QString();
    record.request.createsOnRetry = creates;
    if (lifetime >= 0) {
        record.request.tokenLifetime = std::chrono::seconds(lifetime);
        record.tokenExpiresAt = record.firstSentAt.addSecs(lifetime);
    }
    const RetryPlan plan = planRetry(record, {now, mayHaveBeenDone, true});
    QCOMPARE(static_cast<int>(plan.kind), kind);
    QVERIFY2(plan.sentence.contains(says), qPrintable(plan.sentence));
    QCOMPARE(static_cast<int>(planRetry(record, {now, mayHaveBeenDone, false}).kind),
             static_cast<int>(Kind::NotPossible));
}

// No word of a client token where the operation takes none.
void RetryPlanTest::speaksOfATokenWhereThereIsOne()
{
    for (const bool hasToken : {false, true}) {
        Record record;
        record.outcome = Outcome::Succeeded;
        record.request.clientToken = hasToken ? QStringLiteral("t") : QString();
        const RetryPlan done = planRetry(record, {QDateTime::currentDateTimeUtc(), true, true});
        QVERIFY2(done.sentence.contains(QStringLiteral("Edit as new")), qPrintable(done.sentence));
        QCOMPARE(done.sentence.contains(QStringLiteral("client token")), hasToken);
    }
}

void RetryPlanTest::durations_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("words");
    QTest::newRow("seconds") << qint64(59) << QStringLiteral("59 s");
    QTest::newRow("minutes") << qint64(60 * 12 + 5) << QStringLiteral("12 min");
    QTest::newRow("hours") << qint64(7 * 3600 + 12 * 60) << QStringLiteral("7 h 12 min");
    QTest::newRow("whole hours") << qint64(8 * 3600) << QStringLiteral("8 h");
    QTest::newRow("days") << qint64(3 * 86400 + 4 * 3600) << QStringLiteral("3 d 4 h");
    QTest::newRow("negative") << qint64(-5) << QStringLiteral("0 s");
}

void RetryPlanTest::durations()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, words);
    QCOMPARE(durationInWords(std::chrono::seconds(seconds)), words);
}

QTEST_APPLESS_MAIN(RetryPlanTest)
#include "tst_retryplan.moc"
