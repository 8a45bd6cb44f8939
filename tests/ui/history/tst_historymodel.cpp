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
        QVERIFY(isSettled(model));
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
        QVERIFY(isSettled(model));
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QItemSelectionModel selection(&model);
        selection.select(model.index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        model.sort(HistoryModel::What, Qt::AscendingOrder);
        QVERIFY(isSettled(model));
        QCOMPARE(model.index(0, HistoryModel::What).data().toString(), QStringLiteral("group-0"));
        QCOMPARE(model.idAt(selection.selectedRows().value(0).row()), m_ids[0]);
        QCOMPARE(selection.selectedRows().value(0).row(), 5);
    }

    void filters()
    {
        HistoryModel model(m_fixture->environment->journal);
        QVERIFY(isSettled(model));
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy counted(&model, &HistoryModel::countChanged);
        journal::Filter filter;
        filter.text = QStringLiteral("group-2");
        model.setFilter(filter);
        QVERIFY(isSettled(model));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(counted.count(), 1);
        model.setFilter({});
        QVERIFY(isSettled(model));
        QCOMPARE(model.rowCount(), 6);
    }

    void changesOfARowAreSeen()
    {
        HistoryModel model(m_fixture->environment->journal);
        QVERIFY(isSettled(model));
        const QModelIndex outcome = model.index(model.rowOf(m_ids[2]), HistoryModel::OutcomeColumn);
        QCOMPARE(outcome.data().toString(), QStringLiteral("Sending..."));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        finish(m_ids[2]);
        QTRY_VERIFY(!changed.isEmpty());
        QCOMPARE(outcome.data().toString(), QStringLiteral("Created"));
    }

    void aChangeIsToldOfItsRowAlone_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<qsizetype>("limit");
        QTest::newRow("newest first") << int(HistoryModel::Time) << qsizetype(0);
        QTest::newRow("by what it was") << int(HistoryModel::What) << qsizetype(0);
        QTest::newRow("the last few") << int(HistoryModel::Time) << qsizetype(4);
    }

    void aChangeIsToldOfItsRowAlone()
    {
        QFETCH(const int, column);
        QFETCH(const qsizetype, limit);
        HistoryModel model(m_fixture->environment->journal);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLimit(limit);
        model.sort(column, Qt::DescendingOrder);
        QVERIFY(isSettled(model));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy moved(&model, &QAbstractItemModel::layoutChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const journal::JournalPtr other = elsewhere();
        const std::array<std::pair<journal::Journal *, int>, 2> changes{
            {{m_fixture->environment->journal.get(), 2}, {other.get(), 1}}};
        for (const auto &[journal, row] : changes) {
            changed.clear();
            finish(m_ids[row], journal);
            QTRY_VERIFY(!changed.isEmpty());
            QVERIFY(isSettled(model));
            QCOMPARE(changed.count(), 1);
            for (const int end : {0, 1})
                QCOMPARE(changed[0][end].toModelIndex().row(), row);
            QCOMPARE(model.index(row, HistoryModel::OutcomeColumn).data().toString(),
                     QStringLiteral("Created"));
        }
        QCOMPARE(reset.count() + moved.count() + inserted.count(), 0);
    }

    void aChangeMayMoveItsRow()
    {
        HistoryModel model(m_fixture->environment->journal);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.sort(HistoryModel::OutcomeColumn, Qt::DescendingOrder);
        QVERIFY(isSettled(model));
        QCOMPARE(model.rowOf(m_ids[4]), 4);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex held = model.index(4, HistoryModel::OutcomeColumn);
        finish(m_ids[4]);
        QTRY_COMPARE(model.rowOf(m_ids[4]), 0);
        QCOMPARE(held.row(), 0);
        QCOMPARE(held.data().toString(), QStringLiteral("Created"));
        // With one that is new in the same moment.
        const qint64 fresh = begin(QStringLiteral("fresh"));
        finish(m_ids[5]);
        QTRY_COMPARE(model.rowOf(m_ids[5]), 1);
        QTRY_COMPARE(model.rowOf(fresh), 2);
        QCOMPARE(held.row(), 0);
        QCOMPARE(reset.count(), 0);
    }

    void whatIsFarAwayIsReadWhenItIsDrawn()
    {
        QList<journal::Written<qint64>> begun;
        for (int n = 0; n < 400; ++n) {
            journal::NewRequest request;
            request.what = QStringLiteral("many");
            request.input = QCborMap();
            begun += m_fixture->environment->journal->begin(request, operation());
        }
        for (const auto &one : begun)
            QVERIFY(one.result().has_value());
        const HistoryModel model(m_fixture->environment->journal);
        QVERIFY(isSettled(model));
        QCOMPARE(model.index(0, HistoryModel::What).data().toString(), QStringLiteral("many"));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const QModelIndex last = model.index(405, HistoryModel::What);
        QVERIFY(!last.data().isValid());
        QTRY_COMPARE(last.data().toString(), QStringLiteral("group-0"));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 384);
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
        QVERIFY(isSettled(model));
        QTEST(model.index(1, HistoryModel::OutcomeColumn).data().toString(), "word");
    }

    void aRowIsReadAsASentence()
    {
        HistoryModel model(m_fixture->environment->journal);
        QVERIFY(isSettled(model));
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

    static bool isSettled(const HistoryModel &model)
    {
        return QTest::qWaitFor([&model] { return model.isSettled(); });
    }

    // As another process has it.
    [[nodiscard]] journal::JournalPtr elsewhere() const
    {
        return journal::Journal::open(m_fixture->paths.history(), m_fixture->paths.locks(),
                                      m_fixture->environment->clock, std::make_shared<journal::Sealer>())
            .value();
    }

    void finish(qint64 id, journal::Journal *journal = nullptr)
    {
        if (!journal)
            journal = m_fixture->environment->journal.get();
        QVERIFY(journal
                    ->finish(id, journal::Outcome::Succeeded, std::nullopt, QStringLiteral("r-1"), QCborMap(),
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
