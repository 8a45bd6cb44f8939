// SPDX-License-Identifier: Apache-2.0
#include "core/journal/outside.h"
#include "core/journal/samples.h"

#include <QTest>

using namespace formwork;
using namespace formwork::journal;
using namespace formwork::tests;

// Histories of earlier versions are taken over as they are.
class JournalUpgradeTest : public QObject, samples::History
{
    Q_OBJECT
private Q_SLOTS:
    void init() { startAnew(); }

    void historyOfBeforeIsTakenOver();
    void historyWithoutSettlementsIsTakenOver();
    void historyWithoutBatchesIsTakenOver();

private:
    [[nodiscard]] QString file() const { return m_home->filePath(QStringLiteral("history.sqlite")); }
};

void JournalUpgradeTest::historyOfBeforeIsTakenOver()
{
    qint64 id = 0;
    {
        const JournalPtr journal = open();
        id = add(*journal, QStringLiteral("Finance"));
    }
    QVERIFY(runAll(file(),
                   backTo(1) + QStringList{QStringLiteral("UPDATE requests SET operation = 'ListThings'")}));
    const JournalPtr journal = open();
    QCOMPARE(*journal->ids({}), QList<qint64>{id});
    QVERIFY(journal->record(id)->request.onlyReads);
    QCOMPARE(*journal->ids({QStringLiteral("is:change"), {}}), QList<qint64>());
    QVERIFY(journal->keyNames()->isEmpty());
    QVERIFY(journal->batches()->isEmpty());
    QCOMPARE(journal->record(id)->request.batch, 0);
}

// Version 2: nothing was ever settled, and no request had a marker.
void JournalUpgradeTest::historyWithoutSettlementsIsTakenOver()
{
    qint64 id = 0;
    {
        const JournalPtr journal = open();
        id = journal->begin(samples::request(), m_operation).result().value();
        QVERIFY(journal->beginAttempt(id).result());
    } // killed in between: unknown
    QVERIFY(runAll(file(), backTo(2)));
    const JournalPtr journal = open();
    const Record before = *journal->record(id);
    QCOMPARE(before.outcome, Outcome::Unknown);
    QCOMPARE(before.request.marker, QString());
    QVERIFY(!before.isSettled());
    Settlement settlement;
    settlement.verdict = Settled::Happened;
    settlement.sentence = QStringLiteral("It is there.");
    QVERIFY(journal->settle(before, settlement).result());
    QVERIFY(journal->record(id)->isSettled());
}

// Version 3: no request belonged to a batch.
void JournalUpgradeTest::historyWithoutBatchesIsTakenOver()
{
    qint64 id = 0;
    {
        const JournalPtr journal = open();
        id = add(*journal, QStringLiteral("Finance"));
    }
    QVERIFY(runAll(file(), backTo(3)));
    const JournalPtr journal = open();
    QCOMPARE(journal->record(id)->request.batch, 0);
    QVERIFY(journal->batches()->isEmpty());
    NewBatch batch;
    batch.where = samples::request();
    batch.digest = "digest of the inputs";
    batch.delimiter = u',';
    batch.header = {QStringLiteral("Name")};
    const qint64 made = journal->beginBatch(batch).result().value();
    NewBatchRow row{1, 2, samples::input(), samples::request().clientToken, {QStringLiteral("Finance")}};
    QVERIFY(journal->addToBatch(made, {row}, m_operation, QStringLiteral("ClientToken")).result());
    QVERIFY(journal->batch(made).error().code == QStringLiteral("NotFound")); // it is not ready
    QVERIFY(journal->batchIsReady(made).result());
    QCOMPARE(journal->batch(made)->counts.waiting, 1);
    QCOMPARE(journal->openBatchInput(made, 1)->toCbor(), QCborValue(samples::input()).toCbor());
    NewRequest request = samples::request();
    request.batch = made;
    request.batchRow = 1;
    const qint64 sent = journal->begin(request, m_operation).result().value();
    QCOMPARE(journal->begin(request, m_operation).result().error().code, QStringLiteral("BatchRowTaken"));
    QCOMPARE(journal->record(sent)->request.batch, made);
    QVERIFY(journal->finish(sent, Outcome::Succeeded, {}, {}, QCborMap(), m_operation).result());
    QCOMPARE(journal->batch(made)->counts.succeeded, 1);
    QCOMPARE(journal->takeBatch(made, QStringLiteral("another")).result().error().code,
             QStringLiteral("BatchRunning"));
    QVERIFY(journal->leaveBatch(made).result());
    QVERIFY(journal->takeBatch(made, QStringLiteral("another")).result());
}

QTEST_GUILESS_MAIN(JournalUpgradeTest)
#include "tst_journalupgrade.moc"
