// SPDX-License-Identifier: Apache-2.0
#include "accounts/accountswitcher.h"
#include "foundaccounts.h"
#include "ui/windowfixture.h"
#include "widgets/entrydelegate.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>

using namespace formwork;

class TestAccountSwitcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        qunsetenv("AWS_ACCESS_KEY_ID");
        qunsetenv("AWS_PROFILE");
        m_fixture = std::make_unique<tests::WindowFixture>();
        m_found = std::make_shared<tests::FoundAccounts>();
        m_found->add(QStringLiteral("acme-dev"), QStringLiteral("111122223333"), QStringLiteral("Developer"));
        m_found->add(QStringLiteral("acme-prod"), QStringLiteral("444455556666"), QStringLiteral("Admin"));
        m_fixture->session->profiles().setSource(m_found);
        m_window = std::make_unique<QWidget>();
        m_window->resize(1000, 700);
        m_window->show();
        open();
    }

    void cleanup()
    {
        delete m_switcher;
        m_window.reset();
        m_fixture.reset();
    }

    void walkingAndClickingSelectNothing()
    {
        QTest::keyClick(field(), Qt::Key_Down);
        QTest::keyClick(field(), Qt::Key_Down);
        QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("acme-prod"));
        const QRect line = list()->visualRect(list()->model()->index(1, 0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, line.center());
        QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, line.center());
        QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("acme-dev"));
        QTest::keyClick(field(), Qt::Key_Escape);
        QCOMPARE(m_fixture->session->profile().id, QStringLiteral("practice"));
        QVERIFY(!m_switcher || !m_switcher->isVisible());
    }

    void enterSelectsWhatWasFound()
    {
        QTest::keyClicks(field(), QStringLiteral("admin 4444"));
        QCOMPARE(list()->model()->rowCount(), 1);
        QTest::keyClick(field(), Qt::Key_Return);
        QCOMPARE(m_fixture->session->profile().id, QStringLiteral("aws:acme-prod"));
        // AWS is asked at once whose its keys are, and why not is known.
        QTRY_COMPARE(m_fixture->session->identities().of(m_fixture->session->profile()).state,
                     session::Identities::State::Failed);
    }

    void theSelectedOneIsMarked()
    {
        const QModelIndex current = list()->currentIndex();
        QCOMPARE(current.data().toString(), QStringLiteral("Practice"));
        QCOMPARE(current.data(widgets::NoteRole).toString(), QStringLiteral("Selected"));
        QVERIFY(current.data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("Selected, ")));
        const QModelIndex other = list()->model()->index(2, 0);
        QVERIFY(other.data(widgets::NoteRole).toString().isEmpty());
        const QString told = other.data(Qt::AccessibleTextRole).toString();
        for (const char *part :
             {"acme-prod", "444455556666", "Admin", "eu-west-1", "Identity Center", "Not checked"})
            QVERIFY2(told.contains(QLatin1StringView(part)), qPrintable(told));
    }

    void productionIsMarked()
    {
        Result<credentials::Profile> prod =
            m_fixture->session->profiles().profile(QStringLiteral("acme-prod"));
        QVERIFY(prod);
        prod->isProduction = true;
        prod->guard = credentials::Guard::ReadOnly;
        m_fixture->session->profiles().save(*prod, {});
        const QModelIndex line = list()->model()->index(2, 0);
        QCOMPARE(line.data(widgets::DangerRole).toString(), QStringLiteral("Production, read only"));
        QVERIFY(line.data(widgets::WarningRole).toString().isEmpty());
    }

    void nothingFoundIsSaid()
    {
        QTest::keyClicks(field(), QStringLiteral("nowhere"));
        QVERIFY(!list()->isVisible());
        QVERIFY(!m_switcher->findChild<QPushButton *>(QStringLiteral("useChosenAccount"))->isEnabled());
        QTest::keyClick(field(), Qt::Key_Return);
        QCOMPARE(m_fixture->session->profile().id, QStringLiteral("practice"));
    }

    void keysOfTheEnvironmentAreSaid()
    {
        QVERIFY(!m_switcher->findChild<QLabel *>(QStringLiteral("overriddenNote")));
        delete m_switcher;
        qputenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        qputenv("AWS_PROFILE", "acme-prod");
        open();
        const auto *note = m_switcher->findChild<QLabel *>(QStringLiteral("overriddenNote"));
        QVERIFY(note);
        QVERIFY(note->text().contains(QStringLiteral("acme-prod")));
        QVERIFY(note->text().contains(QStringLiteral("AWS_PROFILE")));
        qunsetenv("AWS_ACCESS_KEY_ID");
        qunsetenv("AWS_PROFILE");
    }

    void thousandsAreShownAtOnce()
    {
        for (int account = 0; account < 500; ++account) {
            for (int role = 0; role < 5; ++role)
                m_found->add(QStringLiteral("account-%1-%2").arg(account).arg(role),
                             QString::number(100'000'000'000 + account), QStringLiteral("Role%1").arg(role));
        }
        accounts::AccountModel model(m_fixture->session.get());
        const QAbstractItemModelTester tester(&model);
        QElapsedTimer timer;
        qint64 best = 1'000'000'000;
        for (int i = 0; i < 5; ++i) {
            timer.start();
            model.refresh();
            best = qMin(best, timer.nsecsElapsed());
        }
        qInfo("%lld accounts in %.2f ms", static_cast<long long>(model.total()), double(best) / 1e6);
        QCOMPARE(model.rowCount(), 2503);
        timer.start();
        model.setQuery(QStringLiteral("role3 499"));
        QVERIFY(timer.elapsed() < 100);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("account-499-3"));
    }

private:
    void open()
    {
        m_switcher = new accounts::AccountSwitcher(m_fixture->session.get(), m_window.get());
        m_switcher->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_switcher));
    }
    [[nodiscard]] QLineEdit *field() const
    {
        return m_switcher->findChild<QLineEdit *>(QStringLiteral("accountSearch"));
    }
    [[nodiscard]] QListView *list() const
    {
        return m_switcher->findChild<QListView *>(QStringLiteral("accountChoices"));
    }

    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::shared_ptr<tests::FoundAccounts> m_found;
    std::unique_ptr<QWidget> m_window;
    QPointer<accounts::AccountSwitcher> m_switcher;
};

QTEST_MAIN(TestAccountSwitcher)
#include "tst_accountswitcher.moc"
