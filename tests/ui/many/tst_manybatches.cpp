// SPDX-License-Identifier: Apache-2.0
#include "many/batchpage.h"
#include "manybench.h"

#include <QCheckBox>
#include <QComboBox>

using namespace formwork;
using namespace formwork::tests;

// What becomes of a batch after its rows were sent: stopped, paused, corrected, and with no window.
class ManyBatchesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What was stopped goes on, and exactly the missing rows are made; the same file again is noticed.
    void goesOnWithWhatIsNotDone()
    {
        Bench bench;
        bench.read(names(100, 6));
        bench.toRun();
        bench.press("sendMany");
        bench.answer("send");
        QTRY_VERIFY_WITH_TIMEOUT(bench.button("sendOthers")->isVisible(), 20'000); // after the first
        bench.press("stopBatch");
        QVERIFY(bench.waitForEnd(1));
        QCOMPARE(bench.counts(1).succeeded, 1);
        QCOMPARE(bench.counts(1).waiting, 5);
        delete bench.window.data();
        bench.window = many::openBatch(bench.program.session.get(), 1, nullptr); // as after a restart
        bench.press("resumeBatch");
        bench.answer("send");
        QTRY_COMPARE_WITH_TIMEOUT(bench.counts(1).succeeded, 6, 60'000);
        QVERIFY(bench.waitForEnd(1));
        delete bench.window.data();
        bench.open();
        bench.read(names(100, 6));
        bench.toRun();
        bench.press("sendMany");
        const QString asked = bench.answer("open");
        QVERIFY2(asked.contains(QStringLiteral("batch 1")), qPrintable(asked));
        QTRY_COMPARE(bench.window->batch(), 1);
        QCOMPARE(bench.program.environment->journal->batches()->size(), 1);
    }

    // Rows that the service refused are corrected and take their places in the same batch.
    void correctsRefusedRows()
    {
        Bench bench;
        QCOMPARE(bench.program.createGroup(QStringLiteral("group-2")).outcome, Outcome::Succeeded);
        bench.read(names(1, 3));
        bench.sendAll();
        QTRY_COMPARE_WITH_TIMEOUT(bench.window->batch(), 1, 20'000);
        QVERIFY(bench.waitForEnd(1));
        QCOMPARE(bench.counts(1).rejected, 1);
        bench.press("correctBatch");
        QTRY_COMPARE_WITH_TIMEOUT(bench.rows()->rowCount(), 1, 20'000);
        QVERIFY(bench.rows()->setData(bench.rows()->index(0, many::RowsModel::FirstCell),
                                      QStringLiteral("other"), Qt::EditRole));
        QTRY_VERIFY_WITH_TIMEOUT(bench.label("rowsSummary").startsWith(QStringLiteral("Of 1 row(s), 1 ")),
                                 20'000);
        bench.toRun();
        bench.press("sendMany");
        bench.answer("send");
        QTRY_COMPARE_WITH_TIMEOUT(bench.counts(1).succeeded, 3, 60'000);
        QCOMPARE(bench.counts(1).rows, 3);
    }

    // A pause holds what is not begun; closing the window stops nothing.
    void goesOnWithoutItsWindow()
    {
        Bench bench;
        bench.read(names(1, 40));
        bench.toRun();
        bench.window->findChild<QCheckBox *>(QStringLiteral("tryOne"))->setChecked(false);
        bench.window->findChild<QComboBox *>(QStringLiteral("pace"))->setCurrentIndex(1);
        bench.press("sendMany");
        bench.answer("send");
        QTRY_VERIFY_WITH_TIMEOUT(many::BatchRunner::of(*bench.program.session, 1), 20'000);
        bench.press("pauseBatch");
        auto *runner = many::BatchRunner::of(*bench.program.session, 1);
        QVERIFY(runner->isPaused());
        QCOMPARE(bench.program.session->requestsUnderWay(), 1);
        runner->goOn();
        QVERIFY(!runner->isPaused());
        delete bench.window.data();
        QVERIFY(bench.waitForEnd(1));
        QCOMPARE(bench.counts(1).succeeded, 40);
        QTRY_COMPARE(bench.program.session->requestsUnderWay(), 0);
    }
};

QTEST_MAIN(ManyBatchesTest)
#include "tst_manybatches.moc"
