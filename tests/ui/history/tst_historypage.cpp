// SPDX-License-Identifier: Apache-2.0
#include "core/awaiting.h"
#include "evidence/check.h"
#include "history/historymodel.h"
#include "history/historypage.h"
#include "history/recentrequests.h"
#include "ui/windowfixture.h"
#include "widgets/banner.h"
#include "widgets/elidedlabel.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

using namespace formwork;

class TestHistoryPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WindowFixture>();
        QCOMPARE(m_fixture->createGroup(QStringLiteral("readers")).outcome, journal::Outcome::Succeeded);
        QCOMPARE(m_fixture->createUnknownGroup(QStringLiteral("approvers")).outcome,
                 journal::Outcome::Unknown);
        m_page = std::make_unique<history::HistoryPage>(m_fixture->session.get());
        m_page->resize(1000, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_table = m_page->findChild<QTableView *>(QStringLiteral("historyTable"));
        QVERIFY(m_table);
        QTRY_COMPARE(m_table->model()->rowCount(), 2);
    }

    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    // ARNs and URLs begin alike: what tells them apart is not what is cut off.
    void longNamesKeepTheirEnds() { QCOMPARE(m_table->textElideMode(), Qt::ElideMiddle); }

    // Only of what is unknown; a person who says that it is there has the row settled.
    void unknownCanBeChecked()
    {
        m_table->selectRow(0);
        QTRY_VERIFY(m_page->findChild<QPushButton *>(QStringLiteral("checkRequest"))->isVisible());
        const qint64 id = m_fixture->session->journal().ids({})->first();
        QVERIFY(
            tests::await(evidence::settle(m_fixture->environment, id, {true, {}, QStringLiteral("mia")})));
        QTRY_VERIFY(!m_page->findChild<QPushButton *>(QStringLiteral("checkRequest"))->isVisible());
        QTRY_VERIFY(m_table->model()
                        ->index(0, history::HistoryModel::OutcomeColumn)
                        .data()
                        .toString()
                        .contains(QStringLiteral("Settled")));
        m_table->selectRow(1);
        QTRY_VERIFY(!m_page->findChild<QPushButton *>(QStringLiteral("retryRequest"))->isVisible());
        QVERIFY(!m_page->findChild<QPushButton *>(QStringLiteral("checkRequest"))->isVisible());
    }

    void filtersAsOneTypes()
    {
        auto *field = m_page->findChild<QLineEdit *>(QStringLiteral("historyFilter"));
        QTest::keyClicks(field, QStringLiteral("outcome:unknown"));
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
        field->clear();
        auto *outcome = m_page->findChild<QComboBox *>(QStringLiteral("outcomeFilter"));
        outcome->setCurrentIndex(outcome->findData(QStringLiteral("succeeded")));
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
    }

    void changesOnlyLeavesOutReads()
    {
        const model::OperationPtr operation =
            m_fixture->operation(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        journal::NewRequest read;
        read.operation = QStringLiteral("ListGroups");
        read.onlyReads = true;
        read.input = QCborMap();
        const qint64 id = m_fixture->environment->journal->begin(read, operation).result().value();
        QVERIFY(
            m_fixture->environment->journal->finish(id, journal::Outcome::Succeeded, {}, {}, {}, operation)
                .result());
        QTRY_COMPARE(m_table->model()->rowCount(), 3);
        auto *kind = m_page->findChild<QComboBox *>(QStringLiteral("kindFilter"));
        kind->setCurrentIndex(kind->findData(QStringLiteral("is:change")));
        QTRY_COMPARE(m_table->model()->rowCount(), 2);
        auto *field = m_page->findChild<QLineEdit *>(QStringLiteral("historyFilter"));
        QTest::keyClicks(field, QStringLiteral("created")); // as the pill has it
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
    }

    // Found bugs: "Took" was cut off at the edge, and the filters ran into each other in a narrow window.
    void nothingIsCutOffAtAnyWidth_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {740, 800, 1000, 1400})
            QTest::newRow(QByteArray::number(width).constData()) << width;
    }

    void nothingIsCutOffAtAnyWidth()
    {
        QFETCH(const int, width);
        m_page->resize(width, 700);
        QTRY_COMPARE(m_page->width(), width);
        QCoreApplication::processEvents();
        const QHeaderView *header = m_table->horizontalHeader();
        for (int column = 0; column < header->count(); ++column) {
            if (!header->isSectionHidden(column))
                QVERIFY2(header->sectionSize(column) >= header->sectionSizeHint(column),
                         qPrintable(m_table->model()->headerData(column, Qt::Horizontal).toString()));
        }
        QVERIFY2(header->length() <= m_table->viewport()->width(), "the last column is off the table");
        for (const QComboBox *box : m_page->findChildren<QComboBox *>())
            QVERIFY2(box->width() >= box->sizeHint().width(), qPrintable(box->objectName()));
        const auto *field = m_page->findChild<QLineEdit *>(QStringLiteral("historyFilter"));
        const QString hint = field->placeholderText();
        QVERIFY(field->width() >= field->fontMetrics().horizontalAdvance(hint));
    }

    void whatItTookFitsItsColumn()
    {
        m_page->resize(1400, 700);
        QCoreApplication::processEvents();
        const int width = m_table->horizontalHeader()->sectionSize(history::HistoryModel::Took);
        for (const qint64 took : {41, 30'000, 5'400'000}) {
            const QString text = history::durationText(took);
            QVERIFY2(m_table->fontMetrics().horizontalAdvance(text) < width, qPrintable(text));
        }
    }

    void unreadableHistoryIsABanner()
    {
        selectRow(0);
        auto *banner = m_page->findChild<widgets::Banner *>(QStringLiteral("historyProblem"));
        QVERIFY(!banner->isVisible());
        const history::RecentRequests recent(m_fixture->session.get());
        QCOMPARE(recent.problem(), QString());
        QTRY_COMPARE(recent.model()->rowCount(), 2);
        const QString file = m_fixture->paths.history();
        QVERIFY(QFile::rename(file, file + QStringLiteral(".away")));
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(file), qPrintable(banner->text()));
        QTRY_VERIFY(recent.problem().contains(file));
        QCOMPARE(m_table->model()->rowCount(), 2); // what was read stays
        selectRow(1);
        const auto *details = m_page->findChild<QWidget *>(QStringLiteral("requestDetails"));
        const auto *said = details->findChild<widgets::Banner *>();
        QTRY_VERIFY(said && said->isVisible() && said->text().contains(file));
        QVERIFY(!m_page->findChild<QPushButton *>(QStringLiteral("retryRequest"))->isVisible());
        const client::CallResult refused = m_fixture->createGroup(QStringLiteral("lost"));
        QCOMPARE(refused.error->code, QStringLiteral("Gone"));
        QCOMPARE(m_fixture->practice->resourceCount(), 2);
        QVERIFY(QFile::rename(file + QStringLiteral(".away"), file));
        QTRY_VERIFY(!banner->isVisible());
        QTRY_COMPARE(recent.problem(), QString());
    }

    void showsTheAnswerToRead()
    {
        selectRow(1);
        auto *tabs = m_page->findChild<QTabWidget *>(QStringLiteral("detailTabs"));
        QVERIFY(!m_page->findChild<QTreeView *>(QStringLiteral("answerTree"))); // not before it is looked at
        tabs->setCurrentIndex(2);
        QTreeView *tree = nullptr;
        QTRY_VERIFY((tree = m_page->findChild<QTreeView *>(QStringLiteral("answerTree")))
                    && tree->isVisible());
        QStringList values;
        for (int row = 0; row < tree->model()->rowCount(); ++row)
            values += tree->model()->index(row, 1).data().toString();
        QVERIFY2(values.contains(QStringLiteral("readers")), qPrintable(values.join(u' ')));
        selectRow(0); // an outcome that is unknown has a text instead
        QTRY_VERIFY(!tree->isVisible());
    }

    void aRetryCreatesNothingTwice()
    {
        QCOMPARE(m_fixture->practice->resourceCount(), 2); // the work was done, only the answer is missing
        selectRow(0);
        auto *retry = m_page->findChild<QPushButton *>(QStringLiteral("retryRequest"));
        QTRY_VERIFY(retry->isVisible());
        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(outcomeOf(0), QStringLiteral("Created"), 20'000);
        QCOMPARE(m_fixture->practice->resourceCount(), 2);
        QCOMPARE(m_table->model()->rowCount(), 2); // the same row, no new one
        QTRY_VERIFY(!retry->isVisible());
        QTRY_COMPARE(m_fixture->session->requestsUnderWay(), 0);
    }

    void anotherRegionAsksFirst()
    {
        m_fixture->session->selectRegion(QStringLiteral("eu-west-1"));
        selectRow(0);
        m_table->setFocus();
        QTRY_VERIFY(m_page->findChild<QAction *>(QStringLiteral("retrySelected"))->isEnabled());
        QTest::keyClick(m_table, Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(question());
        QVERIFY(question()->informativeText().contains(QStringLiteral("eu-west-1")));
        QTRY_COMPARE(outcomeOf(0), QStringLiteral("Unknown"));
        QTest::mouseClick(question()->findChild<QPushButton *>(QStringLiteral("send")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(outcomeOf(0), QStringLiteral("Created"), 20'000);
    }

    void deleteIsUndone()
    {
        selectRow(1);
        m_table->setFocus();
        QTest::keyClick(m_table, Qt::Key_Delete);
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
        QTRY_VERIFY(m_page->findChild<QPushButton *>(QStringLiteral("undoButton")));
        auto *undo = m_page->findChild<QPushButton *>(QStringLiteral("undoButton"));
        QVERIFY(undo->isVisible()); // also after the selection has changed
        QTest::mouseClick(undo, Qt::LeftButton);
        QTRY_COMPARE(m_table->model()->rowCount(), 2);
    }

    // What is open and where one stands stays, whatever is sent meanwhile.
    void selectionAndDetailsStayWhileOthersComeAndGo()
    {
        selectRow(1);
        const auto *details = m_page->findChild<QWidget *>(QStringLiteral("requestDetails"));
        auto *tabs = m_page->findChild<QTabWidget *>(QStringLiteral("detailTabs"));
        tabs->setCurrentIndex(1);
        const auto *title = details->findChild<widgets::ElidedLabel *>();
        QTRY_VERIFY(title->fullText().contains(QStringLiteral("readers")));
        QSignalSpy reset(m_table->model(), &QAbstractItemModel::modelReset);
        for (int n = 0; n < 3; ++n)
            m_fixture->createGroup(QStringLiteral("later-%1").arg(n));
        QTRY_COMPARE(m_table->model()->rowCount(), 5);
        const QModelIndexList selected = m_table->selectionModel()->selectedRows();
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected[0].row(), 4);
        QVERIFY(title->fullText().contains(QStringLiteral("readers")));
        QCOMPARE(tabs->currentIndex(), 1);
        QCOMPARE(reset.count(), 0);
    }

    void severalAtOnce()
    {
        m_table->selectAll();
        auto *all = m_page->findChild<QPushButton *>(QStringLiteral("retryAll"));
        QVERIFY(all->isVisible());
        QTest::mouseClick(all, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(outcomeOf(0), QStringLiteral("Created"), 20'000);
        QCOMPARE(m_fixture->practice->resourceCount(), 2);
        QTRY_VERIFY(question()); // the one that had succeeded is told of
        question()->close();
    }

    void detailsShowNoSecret()
    {
        const QString secret = QStringLiteral("canary-secret-0001");
        const QCborMap salesforce{{QStringLiteral("accessToken"), secret},
                                  {QStringLiteral("refreshToken"), secret}};
        const QCborMap config{{QStringLiteral("connectorProfileProperties"),
                               QCborMap{{QStringLiteral("Salesforce"),
                                         QCborMap{{QStringLiteral("instanceUrl"),
                                                   QStringLiteral("https://example.my.salesforce.com")}}}}},
                              {QStringLiteral("connectorProfileCredentials"),
                               QCborMap{{QStringLiteral("Salesforce"), salesforce}}}};
        const client::CallResult sent =
            m_fixture->call(QStringLiteral("appflow"), QStringLiteral("CreateConnectorProfile"),
                            QCborMap{{QStringLiteral("connectorProfileName"), QStringLiteral("canary")},
                                     {QStringLiteral("connectorType"), QStringLiteral("Salesforce")},
                                     {QStringLiteral("connectionMode"), QStringLiteral("Public")},
                                     {QStringLiteral("connectorProfileConfig"), config}});
        QVERIFY(sent.journalId > 0);
        m_page->showRow(sent.journalId);
        QString shown;
        const auto read = [&] {
            shown.clear();
            for (const auto *view : m_page->findChildren<QPlainTextEdit *>())
                shown += view->toPlainText();
            return shown;
        };
        QTRY_VERIFY(read().contains(QStringLiteral("canary\"")));
        QVERIFY(!shown.contains(secret));
    }

private:
    void selectRow(int row)
    {
        const QRect cell = m_table->visualRect(m_table->model()->index(row, 1));
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, cell.center());
        QCOMPARE(m_table->selectionModel()->selectedRows().size(), 1);
    }

    [[nodiscard]] QString outcomeOf(int row) const
    {
        return m_table->model()->index(row, 4).data().toString(); // HistoryModel::OutcomeColumn
    }

    [[nodiscard]] QMessageBox *question() const { return m_page->findChild<QMessageBox *>(); }

    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::unique_ptr<history::HistoryPage> m_page;
    QTableView *m_table = nullptr;
};

QTEST_MAIN(TestHistoryPage)
#include "tst_historypage.moc"
