// SPDX-License-Identifier: Apache-2.0
#include "shell/operationgroups.h"
#include "shell/operationlist.h"
#include "shell/operationshelf.h"
#include "shell/palettemodel.h"
#include "shell/servicelist.h"
#include "shell/servicespage.h"
#include "ui/windowfixture.h"
#include "widgets/entrydelegate.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>

using namespace formwork;
using shell::OperationGroup;

namespace
{

// The page over the services that are built in.
struct Page {
    Page(session::Session *session, shell::Bookmarks &bookmarks)
        : page(session, bookmarks)
        , services(page.findChild<QListView *>(QStringLiteral("serviceList")))
        , operations(page.findChild<QListView *>(QStringLiteral("operationList")))
        , serviceFilter(page.findChild<QLineEdit *>(QStringLiteral("serviceFilter")))
        , operationFilter(page.findChild<QLineEdit *>(QStringLiteral("operationFilter")))
    {
        page.resize(900, 600);
        page.show();
        QApplication::setActiveWindow(&page); // shortcuts are for the active window
    }

    [[nodiscard]] QString serviceAt(int row) const
    {
        return services->model()->index(row, 0).data(shell::ServiceListModel::IdRole).toString();
    }

    // The row of an operation; -1: not listed.
    [[nodiscard]] int rowOf(const QString &operation) const
    {
        for (int row = 0; row < operations->model()->rowCount(); ++row) {
            if (at(row, shell::OperationListModel::OperationRole) == operation)
                return row;
        }
        return -1;
    }

    [[nodiscard]] QString at(int row, int role) const
    {
        return operations->model()->index(row, 0).data(role).toString();
    }

    shell::ServicesPage page;
    QListView *services;
    QListView *operations;
    QLineEdit *serviceFilter;
    QLineEdit *operationFilter;
};

} // namespace

class TestServicesPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WindowFixture>();
        m_bookmarks = std::make_unique<shell::Bookmarks>(m_fixture->session->settings());
    }

    void cleanup()
    {
        m_bookmarks.reset();
        m_fixture.reset();
    }

    void verbsSayWhatAnOperationDoes_data()
    {
        QTest::addColumn<int>("group");
        const auto row = [](const char *name, OperationGroup group) { QTest::newRow(name) << int(group); };
        row("CreateBucket", OperationGroup::Create);
        row("PutObject", OperationGroup::Create);
        row("ListBuckets", OperationGroup::Read);
        row("BatchGetItem", OperationGroup::Read);
        row("BatchWriteItem", OperationGroup::Change);
        row("AdminDeleteUser", OperationGroup::Delete);
        row("SetSubnets", OperationGroup::Change);
        row("SettleBill", OperationGroup::Other); // not "Set"
        row("StartInstances", OperationGroup::Run);
        row("Query", OperationGroup::Read);
    }

    void verbsSayWhatAnOperationDoes()
    {
        QFETCH(int, group);
        QCOMPARE(int(shell::groupOf(QString::fromLatin1(QTest::currentDataTag()))), group);
    }

    // What makes a thing stands before what puts something into it; within each, by name.
    void whatMakesAThingComesFirst()
    {
        model::Service service;
        service.id = QStringLiteral("pails");
        for (const char *name : {"AbortPail", "CopyObject", "CreateBucket", "CreateSession", "ImportKey",
                                 "PutBucketAcl", "RegisterDevice", "GetBucket"})
            service.operations.append({QString::fromLatin1(name), {}, false});
        QStringList shown;
        for (const shell::OperationListModel::Line &line : shell::linesOf(service)) {
            if (!line.isHeading())
                shown.append(line.operation);
        }
        const QStringList expected{QStringLiteral("CreateBucket"),   QStringLiteral("CreateSession"),
                                   QStringLiteral("RegisterDevice"), QStringLiteral("CopyObject"),
                                   QStringLiteral("ImportKey"),      QStringLiteral("PutBucketAcl"),
                                   QStringLiteral("AbortPail"),      QStringLiteral("GetBucket")};
        QCOMPARE(shown, expected);
    }

    void servicesAreFoundByNameIdAndPurpose()
    {
        Page page(m_fixture->session.get(), *m_bookmarks);
        QAbstractItemModelTester tester(page.services->model());
        QCOMPARE(page.services->model()->rowCount(), 5); // no favourites yet
        QTest::keyClicks(page.serviceFilter, QStringLiteral("ds-da"));
        QCOMPARE(page.services->model()->rowCount(), 1);
        QCOMPARE(page.serviceAt(0), QStringLiteral("ds-data"));
        page.serviceFilter->setText(QStringLiteral("center identity"));
        QCOMPARE(page.serviceAt(0), QStringLiteral("sso-admin"));
        page.serviceFilter->setText(QStringLiteral("zebra"));
        QCOMPARE(page.services->model()->rowCount(), 0);
        QVERIFY(page.page.findChild<QLabel *>(QStringLiteral("nothingFound"))->isVisible());
    }

    void operationsComeWithWhatTheyDoAndAreOpenedByKeyboard()
    {
        Page page(m_fixture->session.get(), *m_bookmarks);
        QAbstractItemModelTester tester(page.operations->model());
        QSignalSpy chosen(&page.page, &shell::ServicesPage::operationChosen);
        page.serviceFilter->setText(QStringLiteral("ds-data"));
        QVERIFY(page.operations->model()->index(0, 0).data(widgets::HeadingRole).toBool());
        const int row = page.rowOf(QStringLiteral("CreateGroup"));
        QVERIFY(row > 0);
        QCOMPARE(page.at(row, Qt::DisplayRole), QStringLiteral("Create group"));
        QVERIFY(!page.at(row, widgets::HelpRole).isEmpty());
        page.operations->setFocus();
        QTest::keyClicks(page.operations, QStringLiteral("gr")); // typing in a list filters
        QTRY_COMPARE(page.operationFilter->text(), QStringLiteral("gr"));
        QTest::keyClick(page.operationFilter, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().at(1).toString(), QStringLiteral("CreateGroup"));
    }

    void whatHasATokenIsMarked()
    {
        Page page(m_fixture->session.get(), *m_bookmarks);
        page.serviceFilter->setText(QStringLiteral("ds-data"));
        const int row = page.rowOf(QStringLiteral("CreateGroup"));
        QTRY_VERIFY(!page.at(row, widgets::NoteRole).isEmpty());
        QVERIFY(page.at(row, Qt::AccessibleTextRole).contains(page.at(row, widgets::NoteRole)));
    }

    void starsAreKept()
    {
        {
            Page page(m_fixture->session.get(), *m_bookmarks);
            page.serviceFilter->setText(QStringLiteral("ds-data"));
            page.operations->setCurrentIndex(
                page.operations->model()->index(page.rowOf(QStringLiteral("CreateGroup")), 0));
            QTest::keyClick(&page.page, Qt::Key_D, Qt::ControlModifier);
        }
        const shell::OperationName group{QStringLiteral("ds-data"), QStringLiteral("CreateGroup")};
        QVERIFY(m_bookmarks->isFavourite(group));
        QVERIFY(shell::Bookmarks(m_fixture->session->settings()).isFavourite(group));
        Page page(m_fixture->session.get(), *m_bookmarks);
        QCOMPARE(page.services->model()->rowCount(), 6);
        page.page.showService({});
        QVERIFY(page.rowOf(group.operation) > 0);
        page.operations->setCurrentIndex(page.operations->model()->index(page.rowOf(group.operation), 0));
        QTest::keyClick(&page.page, Qt::Key_D, Qt::ControlModifier);
        QVERIFY(!m_bookmarks->isFavourite(group));
    }

    void recentOnesAreFewAndNewestFirst()
    {
        shell::Bookmarks &bookmarks = *m_bookmarks;
        for (int i = 0; i < 20; ++i)
            bookmarks.noteOpened({QStringLiteral("ds-data"), QStringLiteral("Op%1").arg(i)});
        bookmarks.noteOpened({QStringLiteral("ds-data"), QStringLiteral("Op15")});
        QCOMPARE(bookmarks.recent().size(), shell::Bookmarks::kMostRecent);
        QCOMPARE(bookmarks.recent().first().operation, QStringLiteral("Op15"));
        QCOMPARE(bookmarks.recent().at(1).operation, QStringLiteral("Op19"));
    }

    void theShelfOpensThem()
    {
        shell::OperationShelf shelf(*m_bookmarks);
        QVERIFY(shelf.isHidden());
        m_bookmarks->setFavourite({QStringLiteral("ds-data"), QStringLiteral("CreateGroup")}, true);
        QVERIFY(!shelf.isHidden());
        shelf.show();
        QSignalSpy chosen(&shelf, &shell::OperationShelf::operationChosen);
        auto *button = shelf.findChild<QPushButton *>(QStringLiteral("operation:ds-data:CreateGroup"));
        QVERIFY(button && button->text().startsWith(QStringLiteral("Create group")));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
    }

    void thePaletteSaysOperationsInWords()
    {
        const client::EnvironmentPtr environment = m_fixture->environment;
        shell::Bookmarks &bookmarks = *m_bookmarks;
        bookmarks.noteOpened({QStringLiteral("elsewhere"), QStringLiteral("DeleteThing")});
        shell::PaletteModel model(environment->catalog.source()->index(), environment->guides, bookmarks);
        QAbstractItemModelTester tester(&model);
        const QModelIndex last = model.index(model.rowCount() - 1);
        QCOMPARE(last.data().toString(), QStringLiteral("Delete thing")); // opened before
        model.setQuery(QStringLiteral("group"));
        QCOMPARE(model.index(0).data(widgets::QueryRole).toString(), QStringLiteral("group"));
        QVERIFY(model.rowCount() >= 1);
    }

private:
    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::unique_ptr<shell::Bookmarks> m_bookmarks;
};

QTEST_MAIN(TestServicesPage)
#include "tst_servicespage.moc"
