// SPDX-License-Identifier: Apache-2.0
#include "asking/plan.h"
#include "core/awaiting.h"
#include "core/signin/signinbench.h"
#include "history/historypage.h"
#include "signin/questions.h"
#include "ui/windowfixture.h"

#include <QDesktopServices>
#include <QPushButton>
#include <QScopeGuard>
#include <QTest>
#include <QTimer>
#include <QUrl>

using namespace formwork;

// A request that failed for want of somebody who signs in goes on from the history: the same row, with its
// client token and its body.
class TestSignInAndRetry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOnWithTheSameTokenAndBody()
    {
        tests::WindowFixture fixture;
        signin::Machine machine;
        machine.root = fixture.folder.path();
        machine.environment.insert(QStringLiteral("HOME"), QStringLiteral("/h"));
        const signin::SourcesPtr sources = signin::Sources::of(machine, fixture.environment->clock);
        sources->environment = fixture.environment;
        sources->vault = std::make_shared<signin::Vault>(fixture.folder.filePath(QStringLiteral("sessions")),
                                                         fixture.environment->profiles->keychain(),
                                                         fixture.environment->clock);
        fixture.environment->profiles->setSource(std::make_shared<signin::SharedAccounts>(
            machine, fixture.environment->clock, std::make_shared<signin::Providers>(sources)));
        signin::SignIns signIns(sources);
        fixture.session->setSignIns(&signIns);
        addAccount(fixture);

        const client::CallResult failed = fixture.createGroup(QStringLiteral("finance"));
        QCOMPARE(failed.error.value_or(Error()).code, QStringLiteral("SignInNeeded"));
        const auto before = fixture.environment->journal->record(failed.journalId);
        QVERIFY(before && !before->request.clientToken.isEmpty());
        QCOMPARE(fixture.practice->resourceCount(), 0);

        history::HistoryPage page(fixture.session.get());
        page.resize(1000, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.showRow(failed.journalId);
        auto *button = page.findChild<QPushButton *>(QStringLiteral("signInForRequest"));
        QTRY_VERIFY(button->isVisible());
        QDesktopServices::setUrlHandler(QStringLiteral("http"), this, "allow"); // the person's browser
        const auto closed = qScopeGuard([] { QDesktopServices::unsetUrlHandler(QStringLiteral("http")); });
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(fixture.environment->journal->record(failed.journalId)->outcome,
                     journal::Outcome::Succeeded);
        const auto after = fixture.environment->journal->record(failed.journalId);
        QCOMPARE(after->request.clientToken, before->request.clientToken);
        QCOMPARE(after->request.input, before->request.input);
        QCOMPARE(fixture.environment->journal->ids({})->size(), 1);
        QCOMPARE(fixture.practice->resourceCount(), 1);
        QTRY_VERIFY(!button->isVisible()); // there is nothing left to sign in for
        fixture.session->setSignIns(nullptr);
    }

public Q_SLOTS:
    void allow(const QUrl &url)
    {
        QTimer::singleShot(0, qApp, [url] {
            const QByteArray came = bench::visit(QUrl(url.toString() + QStringLiteral("&answer=allow")));
            const qsizetype at = came.toLower().indexOf("location: ") + 10;
            bench::visit(QUrl::fromEncoded(came.sliced(at, came.indexOf("\r\n", at) - at)));
        });
    }

private:
    static void addAccount(tests::WindowFixture &fixture)
    {
        const signin::IdentityCenter center = signin::practiceCenter();
        credentials::Profile profile;
        profile.name = QStringLiteral("rehearsal");
        profile.kind = credentials::ProfileKind::SignedIn;
        profile.region = QStringLiteral("us-east-1");
        profile.colour = QStringLiteral("#2361d6");
        profile.accountId = QStringLiteral("100000000001");
        profile.roleName = QStringLiteral("AdministratorAccess");
        profile.endpointUrl = asking::practiceAddress();
        profile.signIn.startUrl = center.startUrl;
        profile.signIn.session = center.session;
        profile.signIn.region = center.region;
        QVERIFY(tests::await(fixture.session->profiles().save(profile, {})));
        fixture.session->selectProfile(fixture.session->profiles().profile(profile.name)->id);
    }
};

QTEST_MAIN(TestSignInAndRetry)
#include "tst_signinandretry.moc"
