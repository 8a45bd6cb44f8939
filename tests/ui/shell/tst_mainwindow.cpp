// SPDX-License-Identifier: Apache-2.0
#include "operation/operationdialog.h"
#include "preferences/preferencesdialog.h"
#include "shell/bookmarks.h"
#include "shell/commandpalette.h"
#include "shell/homepage.h"
#include "shell/mainwindow.h"
#include "shell/topbar.h"
#include "ui/windowfixture.h"
#include "widgets/banner.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QVBoxLayout>

using namespace formwork;

class TestMainWindow : public QObject
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

    // A found bug: at 900 pixels "Ctrl+K" was cut off.
    void noButtonOfTheTopBarIsCutOff_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {700, 900, 1100, 1600})
            QTest::newRow(QByteArray::number(width).constData()) << width;
    }

    void noButtonOfTheTopBarIsCutOff()
    {
        QFETCH(const int, width);
        m_fixture->session->selectRegion(QStringLiteral("ap-southeast-2")); // a long name
        QWidget window;
        auto *bar = new shell::TopBar(m_fixture->session.get(), &window);
        bar->setOperationCount(18'993);
        bar->setAttention(12);
        auto *column = new QVBoxLayout(&window);
        column->setContentsMargins({});
        column->addWidget(bar);
        window.resize(width, 100);
        window.show();
        QCOMPARE(window.width(), width);
        const QList<QPushButton *> buttons = bar->findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 4);
        for (const QPushButton *button : buttons)
            QTRY_VERIFY2(button->width() >= button->sizeHint().width(),
                         qPrintable(QStringLiteral("%1: %2 of %3")
                                        .arg(button->text())
                                        .arg(button->width())
                                        .arg(button->sizeHint().width())));
        const auto *search = bar->findChild<QPushButton *>(QStringLiteral("searchButton"));
        QVERIFY(search->text().endsWith(QStringLiteral("Ctrl+K")));
    }

    // A found bug: focus came to the list of places, which made its first one current, and Home was shown.
    void theFirstStartPageStaysWhenFocusComes()
    {
        shell::MainWindow window(m_fixture->session.get());
        window.showPlace(QStringLiteral("start"));
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *pages = window.findChild<QStackedWidget *>();
        QCOMPARE(pages->currentWidget()->objectName(), QStringLiteral("firstStartPage"));
        QVERIFY(pages->currentWidget()->isAncestorOf(QApplication::focusWidget()));
        auto *places = window.findChild<QListWidget *>(QStringLiteral("sideBar"));
        places->setFocus(Qt::TabFocusReason);
        QCOMPARE(pages->currentWidget()->objectName(), QStringLiteral("firstStartPage"));
        QTest::keyClick(places, Qt::Key_Down);
        QVERIFY(pages->currentWidget()->objectName() != u"firstStartPage");
    }

    void thePaletteFindsWordsOfATitle()
    {
        const client::EnvironmentPtr environment = m_fixture->environment;
        QWidget parent;
        QPointer palette = new shell::CommandPalette(environment->catalog.source()->index(),
                                                     environment->guides, *m_bookmarks, &parent);
        QSignalSpy chosen(palette, &shell::CommandPalette::operationChosen);
        palette->show();
        auto *field = palette->findChild<QLineEdit *>(QStringLiteral("paletteField"));
        auto *list = palette->findChild<QListView *>(QStringLiteral("paletteList"));
        const int all = list->model()->rowCount();
        QVERIFY(all >= 5);
        QTest::keyClick(field, Qt::Key_Down);
        QCOMPARE(list->currentIndex().row(), 1);
        const int tall = palette->height();
        QTest::keyClicks(field, QStringLiteral("conn prof"));
        QCOMPARE(list->currentIndex().data(shell::PaletteModel::TitleRole).toString(),
                 QStringLiteral("Connector profile"));
        QVERIFY(palette->height() < tall);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().at(0).toString(), QStringLiteral("appflow"));
        QTRY_VERIFY(!palette);
    }

    // The models of the machine are read while the window is there already.
    void operationsThatComeLaterAreFound()
    {
        const QTemporaryDir folder;
        QFile model(folder.filePath(QStringLiteral("thing.json")));
        QVERIFY(model.open(QIODevice::WriteOnly));
        model.write("{\"metadata\":{\"apiVersion\":\"1\",\"protocol\":\"rest-json\",\"serviceId\":\"Thing\"},"
                    "\"operations\":{\"PaintZebra\":{\"http\":{\"method\":\"GET\",\"requestUri\":\"/"
                    "\"}}},\"shapes\":{}}");
        model.close();
        const auto source = std::make_shared<catalog::CatalogSource>(
            [](const std::stop_token &) { return catalog::Catalog::build({}); },
            [path = folder.path()](const std::stop_token &) { return catalog::Catalog::build({path}); });
        m_fixture->environment->catalog = source;
        shell::MainWindow window(m_fixture->session.get());
        window.show();
        window.findChild<QPushButton *>(QStringLiteral("searchButton"))->click();
        auto *palette = window.findChild<shell::CommandPalette *>();
        QVERIFY(palette);
        QTest::keyClicks(palette->findChild<QLineEdit *>(QStringLiteral("paletteField")),
                         QStringLiteral("zebra"));
        auto *list = palette->findChild<QListView *>(QStringLiteral("paletteList"));
        QCOMPARE(list->model()->rowCount(), 0);
        source->read();
        QTRY_COMPARE(list->model()->rowCount(), 1);
        palette->close();
    }

    void cardsOpenTheirOperation()
    {
        shell::HomePage page(m_fixture->session.get(), *m_bookmarks);
        page.resize(1000, 700);
        page.show();
        QSignalSpy chosen(&page, &shell::HomePage::operationChosen);
        auto *card = page.findChild<QAbstractButton *>(QStringLiteral("card:ds-data:CreateGroup"));
        QVERIFY(card);
        QTest::mouseClick(card, Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QTest::keyClick(card, Qt::Key_Return);
        QCOMPARE(chosen.count(), 2);
    }

    void unknownOutcomesAreOnTheHomePage()
    {
        const client::CallResult unknown = m_fixture->createUnknownGroup(QStringLiteral("approvers"));
        QCOMPARE(unknown.outcome, journal::Outcome::Unknown);
        shell::HomePage page(m_fixture->session.get(), *m_bookmarks);
        page.show();
        QSignalSpy retried(&page, &shell::HomePage::retryRequested);
        QTRY_VERIFY(banner(page, "unknownBanner")->isVisible());
        QTest::mouseClick(page.findChild<QPushButton *>(QStringLiteral("retryUnknown")), Qt::LeftButton);
        QCOMPARE(retried.count(), 1);
        QCOMPARE(retried.first().first().value<QList<qint64>>(), QList<qint64>{unknown.journalId});
    }

    // A found bug: "nothing you create here costs anything" stood there with a real account chosen.
    void theHomePageSaysWhereOneIs()
    {
        qputenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        qputenv("AWS_SECRET_ACCESS_KEY", "canary-secret-0001");
        shell::HomePage page(m_fixture->session.get(), *m_bookmarks);
        const auto *where = page.findChild<QLabel *>(QStringLiteral("whereabouts"));
        const auto said = [&] {
            QString all;
            for (const auto *one : page.findChildren<QLabel *>()) {
                if (!one->isHidden() && one->isVisibleTo(&page))
                    all += one->text() + u' ';
            }
            return all;
        };
        credentials::Profile acme;
        acme.name = QStringLiteral("acme-production");
        acme.accessKeyId = QStringLiteral("AKIDEXAMPLE");
        bool isSaved = false;
        m_fixture->session->profiles()
            .save(acme,
                  credentials::Credentials{acme.accessKeyId, QStringLiteral("canary-secret-0001"), {}, {}})
            .then([&](const Result<void> &) { isSaved = true; });
        QTRY_VERIFY(isSaved);
        for (int round = 0; round < 2; ++round) {
            m_fixture->session->selectProfile(QStringLiteral("practice"));
            QVERIFY(said().contains(QStringLiteral("You are in the practice account.")));
            QVERIFY(said().contains(QStringLiteral("nothing you create here costs")));
            m_fixture->session->selectProfile(m_fixture->session->profiles().profile(acme.name).value().id);
            QVERIFY2(!said().contains(QStringLiteral("practice")), qPrintable(said()));
            QVERIFY(where->text().contains(QStringLiteral("acme-production")));
            QVERIFY(where->text().contains(QStringLiteral("may cost money")));
            m_fixture->session->selectProfile(QStringLiteral("environment"));
            QVERIFY2(!said().contains(QStringLiteral("practice")), qPrintable(said()));
            QVERIFY(where->text().contains(QStringLiteral("Environment")));
        }
        qunsetenv("AWS_ACCESS_KEY_ID");
        qunsetenv("AWS_SECRET_ACCESS_KEY");
    }

    void formsLeftByACrashAreOffered()
    {
        journal::Draft draft;
        draft.service = QStringLiteral("ds-data");
        draft.operation = QStringLiteral("CreateGroup");
        draft.title = QStringLiteral("Directory group");
        draft.isAutomatic = true;
        const QString id =
            m_fixture->session->drafts()
                .save(draft, QCborMap{{QStringLiteral("SAMAccountName"), QStringLiteral("half")}},
                      *m_fixture->operation(draft.service, draft.operation))
                .value();
        shell::HomePage page(m_fixture->session.get(), *m_bookmarks);
        page.show();
        QSignalSpy chosen(&page, &shell::HomePage::draftChosen);
        QVERIFY(banner(page, "draftsBanner")->isVisible());
        QTest::mouseClick(page.findChild<QPushButton *>(QStringLiteral("openDraft")), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toString(), id);
        QVERIFY(!banner(page, "draftsBanner")->isVisible());
    }

    void theKeychainIsTriedAgain()
    {
        shell::HomePage page(m_fixture->session.get(), *m_bookmarks);
        page.show();
        QVERIFY(!banner(page, "keychainBanner")->isVisible());
        Q_EMIT m_fixture->session->profiles().keychainProblem(QStringLiteral("The keychain is locked."));
        QVERIFY(banner(page, "keychainBanner")->isVisible());
        QTest::mouseClick(page.findChild<QPushButton *>(QStringLiteral("retryKeychain")), Qt::LeftButton);
        QTRY_VERIFY(!banner(page, "keychainBanner")->isVisible());
    }

    void whatWaitsIsCountedAtTheStart()
    {
        QCOMPARE(m_fixture->createUnknownGroup(QStringLiteral("approvers")).outcome,
                 journal::Outcome::Unknown);
        shell::MainWindow window(m_fixture->session.get());
        QTRY_COMPARE(window.findChild<QPushButton *>(QStringLiteral("historyButton"))->text(),
                     QStringLiteral("Hi&story (1)"));
    }

    void quittingInTheMiddleAsks()
    {
        shell::MainWindow window(m_fixture->session.get());
        window.show();
        std::shared_ptr<const void> sending = m_fixture->session->underWay();
        window.close();
        QVERIFY(window.isVisible());
        auto *question = window.findChild<QMessageBox *>();
        QVERIFY(question);
        question->close();
        QTRY_VERIFY(!window.findChild<QMessageBox *>());
        QVERIFY(window.isVisible());
        sending.reset();
        window.close();
        QVERIFY(!window.isVisible());
    }

    void theSchemeIsRemembered()
    {
        preferences::PreferencesDialog dialog(m_fixture->session.get());
        dialog.show();
        auto *scheme = dialog.findChild<QComboBox *>(QStringLiteral("scheme"));
        scheme->setFocus();
        QTest::keyClick(scheme, Qt::Key_End);
        QCOMPARE(m_fixture->session->settings().value(QStringLiteral("appearance/scheme")).toString(),
                 QStringLiteral("dark"));
        QVERIFY(qApp->palette().color(QPalette::Window).lightness() < 128);
        QTest::keyClick(scheme, Qt::Key_Up);
        QVERIFY(qApp->palette().color(QPalette::Window).lightness() > 128);
    }

private:
    static widgets::Banner *banner(const QWidget &page, const char *name)
    {
        return page.findChild<widgets::Banner *>(QString::fromLatin1(name));
    }

    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::unique_ptr<shell::Bookmarks> m_bookmarks;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
