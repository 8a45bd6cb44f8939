// SPDX-License-Identifier: Apache-2.0
#include "accounts/accountmodel.h"
#include "accounts/portalmodel.h"
#include "accounts/sharedprofilepanel.h"
#include "accounts/signindialog.h"
#include "accounts/signingin.h"
#include "accounts/signinwaitpage.h"
#include "core/signin/signinbench.h"
#include "ui/windowfixture.h"
#include "widgets/banner.h"
#include "widgets/copybutton.h"
#include "widgets/entrydelegate.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace formwork;

// A window, and the browser, the Identity Center and the console that it signs in with.
class TestSignInDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WindowFixture>();
        m_aws = std::make_unique<fake::SignIn>(m_fixture->environment->clock);
        signin::Machine machine;
        machine.root = m_fixture->folder.path();
        machine.environment.insert(QStringLiteral("HOME"), QStringLiteral("/h"));
        machine.environment.insert(QStringLiteral("AWS_ENDPOINT_URL"), m_aws->url());
        const signin::SourcesPtr sources = signin::Sources::of(machine, m_fixture->environment->clock);
        sources->environment = m_fixture->environment;
        sources->vault = std::make_shared<signin::Vault>(
            m_fixture->folder.filePath(QStringLiteral("sessions")),
            m_fixture->environment->profiles->keychain(), m_fixture->environment->clock);
        m_fixture->environment->profiles->setSource(std::make_shared<signin::SharedAccounts>(
            machine, m_fixture->environment->clock, std::make_shared<signin::Providers>(sources)));
        m_signIns = std::make_unique<signin::SignIns>(sources);
        m_fixture->session->setSignIns(m_signIns.get());
    }

    void cleanup()
    {
        m_dialog.reset();
        m_fixture->session->setSignIns(nullptr);
        m_signIns.reset();
        m_fixture.reset();
        m_aws.reset();
    }

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

    void showsACodeToConfirmAnywhere()
    {
        m_aws->pending = 1000;
        open();
        typeCenter();
        QTest::mouseClick(button("signInElsewhere"), Qt::LeftButton);
        QTRY_COMPARE(label("signInCode"), QStringLiteral("ABCD-EFGH"));
        QVERIFY2(label("signInLeft").contains(QStringLiteral("9:")) || label("signInLeft").contains(u"10:"),
                 qPrintable(label("signInLeft")));
        auto *copy = m_dialog->findChild<widgets::CopyButton *>(QStringLiteral("copySignInCode"));
        QVERIFY(copy->isVisible());
        QTest::mouseClick(copy, Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("ABCD-EFGH"));
        QVERIFY(codeFont() > m_dialog->font().pointSizeF() * 2);
        m_aws->pending = 0;
        QTRY_VERIFY_WITH_TIMEOUT(tree(), 15'000);
    }

    void canBeCancelled()
    {
        m_aws->pending = 1000;
        open();
        typeCenter();
        QTest::mouseClick(button("signInElsewhere"), Qt::LeftButton);
        QTRY_COMPARE(label("signInCode"), QStringLiteral("ABCD-EFGH"));
        QTest::mouseClick(button("cancelSignIn"), Qt::LeftButton);
        QTRY_VERIFY(button("signInBrowser")->isVisible());
        QVERIFY(!banner()->isVisible()); // nothing went wrong
        QVERIFY(m_aws->accessTokens.isEmpty());
    }

    void namesWhatIsMissing_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("said");
        QTest::newRow("nothing") << QString() << QStringLiteral("missing");
        QTest::newRow("no URL") << QStringLiteral("acme") << QStringLiteral("acme");
        QTest::newRow("in clear") << QStringLiteral("http://a.awsapps.com/start")
                                  << QStringLiteral("http://a");
    }

    void namesWhatIsMissing()
    {
        QFETCH(const QString, url);
        QFETCH(const QString, said);
        open();
        auto *field = m_dialog->findChild<QLineEdit *>(QStringLiteral("signInUrl"));
        field->setText(url);
        QTest::mouseClick(button("signInBrowser"), Qt::LeftButton);
        QVERIFY(banner()->isVisible());
        QVERIFY2(banner()->text().contains(said), qPrintable(banner()->text()));
        QVERIFY(field->isVisible()); // the way on is here
        QVERIFY(m_aws->server.requests.isEmpty());
    }

    void sayWhyItWasRefused()
    {
        m_aws->deviceError = QStringLiteral("access_denied");
        open();
        typeCenter();
        QTest::mouseClick(button("signInElsewhere"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(banner()->isVisible(), 15'000);
        QVERIFY(button("signInBrowser")->isVisible());
        QVERIFY(m_dialog->findChild<QLineEdit *>(QStringLiteral("signInUrl"))->text().startsWith(kStartUrl));
    }

    void signsInToTheConsoleFromAnotherComputer()
    {
        open();
        auto *where = m_dialog->findChild<QComboBox *>(QStringLiteral("signInPlace"));
        where->setCurrentIndex(where->findText(QStringLiteral("console"), Qt::MatchContains));
        QVERIFY(!m_dialog->findChild<QLineEdit *>(QStringLiteral("signInUrl"))->isEnabled());
        QTest::mouseClick(button("signInElsewhere"), Qt::LeftButton);
        auto *paste = m_dialog->findChild<QLineEdit *>(QStringLiteral("signInPaste"));
        QTRY_VERIFY(paste->isVisible());
        const QUrl address(label("signInAddress"));
        QSignalSpy added(m_dialog.get(), &accounts::SignInDialog::accountsAdded);
        paste->setText(m_aws->confirmElsewhere(address));
        QTest::keyClick(paste, Qt::Key_Return);
        QTRY_COMPARE(added.size(), 1);
        const auto profile = m_fixture->session->profiles().profile(QStringLiteral("me"));
        QVERIFY(profile);
        QCOMPARE(profile->accountId, QStringLiteral("123456789012"));
        QCOMPARE(profile->signIn.consoleIdentity, QStringLiteral("arn:aws:iam::123456789012:user/me"));
    }

    void signsOut()
    {
        open();
        typeCenter();
        QTest::mouseClick(button("signInBrowser"), Qt::LeftButton);
        QTRY_VERIFY(tree());
        QTRY_COMPARE(tree()->model()->rowCount(), 3);
        const QModelIndex role = openedRole(0);
        tree()->model()->setData(role, Qt::Checked, Qt::CheckStateRole);
        QTest::mouseClick(button("portalAdd"), Qt::LeftButton);
        QTRY_VERIFY(!m_dialog->isVisible());
        open();
        QTRY_VERIFY(button("signOut")->isVisible());
        QTest::mouseClick(button("signOut"), Qt::LeftButton);
        QTRY_VERIFY(!button("signOut")->isVisible());
        QTRY_VERIFY(m_aws->accessTokens.isEmpty());
    }

    void tellsWhichFailuresSigningInHelps()
    {
        credentials::Profile profile;
        profile.kind = credentials::ProfileKind::SignedIn;
        profile.signIn.startUrl = kStartUrl;
        const session::Session &session = *m_fixture->session;
        QVERIFY(accounts::wantsSignIn(session, profile, QStringLiteral("SignInNeeded")));
        QVERIFY(accounts::wantsSignIn(session, profile, QStringLiteral("ExpiredTokenException")));
        QVERIFY(!accounts::wantsSignIn(session, profile, QStringLiteral("AccessDenied")));
        QVERIFY(!accounts::wantsSignIn(session, {}, QStringLiteral("ExpiredToken"))); // keys of its own
        profile = {};
        profile.mfaSerial = QStringLiteral("arn:aws:iam::123456789012:mfa/me");
        QVERIFY(accounts::wantsSignIn(session, profile, QStringLiteral("MfaNeeded")));
    }

    void goesOnOnceSignedIn()
    {
        credentials::Profile profile;
        profile.id = QStringLiteral("x");
        profile.kind = credentials::ProfileKind::SignedIn;
        profile.signIn.startUrl = kStartUrl;
        profile.signIn.region = QStringLiteral("eu-west-1");
        QWidget window;
        window.show();
        int wentOn = 0;
        accounts::signInThen(m_fixture->session.get(), profile, &window, [&wentOn] { ++wentOn; });
        auto *dialog = window.findChild<accounts::SignInDialog *>();
        QVERIFY(dialog);
        setBrowser(*dialog);
        QTRY_COMPARE(wentOn, 1);
        QTRY_VERIFY(!dialog || !dialog->isVisible());
        profile.signIn = {};
        accounts::signInThen(m_fixture->session.get(), profile, &window, [&wentOn] { ++wentOn; });
        QCOMPARE(wentOn, 2); // only a code is wanted, and asked for on the way
    }

private:
    // A browser where somebody says yes.
    void setBrowser(const accounts::SignInDialog &dialog) const
    {
        dialog.findChild<accounts::SignInWaitPage *>()->setOpener([this](const QUrl &url) {
            if (url.path().contains(QStringLiteral("authorize")))
                QTimer::singleShot(0, qApp, [this, url] { bench::visit(m_aws->confirm(url)); });
            return true;
        });
    }

    void open()
    {
        m_dialog = std::make_unique<accounts::SignInDialog>(m_fixture->session.get());
        setBrowser(*m_dialog);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }

    void typeCenter() const
    {
        m_dialog->findChild<QLineEdit *>(QStringLiteral("signInUrl"))
            ->setText(kStartUrl + QStringLiteral("#/"));
        m_dialog->findChild<QComboBox *>(QStringLiteral("signInRegion"))
            ->setCurrentText(QStringLiteral("eu-west-1"));
    }

    // The first role of the account in a row, fetched.
    [[nodiscard]] QModelIndex openedRole(int row) const
    {
        const QModelIndex account = tree()->model()->index(row, 0);
        tree()->expand(account);
        if (!QTest::qWaitFor([&] { return tree()->model()->rowCount(account) > 0; }))
            qFatal("no role came");
        return tree()->model()->index(0, 0, account);
    }

    [[nodiscard]] QTreeView *tree() const
    {
        return m_dialog->findChild<QTreeView *>(QStringLiteral("portalTree"));
    }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return m_dialog->findChild<QPushButton *>(QLatin1StringView(name));
    }
    [[nodiscard]] QString label(const char *name) const
    {
        return m_dialog->findChild<QLabel *>(QLatin1StringView(name))->text();
    }
    [[nodiscard]] widgets::Banner *banner() const
    {
        return m_dialog->findChild<widgets::Banner *>(QStringLiteral("signInBanner"));
    }
    [[nodiscard]] double codeFont() const
    {
        return m_dialog->findChild<QLabel *>(QStringLiteral("signInCode"))->font().pointSizeF();
    }

    const QString kStartUrl = QStringLiteral("https://acme.awsapps.com/start");
    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::unique_ptr<fake::SignIn> m_aws;
    std::unique_ptr<signin::SignIns> m_signIns;
    std::unique_ptr<accounts::SignInDialog> m_dialog;
};

QTEST_MAIN(TestSignInDialog)
#include "tst_signindialog.moc"
