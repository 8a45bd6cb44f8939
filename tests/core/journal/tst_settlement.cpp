// SPDX-License-Identifier: Apache-2.0
#include "core/journal/samples.h"
#include "journal/export.h"

#include <QTest>

using namespace formwork;
using namespace formwork::journal;

// What is found out of a row that nobody answered for, and what follows for its retry.
class SettlementTest : public QObject, private samples::History
{
    Q_OBJECT

private:
    // Without a token, so that nothing but the settlement lets it be retried.
    qint64 unknownRow(Journal &journal)
    {
        NewRequest request = samples::request();
        request.clientToken.clear();
        request.tokenMember.clear();
        request.createsOnRetry = true;
        const qint64 id = journal.begin(request, m_operation).result().value();
        const qint64 attempt = journal.beginAttempt(id).result().value();
        journal.finishAttempt(samples::answered(attempt, Outcome::Unknown, m_clock->nowUtc()));
        static_cast<void>(journal.finish(id, Outcome::Unknown, {}, {}, {}, m_operation).result());
        return id;
    }

    Settlement byEvidence(Settled verdict)
    {
        Settlement settlement;
        settlement.verdict = verdict;
        settlement.sentence = QStringLiteral("DescribeThing shows it.");
        settlement.evidence = QCborArray{QCborMap{{QStringLiteral("rung"), QStringLiteral("read")}}};
        return settlement;
    }

private Q_SLOTS:
    void init() { startAnew(); }

    void whatHappenedIsNotSentAgain()
    {
        const JournalPtr journal = open();
        const qint64 id = unknownRow(*journal);
        QCOMPARE(journal->retryPlan(*journal->record(id))->kind, RetryPlan::Kind::MayDuplicate);
        const Record before = *journal->record(id);
        QVERIFY(journal->settle(before, byEvidence(Settled::Happened)).result());
        const Record settled = *journal->record(id);
        QVERIFY(settled.isSettled());
        QCOMPARE(settled.outcome, Outcome::Unknown);
        const RetryPlan plan = *journal->retryPlan(settled);
        QCOMPARE(plan.kind, RetryPlan::Kind::NotPossible);
        QVERIFY2(plan.sentence.contains(u"DescribeThing shows it."), qPrintable(plan.sentence));
        // Nor by a program that read the row before.
        const Result<void> claimed = journal->claim(before).result();
        QVERIFY(!claimed);
        QCOMPARE(claimed.error().code, QStringLiteral("AlreadyDone"));
    }

    void whatDidNotHappenIsSentAgainWithoutAQuestion()
    {
        const JournalPtr journal = open();
        const qint64 id = unknownRow(*journal);
        Settlement settlement;
        settlement.verdict = Settled::DidNotHappen;
        settlement.person = QStringLiteral("mia");
        settlement.note = QStringLiteral("looked in the console");
        QVERIFY(journal->settle(*journal->record(id), settlement).result());
        const RetryPlan plan = *journal->retryPlan(*journal->record(id));
        QCOMPARE(plan.kind, RetryPlan::Kind::SafeNothingDone);
        for (const char *part : {"mia", "Jan 2026", "looked in the console"})
            QVERIFY2(plan.sentence.contains(QLatin1StringView(part)), qPrintable(plan.sentence));
    }

    // The settlement speaks for the attempts before it, and for none after.
    void laterAttemptIsUnknownAgain()
    {
        const JournalPtr journal = open();
        const qint64 id = unknownRow(*journal);
        QVERIFY(journal->settle(*journal->record(id), byEvidence(Settled::DidNotHappen)).result());
        QVERIFY(journal->claim(*journal->record(id)).result());
        const qint64 attempt = journal->beginAttempt(id).result().value();
        journal->finishAttempt(samples::answered(attempt, Outcome::Unknown, m_clock->nowUtc()));
        static_cast<void>(journal->finish(id, Outcome::Unknown, {}, {}, {}, m_operation).result());
        const Record row = *journal->record(id);
        QVERIFY(!row.isSettled());
        QCOMPARE(journal->retryPlan(row)->kind, RetryPlan::Kind::MayDuplicate);
        QCOMPARE(row.settlements.size(), 1); // kept all the same
    }

    // Where the earlier attempt is settled, a refusal of the later one is the last word.
    void refusalAfterItCounts()
    {
        const JournalPtr journal = open();
        const qint64 id = unknownRow(*journal);
        QVERIFY(journal->settle(*journal->record(id), byEvidence(Settled::DidNotHappen)).result());
        const qint64 attempt = journal->beginAttempt(id).result().value();
        journal->finishAttempt(samples::answered(attempt, Outcome::Rejected, m_clock->nowUtc()));
        static_cast<void>(journal
                              ->finish(id, Outcome::Rejected,
                                       Error{Phase::Service, QStringLiteral("No"), {}, {}}, {}, {},
                                       m_operation)
                              .result());
        QCOMPARE(journal->record(id)->outcome, Outcome::Rejected);
    }

    void onlyTheUnknownIsSettled()
    {
        const JournalPtr journal = open();
        const qint64 id = add(*journal, QStringLiteral("Finance"));
        const Result<void> settled =
            journal->settle(*journal->record(id), byEvidence(Settled::DidNotHappen)).result();
        QVERIFY(!settled);
        QCOMPARE(settled.error().code, QStringLiteral("NotUnknown"));
    }

    // The evidence is about attempts that were known when it was looked for.
    void evidenceOfBeforeDoesNotSettleALaterAttempt()
    {
        const JournalPtr journal = open();
        const qint64 id = unknownRow(*journal);
        const Record asRead = *journal->record(id);
        const qint64 attempt = journal->beginAttempt(id).result().value();
        QCOMPARE(journal->settle(asRead, byEvidence(Settled::Happened)).result().error().code,
                 QStringLiteral("BeingSent"));
        journal->finishAttempt(samples::answered(attempt, Outcome::Unknown, m_clock->nowUtc()));
        static_cast<void>(journal->finish(id, Outcome::Unknown, {}, {}, {}, m_operation).result());
        QCOMPARE(journal->settle(asRead, byEvidence(Settled::Happened)).result().error().code,
                 QStringLiteral("SentMeanwhile"));
    }

    // What is settled is no longer looked for among the unknown.
    void isFoundAsSettled()
    {
        const JournalPtr journal = open();
        const qint64 id = unknownRow(*journal);
        QCOMPARE(*journal->ids({QStringLiteral("outcome:unknown"), {}}), QList<qint64>{id});
        QVERIFY(journal->settle(*journal->record(id), byEvidence(Settled::Happened)).result());
        QCOMPARE(*journal->ids({QStringLiteral("outcome:unknown"), {}}), QList<qint64>());
        QCOMPARE(*journal->ids({QStringLiteral("outcome:settled"), {}}), QList<qint64>{id});
        QCOMPARE(*journal->ids({QStringLiteral("settled"), {}}), QList<qint64>{id});
    }

    void isExported()
    {
        const JournalPtr journal = open();
        const qint64 id = unknownRow(*journal);
        QCOMPARE(toMap(*journal->record(id)).value(QStringLiteral("settled")).toString(), QString());
        QVERIFY(journal->settle(*journal->record(id), byEvidence(Settled::Happened)).result());
        const QCborMap map = toMap(*journal->record(id));
        QCOMPARE(map.value(QStringLiteral("settled")).toString(), QStringLiteral("happened"));
        const QCborMap settlement = map.value(QStringLiteral("settlements")).toArray().first().toMap();
        QCOMPARE(settlement.value(QStringLiteral("by")).toString(), QStringLiteral("evidence"));
        QCOMPARE(settlement.value(QStringLiteral("evidence")).toArray().size(), 1);
        QVERIFY(toCsv({*journal->record(id)}).contains(",happened\r\n"));
    }
};

QTEST_GUILESS_MAIN(SettlementTest)
#include "tst_settlement.moc"
