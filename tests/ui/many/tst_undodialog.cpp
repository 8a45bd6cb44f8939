// SPDX-License-Identifier: Apache-2.0
#include "manybench.h"

#include "journal/reader.h"

#include <QAbstractItemModelTester>
#include <QTableView>

using namespace formwork;
using formwork::tests::Bench;

// What a batch made is taken back: the list first, with what stays and why.
class UndoDialogTest : public QObject
{
    Q_OBJECT

private:
    static QByteArray names(int count)
    {
        QByteArray text = "shelfName\n";
        for (int i = 1; i <= count; ++i)
            text += "shelf-" + QByteArray::number(i) + '\n';
        return text;
    }

    static void send(Bench &bench, int count)
    {
        bench.read(names(count));
        bench.sendAll();
        QTRY_COMPARE_WITH_TIMEOUT(bench.window->batch(), 1, 20'000);
        QVERIFY(bench.waitForEnd(1));
        QCOMPARE(bench.counts(1).succeeded, count);
    }

    static QAbstractItemModel *rowsOf(const Bench &bench)
    {
        const auto *table = bench.window->findChild<QTableView *>(QStringLiteral("undoTable"));
        return table ? table->model() : nullptr;
    }

    static qsizetype batches(const Bench &bench)
    {
        return bench.program.environment->journal->batches()->size();
    }

private Q_SLOTS:
    // Nothing is deleted by looking; the undo is a batch with its own results, and is not offered twice.
    void undoesWhatItMade()
    {
        Bench bench(QStringLiteral(STORAGE_DIR), QStringLiteral("storage"), QStringLiteral("CreateShelf"));
        send(bench, 3);
        bench.press("undoBatch");
        QAbstractItemModel *rows = rowsOf(bench);
        QVERIFY(rows);
        const QAbstractItemModelTester tester(rows);
        QTRY_COMPARE_WITH_TIMEOUT(rows->rowCount(), 3, 20'000);
        QCOMPARE(rows->index(2, 1).data().toString(), QStringLiteral("shelf-3"));
        QCOMPARE(rows->index(2, 2).data().toString(), QStringLiteral("Is deleted"));
        QVERIFY(rows->index(2, 3).data().toString().startsWith(QStringLiteral("DeleteShelf")));
        bench.press("deleteMade");
        const QString asked = bench.answer("cancel");
        QVERIFY2(asked.contains(QStringLiteral("3 thing")), qPrintable(asked));
        QCOMPARE(batches(bench), 1);
        bench.press("deleteMade");
        bench.answer("delete");
        QTRY_COMPARE_WITH_TIMEOUT(bench.window->batch(), 2, 20'000);
        QVERIFY(bench.waitForEnd(2));
        QCOMPARE(bench.counts(2).succeeded, 3);
        QCOMPARE(bench.program.environment->journal->batch(2)->made.undoes, 1);
        QTRY_VERIFY(!bench.button("undoBatch")->isVisible());
        QCOMPARE(bench.window->windowTitle().contains(QStringLiteral("CreateShelf")), false);

        bench.window->showBatch(1);
        bench.press("undoBatch");
        QTRY_VERIFY_WITH_TIMEOUT(bench.label("undoSummary").contains(QStringLiteral("nothing that it made")),
                                 20'000);
        QVERIFY(!bench.button("deleteMade")->isEnabled());
    }

    // A creation may answer alike where the thing is there already.
    void whatIsOlderStays()
    {
        Bench bench(QStringLiteral(STORAGE_DIR), QStringLiteral("storage"), QStringLiteral("CreateShelf"));
        const QCborMap old{{QStringLiteral("shelfName"), QStringLiteral("shelf-2")}};
        QCOMPARE(bench.program.call(QStringLiteral("storage"), QStringLiteral("CreateShelf"), old).outcome,
                 Outcome::Succeeded);
        // Services tell whole seconds, and so much is allowed for.
        const QDateTime later = QDateTime::currentDateTimeUtc().addSecs(3);
        QVERIFY(QTest::qWaitFor([&later] { return QDateTime::currentDateTimeUtc() > later; }, 10'000));
        send(bench, 3);
        bench.press("undoBatch");
        QAbstractItemModel *rows = rowsOf(bench);
        QVERIFY(rows);
        QTRY_COMPARE_WITH_TIMEOUT(rows->rowCount(), 3, 20'000);
        QCOMPARE(rows->index(1, 2).data().toString(), QStringLiteral("Stays"));
        QVERIFY2(rows->index(1, 3).data().toString().contains(QStringLiteral("before this request")),
                 qPrintable(rows->index(1, 3).data().toString()));
        // In full beside the table, whose cell cuts it off.
        auto *table = bench.window->findChild<QTableView *>(QStringLiteral("undoTable"));
        table->setCurrentIndex(rows->index(1, 0));
        QCOMPARE(bench.label("undoReason"), rows->index(1, 3).data().toString());
        bench.press("deleteMade");
        const QString asked = bench.answer("delete");
        QVERIFY2(asked.contains(QStringLiteral("2 thing")), qPrintable(asked));
        QTRY_COMPARE_WITH_TIMEOUT(bench.window->batch(), 2, 20'000);
        QVERIFY(bench.waitForEnd(2));
        QCOMPARE(bench.counts(2).rows, 2);
        QCOMPARE(bench.program.call(QStringLiteral("storage"), QStringLiteral("GetShelf"), old).outcome,
                 Outcome::Succeeded);
    }

    // Closed while it looks, it looks no further and deletes nothing.
    void closingEndsTheLooking()
    {
        Bench bench(QStringLiteral(STORAGE_DIR), QStringLiteral("storage"), QStringLiteral("CreateShelf"));
        send(bench, 30);
        bench.press("undoBatch");
        QPointer<QDialog> dialog = bench.window->findChild<QDialog *>(QStringLiteral("undoDialog"));
        QVERIFY(dialog);
        dialog->reject();
        QTRY_VERIFY(!dialog);
        QTRY_COMPARE(bench.program.session->requestsUnderWay(), 0);
        QCOMPARE(batches(bench), 1);
    }
};

QTEST_MAIN(UndoDialogTest)
#include "tst_undodialog.moc"
