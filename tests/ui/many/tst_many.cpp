// SPDX-License-Identifier: Apache-2.0
#include "history/historymodel.h"
#include "many/batchmodel.h"
#include "manybench.h"

#include <QAbstractItemModelTester>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTableWidget>

using namespace formwork;
using namespace formwork::tests;

// From a file to rows that are sent.
class ManyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Thirty rows of which two are not valid: one is corrected in place, one left out, the others are made.
    void makesWhatIsValid()
    {
        Bench bench;
        QByteArray text = names(1, 28);
        text += "bad@name,sales\n,sales\n";
        bench.read(text);
        const auto *goesTo =
            bench.window->findChild<QPushButton *>(QStringLiteral("target:SAM account name"));
        QVERIFY(goesTo);
        QCOMPARE(goesTo->text(), QStringLiteral("SAMAccountName"));
        const auto *nowhere = bench.window->findChild<QPushButton *>(QStringLiteral("target:Team"));
        QVERIFY(nowhere);
        QCOMPARE(nowhere->text(), QStringLiteral("Nowhere"));
        QVERIFY(bench.label("rowsSummary").startsWith(QStringLiteral("Of 30 row(s), 28 ")));
        many::RowsModel *rows = bench.rows();
        const QAbstractItemModelTester tester(rows);
        QVERIFY(rows->index(28, many::RowsModel::Problem)
                    .data()
                    .toString()
                    .contains(QStringLiteral("Row 29 (line 30)")));
        // In full below the table, whose cell cuts it off.
        bench.window->findChild<QTableView *>(QStringLiteral("rowsTable"))
            ->setCurrentIndex(rows->index(28, 0));
        QCOMPARE(bench.label("rowProblem"), rows->index(28, many::RowsModel::Problem).data().toString());
        QVERIFY(rows->setData(rows->index(28, many::RowsModel::FirstCell), QStringLiteral("good-name"),
                              Qt::EditRole));
        QVERIFY(rows->setData(rows->index(29, many::RowsModel::Row), Qt::Unchecked, Qt::CheckStateRole));
        QTRY_VERIFY_WITH_TIMEOUT(bench.label("rowsSummary").startsWith(QStringLiteral("Of 30 row(s), 29 ")),
                                 20'000);
        bench.toRun();
        QVERIFY(bench.label("rowProblem").isEmpty());
        QVERIFY(bench.label("sendCount").contains(QStringLiteral("29")));
        bench.press("sendMany");
        const QString asked = bench.answer("send");
        QVERIFY2(asked.contains(QStringLiteral("29")), qPrintable(asked));
        QVERIFY2(asked.contains(QStringLiteral("Practice")), qPrintable(asked));
        // One first; the others when it is said so, by who sees what the first is called.
        const auto *table = bench.window->findChild<QTableView *>(QStringLiteral("batchTable"));
        const auto *others = bench.button("sendOthers");
        QTRY_VERIFY_WITH_TIMEOUT(others->isVisible(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(
            !table->model()->index(0, many::BatchModel::What).data().toString().isEmpty(), 20'000);
        QCOMPARE(bench.counts(1).succeeded, 1);
        bench.press("sendOthers");
        QVERIFY(bench.waitForEnd(1));
        QCOMPARE(bench.counts(1).succeeded, 29);
        QCOMPARE(bench.counts(1).rows, 29);
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 29, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(28, 1).data().toString(), QStringLiteral("Done"),
                                  20'000);
        QCOMPARE(table->model()->index(28, 0).data().toString(), QStringLiteral("29"));
        lineOfTheHistory(bench);
    }

    // What the service will most likely refuse, though the model allows it, is said before it is sent.
    void warnsOfWhatStopsNoRow()
    {
        const QString models = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore");
        if (!QFileInfo::exists(models + QStringLiteral("/sqs")))
            QSKIP("there are no models of all of AWS");
        Bench bench(models, QStringLiteral("sqs"), QStringLiteral("CreateQueue"));
        bench.read("QueueName\nfirst\nbad name!\nthird\n");
        bench.press("manyNext");
        bench.press("manyNext");
        const auto *warnings = bench.window->findChild<QLabel *>(QStringLiteral("rowsWarnings"));
        QTRY_VERIFY(warnings->isVisible());
        QVERIFY2(warnings->text().startsWith(QStringLiteral("Row 2: ")), qPrintable(warnings->text()));
        QVERIFY2(warnings->text().contains(QStringLiteral("blank")), qPrintable(warnings->text()));
    }

    // A row of the preview is the document and the request that it becomes.
    void showsARowAsItWouldBeSent()
    {
        Bench bench;
        bench.read(names(1, 3));
        bench.press("manyNext");
        bench.press("manyNext");
        auto *table = bench.window->findChild<QTableView *>(QStringLiteral("rowsTable"));
        table->setCurrentIndex(table->model()->index(1, 0));
        const auto *json = bench.window->findChild<QPlainTextEdit *>(QStringLiteral("rowJson"));
        QTRY_VERIFY(json->toPlainText().contains(QStringLiteral("group-2")));
        QVERIFY(json->toPlainText().contains(QStringLiteral("d-926703a1b2"))); // of the form
        const auto *request = bench.window->findChild<QPlainTextEdit *>(QStringLiteral("rowRequest"));
        QVERIFY(request->toPlainText().startsWith(QStringLiteral("POST ")));
    }

    void putsTextsTogether()
    {
        Bench bench;
        bench.read(names(7, 2));
        auto *templates = bench.window->findChild<QTableWidget *>(QStringLiteral("templateTable"));
        QVERIFY(templates);
        bench.press("manyNext");
        bench.press("addTemplate");
        auto *picker = QApplication::activePopupWidget();
        QVERIFY(picker);
        auto *search = picker->findChild<QLineEdit *>();
        QTest::keyClicks(search, QStringLiteral("SAMAccountName"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(templates->rowCount(), 1);
        templates->item(0, 0)->setText(QStringLiteral("{Team} {SAM account name}"));
        bench.press("manyNext");
        auto *table = bench.window->findChild<QTableView *>(QStringLiteral("rowsTable"));
        table->setCurrentIndex(table->model()->index(0, 0));
        const auto *json = bench.window->findChild<QPlainTextEdit *>(QStringLiteral("rowJson"));
        QTRY_VERIFY_WITH_TIMEOUT(json->toPlainText().contains(QStringLiteral("sales group-7")), 10'000);
    }

    void callsAWrongFileByItsName()
    {
        Bench bench;
        bench.window->readFile(bench.write("PK\x03\x04workbook"));
        QTRY_VERIFY_WITH_TIMEOUT(
            !bench.window->findChild<QWidget *>(QStringLiteral("fileProblem"))->isHidden(), 10'000);
        QVERIFY(!bench.button("manyNext")->isEnabled());
    }

    // Refused before a row is in the history.
    void aReadOnlyAccountSendsNothing()
    {
        Bench bench;
        credentials::Profile profile = bench.program.session->profile();
        profile.guard = credentials::Guard::ReadOnly;
        bool isSaved = false;
        bench.program.session->profiles().save(profile, {}).then([&isSaved](const Result<void> &saved) {
            isSaved = saved.has_value();
        });
        QTRY_VERIFY(isSaved);
        bench.read(names(1, 3));
        bench.toRun();
        bench.press("sendMany");
        auto *message = bench.window->findChild<QWidget *>(QStringLiteral("manyMessage"));
        QTRY_VERIFY(message->isVisible());
        QVERIFY(message->accessibleName().contains(QStringLiteral("read only")));
        QVERIFY(bench.program.environment->journal->batches()->isEmpty());
    }

    // Reading and checking leave the window its thread.
    void aLargeFileDoesNotStopTheWindow()
    {
        Bench bench;
        constexpr int kRows = 100'000;
        const QString path = bench.write(names(1, kRows));
        QElapsedTimer asked;
        asked.start();
        bench.window->readFile(path);
        QVERIFY2(asked.elapsed() < 200, qPrintable(QString::number(asked.elapsed())));
        int turns = 0;
        const bool isRead = QTest::qWaitFor(
            [&] {
                ++turns;
                return bench.rows()->rowCount() == kRows;
            },
            60'000);
        QVERIFY(isRead);
        QVERIFY2(turns > 3, qPrintable(QString::number(turns)));
        QCOMPARE(bench.rows()->index(kRows - 1, many::RowsModel::FirstCell).data().toString(),
                 QStringLiteral("group-100000"));
        QElapsedTimer drawn;
        drawn.start();
        bench.press("manyNext");
        bench.press("manyNext");
        QVERIFY2(drawn.elapsed() < 3000, qPrintable(QString::number(drawn.elapsed())));
    }

    void everyControlHasAName()
    {
        Bench bench;
        bench.read(names(1, 3));
        for (int step = 0; step < 4; ++step) {
            for (QWidget *one : bench.window->findChildren<QWidget *>()) {
                const bool isControl = qobject_cast<QAbstractButton *>(one) || qobject_cast<QComboBox *>(one)
                    || qobject_cast<QAbstractSpinBox *>(one) || qobject_cast<QTableView *>(one);
                if (!isControl || !one->isVisible() || one->focusPolicy() == Qt::NoFocus)
                    continue;
                const auto *pressed = qobject_cast<QAbstractButton *>(one);
                QVERIFY2(!one->accessibleName().isEmpty() || (pressed && !pressed->text().isEmpty()),
                         qPrintable(one->objectName()));
            }
            if (step < 3)
                bench.press("manyNext");
        }
        bench.window->resize(900, 600);
        QVERIFY(bench.window->minimumSizeHint().width() <= 900);
        QVERIFY(bench.window->minimumSizeHint().height() <= 600);
    }

private:
    // One line that says what became of the rows, opens and closes; a filter word for the rows themselves.
    void lineOfTheHistory(Bench &bench)
    {
        bench.program.createGroup(QStringLiteral("alone"));
        history::HistoryModel model(bench.program.environment->journal);
        const QAbstractItemModelTester tester(&model);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 2, 20'000);
        QCOMPARE(model.total(), 30);
        QCOMPARE(model.batchAt(0), 0);
        QCOMPARE(model.batchAt(1), 1);
        const auto text = [&](int column) { return model.index(1, column).data().toString(); };
        QTRY_COMPARE_WITH_TIMEOUT(text(history::HistoryModel::What),
                                  QStringLiteral("29 row(s): 29 created, 0 failed, 0 unknown"), 20'000);
        QVERIFY(text(history::HistoryModel::Operation).contains(QStringLiteral("Batch 1")));
        model.setOpen(1, true);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 31, 20'000);
        QCOMPARE(model.batchAt(1), 1);
        QVERIFY(model.idAt(2) > model.idAt(3));
        model.setOpen(1, false);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 2, 20'000);
        bench.program.createGroup(QStringLiteral("another"));
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 3, 20'000);
        QCOMPARE(model.batchAt(2), 1);
        journal::Filter filter = model.filter();
        filter.text = QStringLiteral("batch:1");
        model.setFilter(filter);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 29, 20'000);
        filter.text = QStringLiteral("batch:1 group-7");
        model.setFilter(filter);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1, 20'000);
        filter.text = QStringLiteral("batch:2");
        model.setFilter(filter);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 0, 20'000);
    }
};

QTEST_MAIN(ManyTest)
#include "tst_many.moc"
