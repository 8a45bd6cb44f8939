// SPDX-License-Identifier: Apache-2.0
#include "core/journal/samples.h"

#include <QTest>

using namespace formwork;
using namespace formwork::journal;

// What the rows of a batch stand at: not the outcome of their sending alone.
class BatchStandingTest : public QObject, private samples::History
{
    Q_OBJECT

private:
    // A batch of that many rows, which this process has.
    qint64 batchOf(Journal &journal, qint64 count)
    {
        NewBatch batch;
        batch.where = samples::request();
        batch.where.input = {};
        batch.digest = "digest";
        const qint64 id = journal.beginBatch(batch).result().value();
        QList<NewBatchRow> rows;
        for (qint64 row = 1; row <= count; ++row)
            rows.append({row, row + 1, samples::input(), QStringLiteral("token-%1").arg(row), {}, 0});
        const bool isFilled =
            journal.addToBatch(id, rows, m_operation, QStringLiteral("ClientToken")).result().has_value()
            && journal.batchIsReady(id).result().has_value();
        return isFilled ? id : 0;
    }

    qint64 begun(Journal &journal, qint64 batch, qint64 row)
    {
        NewRequest request = samples::request();
        request.batch = batch;
        request.batchRow = row;
        return journal.begin(request, m_operation).result().value();
    }

    // An attempt, how it ended, and the last word on the request.
    void send(Journal &journal, qint64 id, Outcome outcome, int status = 0, const QString &code = {})
    {
        Attempt attempt =
            samples::answered(journal.beginAttempt(id).result().value(), outcome, m_clock->nowUtc());
        attempt.httpStatus = status;
        attempt.errorCode = code;
        attempt.bytesMayHaveLeft = status > 0 || outcome == Outcome::Unknown;
        journal.finishAttempt(attempt);
        end(journal, id, outcome, code);
    }

    void end(Journal &journal, qint64 id, Outcome outcome, const QString &code = {})
    {
        std::optional<Error> error;
        if (!code.isEmpty())
            error = Error{Phase::Service, code, {}, {}};
        static_cast<void>(journal.finish(id, outcome, error, {}, {}, m_operation).result());
    }

    void settle(Journal &journal, qint64 id, Settled verdict, const QString &person = {})
    {
        Settlement settlement;
        settlement.verdict = verdict;
        settlement.person = person;
        QVERIFY(journal.settle(*journal.record(id), settlement).result());
    }

    static Standing standing(const Journal &journal, qint64 batch, qint64 row)
    {
        return journal.batchRows(batch, row - 1, 1)->first().standing;
    }

private Q_SLOTS:
    void init() { startAnew(); }

    void rowsStandAtWhatIsKnown()
    {
        const JournalPtr journal = open();
        const qint64 batch = batchOf(*journal, 9);
        QVERIFY(batch > 0);
        send(*journal, begun(*journal, batch, 1), Outcome::Succeeded, 200);
        send(*journal, begun(*journal, batch, 2), Outcome::Rejected, 400, QStringLiteral("Wrong"));
        send(*journal, begun(*journal, batch, 3), Outcome::Rejected, 0,
             QStringLiteral("Refused")); // connection
        end(*journal, begun(*journal, batch, 4), Outcome::Rejected, QStringLiteral("NoCredentials"));
        for (qint64 row = 5; row <= 8; ++row)
            send(*journal, begun(*journal, batch, row), Outcome::Unknown);
        settle(*journal, 6, Settled::Happened);
        settle(*journal, 7, Settled::DidNotHappen);
        settle(*journal, 8, Settled::DidNotHappen, QStringLiteral("mia"));

        const QList<Standing> wanted{Standing::Succeeded, Standing::Rejected, Standing::Waiting,
                                     Standing::Waiting,   Standing::Unknown,  Standing::Succeeded,
                                     Standing::Rejected,  Standing::Waiting,  Standing::Waiting};
        for (qint64 row = 1; row <= 9; ++row)
            QCOMPARE(standing(*journal, batch, row), wanted.at(row - 1));
        const BatchCounts counts = journal->batch(batch)->counts;
        QCOMPARE(counts.rows, 9);
        QCOMPARE(counts.succeeded, 2);
        QCOMPARE(counts.rejected, 2);
        QCOMPARE(counts.unknown, 1);
        QCOMPARE(counts.waiting, 4);
        QCOMPARE(journal->batches()->first().counts.waiting, 4);
    }

    // A settlement speaks for the attempts before it.
    void aLaterAttemptIsUnknownAgain()
    {
        const JournalPtr journal = open();
        const qint64 batch = batchOf(*journal, 1);
        const qint64 id = begun(*journal, batch, 1);
        send(*journal, id, Outcome::Unknown);
        settle(*journal, id, Settled::DidNotHappen, QStringLiteral("mia"));
        QCOMPARE(standing(*journal, batch, 1), Standing::Waiting);
        QVERIFY(journal->claim(*journal->record(id)).result());
        QCOMPARE(standing(*journal, batch, 1), Standing::Sending);
        send(*journal, id, Outcome::Unknown);
        QCOMPARE(standing(*journal, batch, 1), Standing::Unknown);
        QCOMPARE(journal->batch(batch)->counts.unknown, 1);
    }

    // Throttled, and then the network was gone: the last attempt never left, so it is not done.
    void onlyTheLastAnswerRefuses()
    {
        const JournalPtr journal = open();
        const qint64 batch = batchOf(*journal, 1);
        const qint64 id = begun(*journal, batch, 1);
        send(*journal, id, Outcome::Rejected, 400, QStringLiteral("Throttling"));
        QCOMPARE(standing(*journal, batch, 1), Standing::Rejected);
        send(*journal, id, Outcome::Rejected, 0, QStringLiteral("HostNotFound"));
        QCOMPARE(standing(*journal, batch, 1), Standing::Waiting);
    }

    // Refused before it was deleted from the history: what is known of it stays.
    void whatWasDeletedKeepsItsOutcome()
    {
        const JournalPtr journal = open();
        const qint64 batch = batchOf(*journal, 2);
        const qint64 refused = begun(*journal, batch, 1);
        send(*journal, refused, Outcome::Rejected, 400, QStringLiteral("Wrong"));
        const qint64 unsent = begun(*journal, batch, 2);
        end(*journal, unsent, Outcome::Rejected, QStringLiteral("NoCredentials"));
        QVERIFY(journal->remove({refused, unsent}).result());
        QCOMPARE(standing(*journal, batch, 1), Standing::Rejected);
        QCOMPARE(standing(*journal, batch, 2), Standing::Rejected); // nothing is left to go on with
        QVERIFY(journal->batchRows(batch, 0, 1)->first().isForgotten);
        QVERIFY(journal->restore({unsent}).result());
        QCOMPARE(standing(*journal, batch, 2), Standing::Waiting);
        QVERIFY(!journal->batchRows(batch, 1, 1)->first().isForgotten);
    }

    // Corrected rows take the place of what was not done, and of nothing that may be there.
    void onlyWhatDidNothingIsReplaced()
    {
        const JournalPtr journal = open();
        const qint64 batch = batchOf(*journal, 2);
        for (qint64 row = 1; row <= 2; ++row)
            send(*journal, begun(*journal, batch, row), Outcome::Unknown);
        const auto replace = [&](qint64 row) {
            return journal
                ->addToBatch(batch, {{0, 2, samples::input(), QStringLiteral("again"), {}, row}}, m_operation,
                             QStringLiteral("ClientToken"))
                .result();
        };
        QCOMPARE(replace(1).error().code, QStringLiteral("RowNotReplaceable"));
        settle(*journal, 1, Settled::Happened);
        QCOMPARE(replace(1).error().code, QStringLiteral("RowNotReplaceable"));
        settle(*journal, 2, Settled::DidNotHappen);
        QVERIFY(replace(2));
        QCOMPARE(standing(*journal, batch, 2), Standing::Waiting);
    }
};

QTEST_GUILESS_MAIN(BatchStandingTest)
#include "tst_batchstanding.moc"
