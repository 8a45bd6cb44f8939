// SPDX-License-Identifier: Apache-2.0
#include "history/historypage.h"
#include "operation/draftspage.h"
#include "shell/aboutdialog.h"
#include "shell/commandpalette.h"
#include "shell/helpdialog.h"
#include "shell/mainmenu.h"
#include "shell/mainwindow.h"
#include "ui/windowfixture.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>

using namespace formwork;

// Everything by name and by keyboard: the menus of the main window, help, and what they lead to.
class TestMainMenu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WindowFixture>();
        m_window = std::make_unique<shell::MainWindow>(m_fixture->session.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_menu = m_window->findChild<shell::MainMenu *>();
        QVERIFY(m_menu);
    }

    void cleanup()
    {
        m_window.reset();
        m_fixture.reset();
    }

    void hasTheMenusOneExpects()
    {
        QStringList titles;
        for (const QAction *menu : m_menu->actions())
            titles += menu->text().remove(u'&');
        QCOMPARE(titles.join(u' '), QStringLiteral("File Edit View Request Help"));
        for (const QAction *menu : m_menu->actions()) {
            Q_EMIT menu->menu()->aboutToShow();
            QVERIFY2(!menu->menu()->isEmpty(), qPrintable(menu->text()));
            QSet<QChar> letters;
            for (const QAction *one : menu->menu()->actions()) {
                QVERIFY(one->isSeparator() || !one->text().isEmpty());
                const qsizetype at = one->text().indexOf(u'&');
                if (at < 0)
                    continue;
                const QChar letter = one->text().at(at + 1).toLower();
                QVERIFY2(!letters.contains(letter), qPrintable(one->text()));
                letters.insert(letter);
            }
        }
    }

    // A letter that two things answer to moves the focus and does nothing.
    void noLetterOfAMenuIsAnothersInThePages()
    {
        QSet<QChar> menus;
        for (const QAction *menu : m_menu->actions())
            menus.insert(letterOf(menu->text()));
        QCOMPARE(menus.size(), 5);
        (void)m_fixture->createUnknownGroup(QStringLiteral("approvers"));
        for (const char *place : {"home", "history", "drafts", "services", "favourites"}) {
            m_window->showPlace(QString::fromLatin1(place));
            if (auto *table = m_window->findChild<QTableView *>(QStringLiteral("historyTable")))
                table->selectRow(0);
            for (const QAbstractButton *button : m_window->findChildren<QAbstractButton *>()) {
                if (button->isVisible())
                    QVERIFY2(!menus.contains(letterOf(button->text())),
                             qPrintable(QString::fromLatin1(place) + u' ' + button->text()));
            }
        }
    }

    void keysLeadEverywhere()
    {
        QTest::keySequence(m_window.get(), QKeySequence(Qt::CTRL | Qt::Key_2));
        QVERIFY(m_window->findChild<history::HistoryPage *>()->isVisible());
        QTest::keySequence(m_window.get(), QKeySequence(Qt::CTRL | Qt::Key_3));
        QVERIFY(m_window->findChild<operation::DraftsPage *>()->isVisible());
        QTest::keySequence(m_window.get(), QKeySequence(Qt::CTRL | Qt::Key_K));
        auto *palette = m_window->findChild<shell::CommandPalette *>();
        QVERIFY(palette && palette->isVisible());
        palette->close();
    }

    void helpTellsTasksAndKeys()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *help = m_window->findChild<shell::HelpDialog *>();
        QTRY_VERIFY(help && help->isVisible());
        const auto *tasks = help->findChild<QTextBrowser *>(QStringLiteral("helpTasks"));
        QVERIFY(tasks->isVisible());
        QVERIFY(tasks->toPlainText().contains(QStringLiteral("Retry safely")));
        QTest::keyClick(help, Qt::Key_Escape);
        QTRY_VERIFY(!help->isVisible());
        m_menu->findChild<QAction *>(QStringLiteral("menuShortcuts"))->trigger();
        const auto *keys = help->findChild<QTextBrowser *>(QStringLiteral("helpKeys"));
        QTRY_VERIFY(keys->isVisible());
        // No key that a menu shows is missing on the page.
        const QString page = keys->toPlainText();
        for (const QAction *menu : m_menu->actions()) {
            for (const QAction *one : menu->menu()->actions()) {
                const QString key = one->shortcut().toString(QKeySequence::NativeText);
                QVERIFY2(key.isEmpty() || page.contains(key), qPrintable(key + u' ' + one->text()));
            }
        }
    }

    void aboutSaysWhichVersionAndWhereDataLies()
    {
        m_menu->findChild<QAction *>(QStringLiteral("menuAbout"))->trigger();
        const auto *about = m_window->findChild<shell::AboutDialog *>();
        QVERIFY(about && about->isVisible());
        QCOMPARE(about->findChild<QLabel *>(QStringLiteral("aboutVersion"))->text(),
                 QStringLiteral(FORMWORK_VERSION));
        QVERIFY(about->findChild<QLabel *>(QStringLiteral("aboutLicence"))
                    ->text()
                    .contains(QStringLiteral("Apache")));
        QCOMPARE(about->findChild<QLabel *>(QStringLiteral("aboutData"))->text(),
                 m_fixture->paths.dataDirectory());
        const QString models = about->findChild<QLabel *>(QStringLiteral("aboutModels"))->text();
        QVERIFY2(
            models.startsWith(QLocale().toString(m_fixture->environment->catalog.source()->index()->size())),
            qPrintable(models));
    }

    // The Edit menu does what its keys do where the keyboard is, and never breaks in on an empty clipboard.
    void editActsWhereTheKeyboardIs()
    {
        m_window->showPlace(QStringLiteral("history"));
        auto *field = m_window->findChild<QLineEdit *>(QStringLiteral("historyFilter"));
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("outcome:unknown"));
        edit(QKeySequence::SelectAll);
        edit(QKeySequence::Cut);
        QCOMPARE(field->text(), QString());
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("outcome:unknown"));
        edit(QKeySequence::Paste);
        QCOMPARE(field->text(), QStringLiteral("outcome:unknown"));
        edit(QKeySequence::Undo);
        QCOMPARE(field->text(), QString());
        QApplication::clipboard()->clear();
        edit(QKeySequence::Paste);
        QCOMPARE(field->text(), QString());
    }

    void requestsAreActedUponWhereTheyAreSeen()
    {
        QCOMPARE(m_fixture->createGroup(QStringLiteral("readers")).outcome, journal::Outcome::Succeeded);
        m_window->showPlace(QStringLiteral("history"));
        auto *table = m_window->findChild<QTableView *>(QStringLiteral("historyTable"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->selectRow(0);
        QAction *remove = requestAction("deleteSelected");
        QVERIFY(remove->isEnabled());
        QVERIFY(!requestAction("retrySelected")->isEnabled()); // it was created
        m_window->showPlace(QStringLiteral("home"));
        QVERIFY(!remove->isEnabled());
        m_window->showPlace(QStringLiteral("history"));
        table->setFocus();
        remove->trigger();
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QTRY_VERIFY(m_window->findChild<QWidget *>(QStringLiteral("undoButton"))); // it is on disk
        edit(QKeySequence::Undo); // the table's own
        QTRY_COMPARE(table->model()->rowCount(), 1);
    }

    void unreadableDraftsAreNamed()
    {
        const QString folder = m_fixture->paths.drafts();
        QVERIFY(QDir().mkpath(folder));
        QFile broken(folder + QStringLiteral("/half.draft"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("not one");
        broken.close();
        m_window->showPlace(QStringLiteral("drafts"));
        auto *list = m_window->findChild<QListWidget *>(QStringLiteral("draftList"));
        QCOMPARE(list->count(), 1);
        QVERIFY(list->item(0)->data(Qt::AccessibleTextRole).toString().contains(broken.fileName()));
        QVERIFY(!m_window->findChild<QPushButton *>(QStringLiteral("openDraft"))->isEnabled());
        QVERIFY(m_window->findChild<QPushButton *>(QStringLiteral("deleteDraft"))->isEnabled());
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        auto *question = m_window->findChild<QMessageBox *>();
        QVERIFY(question);
        QTest::mouseClick(question->findChild<QAbstractButton *>(QStringLiteral("delete")), Qt::LeftButton);
        QTRY_VERIFY(!broken.exists());
        QTRY_COMPARE(list->count(), 0);
    }

private:
    static QChar letterOf(const QString &text)
    {
        const qsizetype at = text.indexOf(u'&');
        return at < 0 ? QChar() : text.at(at + 1).toLower();
    }

    void edit(QKeySequence::StandardKey key)
    {
        auto *action =
            m_menu->findChild<QAction *>(QStringLiteral("menuEdit:") + QKeySequence(key).toString());
        QVERIFY(action);
        action->trigger();
    }

    QAction *requestAction(const char *name)
    {
        auto *menu = m_menu->findChild<QMenu *>(QStringLiteral("requestMenu"));
        Q_EMIT menu->aboutToShow();
        for (QAction *one : menu->actions()) {
            if (one->objectName() == QLatin1String(name))
                return one;
        }
        qFatal("no %s", name);
    }

    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::unique_ptr<shell::MainWindow> m_window;
    shell::MainMenu *m_menu = nullptr;
};

QTEST_MAIN(TestMainMenu)
#include "tst_mainmenu.moc"
