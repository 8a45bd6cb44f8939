// SPDX-License-Identifier: Apache-2.0
#include "accounts/accountmodel.h"
#include "accounts/portalmodel.h"
#include "accounts/sharedprofilepanel.h"
#include "signinwindow.h"
#include "widgets/entrydelegate.h"

#include <QSignalSpy>

using namespace formwork;

// The accounts and roles that an Identity Center gives, to be picked from.
class TestPortalPage : public QObject, private tests::SignInWindow
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    // Hundreds come by pages, are searched, and picked several at once under names that can be changed.
    void picksAccountsOfAnIdentityCenter()
    {
        m_aws->accountCount = 250;
        open();
        typeCenter();
        QTest::mouseClick(button("signInBrowser"), Qt::LeftButton);
        QTRY_VERIFY(tree());
        QTRY_COMPARE(tree()->model()->rowCount(), 250);
        QVERIFY2(label("portalState").startsWith(QStringLiteral("250 account")),
                 qPrintable(label("portalState")));
        QVERIFY(!button("portalAdd")->isEnabled());
        QTest::keyClicks(m_dialog->findChild<QLineEdit *>(QStringLiteral("portalSearch")),
                         QStringLiteral("account 17"));
        QCOMPARE(tree()->model()->rowCount(), 11); // 17, 170 to 179
        const QModelIndex role = openedRole(0);
        tree()->model()->setData(role, Qt::Checked, Qt::CheckStateRole);
        const QModelIndex other = openedRole(3);
        tree()->model()->setData(other, Qt::Checked, Qt::CheckStateRole);
        const QModelIndex name = other.siblingAtColumn(accounts::PortalModel::Name);
        QVERIFY(tree()->model()->setData(name, QStringLiteral("the third"), Qt::EditRole));
        QVERIFY2(button("portalAdd")->text().contains(u'2'), qPrintable(button("portalAdd")->text()));
        QSignalSpy added(m_dialog.get(), &accounts::SignInDialog::accountsAdded);
        QTest::mouseClick(button("portalAdd"), Qt::LeftButton);
        QTRY_COMPARE(added.size(), 1);
        const auto profile = m_fixture->session->profiles().profile(QStringLiteral("the third"));
        QVERIFY(profile);
        QCOMPARE(profile->kind, credentials::ProfileKind::SignedIn);
        QCOMPARE(profile->roleName, QStringLiteral("Admin"));
        QCOMPARE(profile->accountId.size(), 12);
        QCOMPARE(m_fixture->session->profile().kind, credentials::ProfileKind::Practice); // not selected
        QVERIFY(m_fixture->session->profiles().profile(QStringLiteral("account 17/Admin")));
        accounts::SharedProfilePanel panel(m_fixture->session.get());
        panel.show(*profile); // no file has a setting of it, but one signs in for it
        QVERIFY(panel.findChild<QTreeView *>(QStringLiteral("sharedSettings"))->isHidden());
        QVERIFY(panel.findChild<QLabel *>(QStringLiteral("sharedNotes"))->text().contains(kStartUrl));
    }

    // Who is signed in need not do it again; what is known stands there, what is lost is marked.
    void showsWhatIsKnownAndWhatIsLost()
    {
        picksAccountsOfAnIdentityCenter();
        m_aws->accountCount = 100; // so that "the third", account 172, is gone
        open();
        auto *where = m_dialog->findChild<QComboBox *>(QStringLiteral("signInPlace"));
        QVERIFY2(where->currentText().contains(kStartUrl), qPrintable(where->currentText()));
        QTRY_VERIFY(button("signInAccounts")->isVisible());
        QTest::mouseClick(button("signInAccounts"), Qt::LeftButton);
        QTRY_VERIFY(tree() && tree()->model()->rowCount() == 100);
        QVERIFY2(label("portalLost").contains(QStringLiteral("the third")), qPrintable(label("portalLost")));
        QTest::keyClicks(m_dialog->findChild<QLineEdit *>(QStringLiteral("portalSearch")),
                         QStringLiteral("account 17"));
        const QModelIndex role = openedRole(0);
        QCOMPARE(role.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(!(role.flags() & Qt::ItemIsEnabled));
        QVERIFY(!button("portalAdd")->isEnabled());
        const QString lost = m_fixture->session->profiles().profile(QStringLiteral("the third"))->id;
        accounts::AccountModel list(m_fixture->session.get());
        QCOMPARE(list.indexOf(lost).data(widgets::WarningRole).toString(), QStringLiteral("No access"));
    }

    // A role is found before its account was opened, once somebody has asked for that.
    void findsRolesInAccountsThatWereNotOpened()
    {
        m_aws->accountCount = 30;
        m_aws->lostAccounts.insert(QStringLiteral("100000000003"));
        open();
        typeCenter();
        QTest::mouseClick(button("signInBrowser"), Qt::LeftButton);
        QTRY_VERIFY(tree());
        QTRY_COMPARE(tree()->model()->rowCount(), 30);
        auto *search = m_dialog->findChild<QLineEdit *>(QStringLiteral("portalSearch"));
        QTest::keyClicks(search, QStringLiteral("Admin"));
        QCOMPARE(tree()->model()->rowCount(), 0);
        QTest::mouseClick(button("portalRoles"), Qt::LeftButton);
        QTRY_COMPARE(tree()->model()->rowCount(), 29); // one is no longer given
        QTRY_VERIFY(!button("portalRoles")->isVisible());
        QVERIFY(!banner()->isVisible());
    }

    // What came before a page that failed stays, and it goes on from there.
    void goesOnAfterAPageThatFailed()
    {
        m_aws->accountCount = 150;
        open();
        typeCenter();
        QTest::mouseClick(button("signInBrowser"), Qt::LeftButton);
        QTRY_VERIFY(tree());
        QTRY_COMPARE(tree()->model()->rowCount(), 150);
        m_aws->lostAccounts.insert(QStringLiteral("100000000000"));
        tree()->model()->fetchMore(tree()->model()->index(0, 0));
        QTRY_VERIFY(banner()->isVisible());
        QCOMPARE(tree()->model()->rowCount(), 150);
    }
};

QTEST_MAIN(TestPortalPage)
#include "tst_portalpage.moc"
