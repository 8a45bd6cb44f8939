// SPDX-License-Identifier: Apache-2.0
#include <QCryptographicHash>
#include <QTest>

#include "core/fulldisk.h"
#include "core/signin/signinbench.h"
#include "signin/authorize.h"

#include <QSignalSpy>
#include <QTimer>

using namespace formwork;
using namespace formwork::signin;
using bench::Place;
using bench::Program;
using tests::await;

namespace
{

const QByteArray kConfig =
    "[profile dev]\nsso_session = main\nsso_account_id = 123456789012\nsso_role_name = Admin\n"
    "region = eu-central-1\n[sso-session main]\nsso_start_url = https://d-1.awsapps.com/start\n"
    "sso_region = us-east-1\n";

// SHA-1 of "main"
QString tokenFile()
{
    return QStringLiteral("/h/.aws/sso/cache/")
        + QString::fromLatin1(QCryptographicHash::hash("main", QCryptographicHash::Sha1).toHex())
        + QStringLiteral(".json");
}

QByteArray cliToken(const Place &place, int left, bool renews = true)
{
    QJsonObject object{
        {QStringLiteral("accessToken"), QStringLiteral("CANARY-OLD")},
        {QStringLiteral("expiresAt"), place.clock->nowUtc().addSecs(left).toString(Qt::ISODate)},
        {QStringLiteral("other"), QStringLiteral("kept")}};
    if (renews) {
        object.insert(QStringLiteral("clientId"), QStringLiteral("cid"));
        object.insert(QStringLiteral("clientSecret"), QStringLiteral("secret"));
        object.insert(QStringLiteral("registrationExpiresAt"), QStringLiteral("2026-03-01T00:00:00Z"));
        object.insert(QStringLiteral("refreshToken"), QStringLiteral("CANARY-REFRESH-0"));
    }
    return QJsonDocument(object).toJson();
}

// Somebody who says yes as soon as the browser opens.
SignInOptions byBrowser(Place &place, QByteArray *page = nullptr)
{
    SignInOptions options;
    options.progress = [&place, page](const SignInProgress &progress) {
        const QUrl back = place.aws.confirm(progress.url);
        QTimer::singleShot(0, [back, page] {
            const QByteArray shown = bench::visit(back);
            if (page)
                *page = shown;
        });
    };
    return options;
}

} // namespace

class TestCenterSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsInWithTheBrowser()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        const Program program(place);
        QSignalSpy told(program.signIns.get(), &SignIns::sessionsChanged);
        QByteArray page;
        const auto state = program.signIn(byBrowser(place, &page));
        QVERIFY2(state, state ? "" : qPrintable(state.error().sentence()));
        QVERIFY(state->isRenewed && !state->isOfCli && state->kind == SessionState::Kind::SignedIn);
        QTRY_VERIFY(page.contains("Formwork goes on"));
        QVERIFY(told.count() > 0);
        const fake::Request registered = place.aws.server.requests.first();
        QCOMPARE(registered.path, QStringLiteral("/client/register"));
        QCOMPARE(registered.member("issuerUrl"), QStringLiteral("https://d-1.awsapps.com/start"));
        QCOMPARE(registered.json().value(QStringLiteral("redirectUris")).toArray().first().toString(),
                 QStringLiteral("http://127.0.0.1/oauth/callback"));
        const auto keys = program.credentials("dev");
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().sentence()));
        QVERIFY(keys->accessKeyId.startsWith(u"ASIASSO"));
        QVERIFY(place.read(tokenFile()).isEmpty()); // nothing of ours in the AWS CLI's folder
    }

    void whatIsKeptIsSealedAndOutlivesTheProgram()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        QVERIFY(Program(place).signIn(byBrowser(place)));
        const QDir folder(place.folder.filePath(QStringLiteral("sessions")));
        QVERIFY(folder.entryList({QStringLiteral("*.sealed")}).size() >= 2);
        for (const QFileInfo &info : folder.entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("CANARY"), qPrintable(info.fileName()));
            QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        }
        const Program later(place);
        const auto state = await(later.signIns->state(later.signIns->centers().first()));
        QVERIFY(state && state->kind == SessionState::Kind::SignedIn);
        QVERIFY(later.credentials("dev"));
        place.clock->advance(100LL * 24 * 3600 * 1000);
        const Program muchLater(place); // sweeps
        QVERIFY(folder.entryList({QStringLiteral("*.sealed")}).isEmpty());
    }

    // A session has no settings of its own.
    void signsInWithTheSettingsOfTheChosenProfile()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"),
                    kConfig + "[profile corp]\nca_bundle = /nowhere/corp.pem\n");
        QProcessEnvironment variables;
        variables.insert(QStringLiteral("AWS_PROFILE"), QStringLiteral("corp"));
        variables.insert(QStringLiteral("AWS_ENDPOINT_URL"), QString()); // AWS's own, over TLS
        const auto state = Program(place, variables).signIn(byBrowser(place));
        QVERIFY(!state);
        QVERIFY2(state.error().sentence().contains(u"/nowhere/corp.pem"),
                 qPrintable(state.error().sentence()));
    }

    void anotherStateIsNoSignInOfOurs()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        const Program program(place);
        QByteArray page;
        SignInOptions options;
        options.cancellation = std::make_shared<transport::Cancellation>();
        options.progress = [&](const SignInProgress &progress) {
            QUrl back = place.aws.confirm(progress.url);
            back.setQuery(back.query().replace(QStringLiteral("state="), QStringLiteral("state=x")));
            QTimer::singleShot(0, [&page, back, cancellation = options.cancellation] {
                page = bench::visit(back);
                cancellation->cancel();
            });
        };
        const auto state = program.signIn(options);
        QVERIFY(!state);
        QCOMPARE(state.error().code, QStringLiteral("Cancelled"));
        QVERIFY(page.contains("not the sign-in that Formwork began"));
        QCOMPARE(place.aws.server.count(QStringLiteral("/token")), 0);
    }

    void aRefusalEndsIt()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        const Program program(place);
        SignInOptions options;
        options.progress = [&](const SignInProgress &progress) {
            QUrl back = place.aws.confirm(progress.url);
            back.setQuery(QUrlQuery(back).toString().replace(QStringLiteral("code="),
                                                             QStringLiteral("error=access_denied&x=")));
            QTimer::singleShot(0, [back] { bench::visit(back); });
        };
        const auto state = program.signIn(options);
        QVERIFY(!state);
        QCOMPARE(state.error().code, QStringLiteral("SignInRefused"));
    }

    void signsInWithADeviceCode()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        const Program program(place);
        place.aws.pending = 1;
        SignInProgress shown;
        SignInOptions options;
        options.way = SignInWay::DeviceCode;
        options.progress = [&](const SignInProgress &progress) { shown = progress; };
        const auto state = program.signIn(options);
        QVERIFY2(state, state ? "" : qPrintable(state.error().sentence()));
        QCOMPARE(shown.userCode, QStringLiteral("ABCD-EFGH"));
        QVERIFY(shown.url.toString().endsWith(u"user_code=ABCD-EFGH"));
        QCOMPARE(shown.until, place.clock->nowUtc().addSecs(600));
        QCOMPARE(place.aws.server.count(QStringLiteral("/token")), 2);
    }

    void aDeviceCodeThatEndsIsASentence_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("code");
        QTest::newRow("refused") << QStringLiteral("access_denied") << QStringLiteral("SignInRefused");
        QTest::newRow("over") << QStringLiteral("expired_token") << QStringLiteral("SignInTimedOut");
        QTest::newRow("Region") << QStringLiteral("invalid_grant") << QStringLiteral("WrongRegion");
    }

    void aDeviceCodeThatEndsIsASentence()
    {
        QFETCH(QString, answer);
        QFETCH(QString, code);
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        const Program program(place);
        place.aws.deviceError = answer;
        SignInOptions options;
        options.way = SignInWay::DeviceCode;
        const auto state = program.signIn(options);
        QVERIFY(!state);
        QCOMPARE(state.error().code, code);
        QVERIFY(!state.error().sentence().contains(u"CANARY"));
    }

    void renewsTheTokenOfTheCliInItsFile()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        place.write(tokenFile(), cliToken(place, 300));
        place.aws.refreshToken = QStringLiteral("CANARY-REFRESH-0");
        const Program program(place);
        QVERIFY(program.credentials("dev"));
        const QJsonObject file = place.json(tokenFile());
        QVERIFY(file.value(QStringLiteral("accessToken")).toString().startsWith(u"CANARY-ACCESS"));
        QCOMPARE(file.value(QStringLiteral("refreshToken")).toString(), place.aws.refreshToken);
        QCOMPARE(file.value(QStringLiteral("other")).toString(), QStringLiteral("kept"));
        QCOMPARE(place.aws.server.count(QStringLiteral("/token")), 1);
    }

    // The service may take the old token once: the new one must not be lost with the file.
    void whatCannotBeWrittenIsNotLost()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        place.write(tokenFile(), cliToken(place, 300));
        place.aws.refreshToken = QStringLiteral("CANARY-REFRESH-0");
        place.aws.tokenLasts = 1200;
        const Program program(place);
        const FullDisk disk;
        QVERIFY(program.credentials("dev"));
        QCOMPARE(place.aws.server.count(QStringLiteral("/token")), 1);
        program.sources->cache->clear();
        program.sources->vault->removeAll(sessionKind(program.signIns->centers().value(0)));
        QVERIFY(program.credentials("dev")); // with the one that was got
        QCOMPARE(place.aws.server.count(QStringLiteral("/token")), 1);
        place.clock->advance(1100 * 1000);
        program.sources->cache->clear();
        program.sources->vault->removeAll(sessionKind(program.signIns->centers().value(0)));
        const auto later = program.credentials("dev");
        QVERIFY2(later, later ? "" : qPrintable(later.error().sentence()));
        QCOMPARE(place.aws.server.count(QStringLiteral("/token")), 2);
    }

    void twoProgramsRenewOnce()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        place.write(tokenFile(), cliToken(place, -10));
        place.aws.refreshToken = QStringLiteral("CANARY-REFRESH-0");
        const Program first(place);
        const Program second(place);
        auto one = first.environment->profiles->credentials(QStringLiteral("aws:dev"));
        auto two = second.environment->profiles->credentials(QStringLiteral("aws:dev"));
        QVERIFY(await(std::move(one)));
        QVERIFY(await(std::move(two)));
        QCOMPARE(place.aws.server.count(QStringLiteral("/token")), 1);
    }

    void whatLastsYetIsKeptWhereRenewingFails()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        place.write(tokenFile(), cliToken(place, 300));
        place.aws.accessTokens.insert(QStringLiteral("CANARY-OLD"));
        const Program program(place); // its refresh token is not the one that is good
        QVERIFY(program.credentials("dev"));
        QCOMPARE(place.read(tokenFile()), cliToken(place, 300));
        place.clock->advance(301 * 1000);
        const Program later(place);
        place.aws.accessTokens.clear();
        const auto over = await(later.signIns->accounts(later.signIns->centers().first(), {}));
        QVERIFY(!over);
        QCOMPARE(over.error().code, QStringLiteral("SignInNeeded"));
    }

    void a401BeatsWhatTheFileSays()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        place.write(tokenFile(), cliToken(place, 8 * 3600, false));
        const Program program(place);
        const auto keys = program.credentials("dev");
        QVERIFY(!keys);
        QCOMPARE(keys.error().code, QStringLiteral("SignInNeeded"));
        QVERIFY2(keys.error().message.contains(u"whatever its file says"), qPrintable(keys.error().message));
        const auto state = await(program.signIns->state(program.signIns->centers().first()));
        QVERIFY(state && state->kind == SessionState::Kind::Over);
    }

    void a401IsTriedAgainWithANewToken()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        place.write(tokenFile(), cliToken(place, 8 * 3600));
        place.aws.refreshToken = QStringLiteral("CANARY-REFRESH-0");
        QVERIFY(Program(place).credentials("dev"));
    }

    void listsAccountsByPagesAndWaitsWhereItIsTooFast()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        place.write(tokenFile(), cliToken(place, 8 * 3600));
        place.aws.accessTokens.insert(QStringLiteral("CANARY-OLD"));
        place.aws.accountCount = 250;
        place.aws.throttled = 1;
        const Program program(place);
        const IdentityCenter center = program.signIns->centers().first();
        QString next;
        QStringList ids;
        int pages = 0;
        do {
            const auto page = await(program.signIns->accounts(center, next));
            QVERIFY2(page, page ? "" : qPrintable(page.error().sentence()));
            for (const PortalAccount &account : page->items)
                ids.append(account.id);
            next = page->next;
            ++pages;
        } while (!next.isEmpty());
        QCOMPARE(pages, 3);
        QCOMPARE(ids.size(), 250);
        const auto roles = await(program.signIns->roles(center, ids.first(), {}));
        QVERIFY(roles);
        QCOMPARE(roles->items, QStringList{QStringLiteral("Admin")});
        place.aws.lostAccounts.insert(ids.first());
        const auto lost = await(program.signIns->roles(center, ids.first(), {}));
        QVERIFY(!lost);
        QCOMPARE(lost.error().code, QStringLiteral("AccessLost"));
    }

    void signsOutOfItsOwnAndLeavesTheClis()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        const Program program(place);
        QVERIFY(program.signIn(byBrowser(place)));
        QVERIFY(program.credentials("dev"));
        place.write(tokenFile(), cliToken(place, -10, false));
        const IdentityCenter center = program.signIns->centers().first();
        QVERIFY(await(program.signIns->signOut(center)));
        QCOMPARE(place.aws.server.count(QStringLiteral("/logout")), 1);
        QCOMPARE(place.read(tokenFile()), cliToken(place, -10, false));
        const auto keys = program.credentials("dev");
        QVERIFY(!keys);
        QCOMPARE(keys.error().code, QStringLiteral("SignInNeeded"));
    }

    void anAccountOfFormworkSignsInToo()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        const Program program(place);
        QVERIFY(program.signIn(byBrowser(place)));
        credentials::Profile picked;
        picked.name = QStringLiteral("Picked");
        picked.kind = credentials::ProfileKind::SignedIn;
        picked.accountId = QStringLiteral("123456789012");
        picked.roleName = QStringLiteral("Admin");
        picked.signIn = {
            QStringLiteral("https://d-1.awsapps.com/start"), QStringLiteral("us-east-1"), {}, false, {}};
        QVERIFY(await(program.environment->profiles->save(picked, {})));
        const Program later(place);
        QVERIFY(later.environment->profiles->load());
        const auto kept = later.environment->profiles->profile(QStringLiteral("Picked"));
        QVERIFY(kept);
        QCOMPARE(kept->signIn, picked.signIn);
        picked.id = kept->id;
        picked.endpointUrl = place.aws.url();
        QVERIFY(await(later.environment->profiles->save(picked, {})));
        const auto keys = await(later.environment->profiles->credentials(kept->id));
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().sentence()));
        QCOMPARE(keys->accountId, QStringLiteral("123456789012"));
    }

    void noticesThatTheCliSignsIn()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        place.write(QStringLiteral("/h/.aws/sso/cache/x.json"), "{}");
        const Program program(place);
        QSignalSpy told(program.signIns.get(), &SignIns::sessionsChanged);
        place.write(tokenFile(), cliToken(place, 3600));
        QTRY_VERIFY(told.count() > 0);
    }
};

QTEST_GUILESS_MAIN(TestCenterSignIn)
#include "tst_centersignin.moc"
