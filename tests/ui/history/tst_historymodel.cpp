// SPDX-License-Identifier: Apache-2.0
#include "history/historymodel.h"
#include "ui/windowfixture.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace formwork;
using history::HistoryModel;

class TestHistoryModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WindowFixture>();
        for (int i = 0; i < 6; ++i)
            m_ids.prepend(begin(QStringLiteral("group-%1").arg(i)));
    }

    void cleanup()
    {
        m_ids.clear();
        m_fixture.reset();
    }

    void followsTheJournalAndKeepsTheSelection()
    {
        HistoryModel model(m_fixture->environment->journal);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QItemSelectionModel selection(&model);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const int row = model.rowOf(m_ids[3]);
        QCOMPARE(row, 3);
        selection.select(model.index(row, 0),
                         QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);

        const qint64 fresh = begin(QStringLiteral("fresh"));
        QTRY_COMPARE(model.rowOf(fresh), 0);
        QCOMPARE(model.idAt(selection.selectedRows().value(0).row()), m_ids[3]);

        finish(m_ids[1]);
        QVERIFY(m_fixture->environment->journal->remove({m_ids[1]}).result());
        QTRY_COMPARE(model.rowOf(m_ids[1]), -1);
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.idAt(selection.selectedRows().value(0).row()), m_ids[3]);

        QVERIFY(m_fixture->environment->journal->restore({m_ids[1]}).result());
        QTRY_COMPARE(model.rowOf(m_ids[1]), 2);
        QCOMPARE(model.idAt(selection.selectedRows().value(0).row()), m_ids[3]);
        QCOMPARE(reset.count(), 0);
    }

    void sortingMovesTheSelection()
    {
        HistoryModel model(m_fixture->environment->journal);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QItemSelectionModel selection(&model);
        selection.select(model.index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        model.sort(HistoryModel::What, Qt::AscendingOrder);
        QCOMPARE(model.index(0, HistoryModel::What).data().toString(), QStringLiteral("group-0"));
        QCOMPARE(model.idAt(selection.selectedRows().value(0).row()), m_ids[0]);
        QCOMPARE(selection.selectedRows().value(0).row(), 5);
    }

    void filters()
    {
        HistoryModel model(m_fixture->environment->journal);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy counted(&model, &HistoryModel::countChanged);
        journal::Filter filter;
        filter.text = QStringLiteral("group-2");
        model.setFilter(filter);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(counted.count(), 1);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 6);
    }

    void changesOfARowAreSeen()
    {
        HistoryModel model(m_fixture->environment->journal);
        const QModelIndex outcome = model.index(model.rowOf(m_ids[2]), HistoryModel::OutcomeColumn);
        QCOMPARE(outcome.data().toString(), QStringLiteral("Sending..."));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        finish(m_ids[2]);
        QTRY_VERIFY(!changed.isEmpty());
        QCOMPARE(outcome.data().toString(), QStringLiteral("Created"));
    }

    // "Rejected" would say that a service had looked at it.
    void whatNeverLeftIsNotCalledRejected_data()
    {
        QTest::addColumn<bool>("bytesLeft");
        QTest::addColumn<QString>("word");
        QTest::newRow("connection refused") << false << QStringLiteral("Not sent");
        QTest::newRow("the service said no") << true << QStringLiteral("Rejected");
    }

    void whatNeverLeftIsNotCalledRejected()
    {
        QFETCH(const bool, bytesLeft);
        journal::Journal &journal = *m_fixture->environment->journal;
        journal::Attempt attempt;
        attempt.id = journal.beginAttempt(m_ids[1]).result().value();
        attempt.finishedAt = QDateTime::currentDateTimeUtc();
        attempt.outcome = journal::Outcome::Rejected;
        attempt.bytesMayHaveLeft = bytesLeft;
        QVERIFY(journal.finishAttempt(attempt).result());
        QVERIFY(journal.finish(m_ids[1], journal::Outcome::Rejected, {}, {}, {}, operation()).result());
        const HistoryModel model(m_fixture->environment->journal);
        QTEST(model.index(1, HistoryModel::OutcomeColumn).data().toString(), "word");
    }

    void aRowIsReadAsASentence()
    {
        HistoryModel model(m_fixture->environment->journal);
        const QString said = model.index(0, HistoryModel::Time).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(said.startsWith(QStringLiteral("Sending..., ds-data CreateGroup, group-5, Practice")),
                 qPrintable(said));
    }

private:
    qint64 begin(const QString &name)
    {
        journal::NewRequest request;
        request.profileId = QStringLiteral("practice");
        request.account = QStringLiteral("Practice");
        request.region = QStringLiteral("us-east-1");
        request.service = QStringLiteral("ds-data");
        request.operation = QStringLiteral("CreateGroup");
        request.what = name;
        request.input = QCborMap{{QStringLiteral("SAMAccountName"), name}};
        return m_fixture->environment->journal->begin(request, operation()).result().value();
    }

    void finish(qint64 id)
    {
        journal::Journal &journal = *m_fixture->environment->journal;
        QVERIFY(journal
                    .finish(id, journal::Outcome::Succeeded, std::nullopt, QStringLiteral("r-1"), QCborMap(),
                            operation())
                    .result());
    }

    [[nodiscard]] model::OperationPtr operation() const
    {
        return m_fixture->operation(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
    }

    std::unique_ptr<tests::WindowFixture> m_fixture;
    QList<qint64> m_ids; // newest first
};

QTEST_MAIN(TestHistoryModel)
#include "tst_historymodel.moc"
