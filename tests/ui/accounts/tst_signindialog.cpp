// SPDX-License-Identifier: Apache-2.0
#include "accounts/signingin.h"
#include "signinwindow.h"
#include "widgets/copybutton.h"
#include "widgets/qrcode.h"

#include <QClipboard>
#include <QSignalSpy>

using namespace formwork;

// Every way of signing in, and out, from the window.
class TestSignInDialog : public QObject, private tests::SignInWindow
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

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
        // The telephone opens what already has the code in it; whoever reads types it.
        const auto *picture = m_dialog->findChild<widgets::QrCode *>(QStringLiteral("signInPicture"));
        QVERIFY(picture->isVisible());
        QVERIFY2(picture->text().endsWith(QStringLiteral("ABCD-EFGH")), qPrintable(picture->text()));
        QTRY_VERIFY(picture->width() > 80 && picture->size() == picture->sizeHint());
        QVERIFY(!picture->accessibleName().isEmpty());
        QVERIFY(!m_dialog->rect().isEmpty() && m_dialog->width() <= 1280 && m_dialog->height() <= 800);
        m_aws->pending = 0;
        QTRY_VERIFY_WITH_TIMEOUT(tree(), 15'000);
    }

    // The address of the browser's way is hundreds of letters long: it makes no window wider than a screen,
    // and what one is told of the code stays where no browser opens.
    void fitsASmallScreenWhereNoBrowserOpens()
    {
        open();
        m_dialog->findChild<accounts::SignInWaitPage *>()->setOpener([](const QUrl &) { return false; });
        m_dialog->resize(600, 420);
        typeCenter();
        QTest::mouseClick(button("signInBrowser"), Qt::LeftButton);
        auto *address = m_dialog->findChild<QLineEdit *>(QStringLiteral("signInAddress"));
        QTRY_VERIFY(address->text().size() > 200);
        QVERIFY2(label("signInText").contains(QStringLiteral("No browser")), qPrintable(label("signInText")));
        QCOMPARE(address->cursorPosition(), 0);
        QVERIFY2(m_dialog->minimumSizeHint().width() <= 600,
                 qPrintable(QString::number(m_dialog->minimumSizeHint().width())));
        m_aws->pending = 1000;
        QTest::mouseClick(button("useCode"), Qt::LeftButton);
        QTRY_COMPARE(label("signInCode"), QStringLiteral("ABCD-EFGH"));
        QVERIFY2(label("signInText").contains(QStringLiteral("No browser"))
                     && label("signInText").contains(QStringLiteral("somebody else gave you")),
                 qPrintable(label("signInText")));
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
        const QUrl address(m_dialog->findChild<QLineEdit *>(QStringLiteral("signInAddress"))->text());
        QSignalSpy added(m_dialog.get(), &accounts::SignInDialog::accountsAdded);
        paste->setText(m_aws->confirmElsewhere(address));
        QTest::keyClick(paste, Qt::Key_Return);
        QTRY_COMPARE(added.size(), 1);
        const auto profile = m_fixture->session->profiles().profile(QStringLiteral("me"));
        QVERIFY(profile);
        QCOMPARE(profile->accountId, QStringLiteral("123456789012"));
        QCOMPARE(profile->signIn.consoleIdentity, QStringLiteral("arn:aws:iam::123456789012:user/me"));
    }

    // The whole of `aws login` against the practice account: its page, its token, an account that works.
    void rehearsesTheConsole()
    {
        m_sources->machine.environment.remove(QStringLiteral("AWS_ENDPOINT_URL"));
        open();
        m_dialog->findChild<accounts::SignInWaitPage *>()->setOpener([](const QUrl &url) {
            QTimer::singleShot(0, qApp, [url] {
                const QByteArray came = bench::visit(QUrl(url.toString() + QStringLiteral("&answer=allow")));
                const qsizetype at = came.toLower().indexOf("location: ") + 10;
                bench::visit(QUrl::fromEncoded(came.sliced(at, came.indexOf("\r\n", at) - at)));
            });
            return true;
        });
        auto *where = m_dialog->findChild<QComboBox *>(QStringLiteral("signInPlace"));
        where->setCurrentIndex(where->findText(QStringLiteral("Practice console"), Qt::MatchContains));
        QSignalSpy added(m_dialog.get(), &accounts::SignInDialog::accountsAdded);
        QTest::mouseClick(button("signInBrowser"), Qt::LeftButton);
        QTRY_COMPARE(added.size(), 1);
        m_fixture->session->selectProfile(added.first().first().toString());
        QVERIFY(m_fixture->session->profile().name.startsWith(QStringLiteral("practice ")));
        const client::CallResult made = m_fixture->createGroup(QStringLiteral("finance"));
        QVERIFY2(!made.error, made.error ? qPrintable(made.error->sentence()) : "");
        QCOMPARE(m_fixture->practice->resourceCount(), 1);
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
};

QTEST_MAIN(TestSignInDialog)
#include "tst_signindialog.moc"
