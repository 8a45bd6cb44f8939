// SPDX-License-Identifier: Apache-2.0
#include "asking/identity.h"
#include "asking/plan.h"
#include "practice/rehearsal.h"
#include "practice/signin.h"
#include "rehearsal.h"
#include "signin/questions.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace formwork;

namespace
{

const QString kPython = QStringLiteral("/usr/bin/python3");
const QString kBotocore = QStringLiteral("/usr/lib/python3/dist-packages/botocore");

} // namespace

// A person rehearses signing in: the practice account plays the Identity Center and STS.
class TestPracticeSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_place = std::make_unique<Rehearsal>();
        m_account = &m_place->account;
        m_environment = m_place->environment;
        m_signIns = m_place->signIns.get();
    }

    void signsInWithTheBrowserAndListsEverything()
    {
        QVERIFY(signIn("allow", signin::SignInWay::Browser));
        QStringList ids;
        QString next;
        int pages = 0;
        do {
            const auto page = tests::await(m_signIns->accounts(signin::practiceCenter(), next));
            QVERIFY2(page, page ? "" : qPrintable(page.error().sentence()));
            for (const signin::PortalAccount &account : page->items)
                ids.append(account.id);
            next = page->next;
            ++pages;
        } while (!next.isEmpty());
        QCOMPARE(pages, 2);
        QCOMPARE(ids.size(), practice::SignIn::kAccounts);
        const auto roles = tests::await(m_signIns->roles(signin::practiceCenter(), ids.first(), {}));
        QVERIFY(roles && roles->items.contains(QStringLiteral("AdministratorAccess")));
        const auto lost = tests::await(m_signIns->roles(signin::practiceCenter(), ids.last(), {}));
        QVERIFY(!lost);
        QCOMPARE(lost.error().code, QStringLiteral("AccessLost"));
    }

    // The keys of a role are its account's, and good for requests until they end.
    void givesKeysOfARole()
    {
        QVERIFY(signIn("allow", signin::SignInWay::Browser));
        const auto keys = keysOfRole(QStringLiteral("AdministratorAccess"));
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().sentence()));
        QVERIFY(keys->expiresAt > m_environment->clock->nowUtc());
        asking::Target target;
        target.profile = m_environment->profiles->profile(QStringLiteral("rehearsal")).value();
        target.region = QStringLiteral("us-east-1");
        const auto identity = tests::await(asking::identify(m_environment, target, *keys));
        QVERIFY2(identity, identity ? "" : qPrintable(identity.error().sentence()));
        QCOMPARE(identity->accountId, QStringLiteral("100000000001"));
        QVERIFY(identity->arn.contains(QStringLiteral("AdministratorAccess")));
        const auto operation = m_account->operation("ds-data", "CreateGroup");
        Loopback::Sent sent;
        sent.keys = signing::Keys{keys->accessKeyId.toLatin1(), keys->secretAccessKey.toLatin1(),
                                  keys->sessionToken.toLatin1()};
        const QCborMap group =
            input("{'DirectoryId':'d-926703a1b2','SAMAccountName':'a','ClientToken':'t-1'}");
        QCOMPARE(m_account->codeOf(*operation, group, sent), QString());
        m_account->restart(); // and in the next run
        QCOMPARE(m_account->codeOf(*operation, group, sent), QString());
        m_account->clock().advance(qint64{3600} * 1000 + 1000);
        QCOMPARE(m_account->codeOf(*operation, group, sent), QStringLiteral("ExpiredTokenException"));
        sent.keys->secretAccessKey.replace(0, 1, "!");
        QVERIFY(m_account->codeOf(*operation, group, sent) != QStringLiteral("ExpiredTokenException"));
    }

    void canBeRefused_data()
    {
        QTest::addColumn<signin::SignInWay>("way");
        QTest::newRow("browser") << signin::SignInWay::Browser;
        QTest::newRow("code") << signin::SignInWay::DeviceCode;
    }

    void canBeRefused()
    {
        QFETCH(const signin::SignInWay, way);
        QVERIFY(!signIn("refuse", way));
        QCOMPARE(m_refusal.code, QStringLiteral("SignInRefused"));
    }

    void confirmsACode() { QVERIFY(signIn("allow", signin::SignInWay::DeviceCode)); }

    void aSignOutIsForGood()
    {
        QVERIFY(signIn("allow", signin::SignInWay::Browser));
        QVERIFY(tests::await(m_signIns->signOut(signin::practiceCenter())));
        const auto page = tests::await(m_signIns->accounts(signin::practiceCenter(), {}));
        QVERIFY(!page);
        QCOMPARE(page.error().code, QStringLiteral("SignInNeeded"));
    }

    // Pages of others learn nothing and start nothing.
    void theAddressOfThePageIsChecked()
    {
        const QUrl url(
            m_account->server().url()
            + QStringLiteral("/authorize?redirect_uri=https://evil.example/&code_challenge=x&answer="
                             "allow"));
        const QByteArray page = bench::visit(url);
        QVERIFY2(page.startsWith("HTTP/1.1 200") && !page.toLower().contains("location:"), page.constData());
    }

    void botocoreAssumesARoleWithAnMfaCode()
    {
        if (!QFile::exists(kPython) || !QFile::exists(kBotocore))
            QSKIP("botocore is not installed (Debian package python3-botocore).");
        const QString serial = practice::SignIn::mfaSerial();
        const QString code = practice::SignIn::mfaCode(m_account->clock().nowUtc());
        const QJsonObject role{
            {QStringLiteral("RoleArn"), QStringLiteral("arn:aws:iam::111122223333:role/Ops")},
            {QStringLiteral("RoleSessionName"), QStringLiteral("me")},
            {QStringLiteral("SerialNumber"), serial},
            {QStringLiteral("TokenCode"), code}};
        const QJsonObject answer = botocore("sts", "assume_role", role);
        const QJsonObject keys = answer[u"Credentials"].toObject();
        QVERIFY2(keys[u"AccessKeyId"].toString().startsWith(u"ASIA"), m_said.constData());
        QCOMPARE(answer[u"AssumedRoleUser"][u"Arn"].toString(),
                 QStringLiteral("arn:aws:sts::111122223333:assumed-role/Ops/me"));
        const QJsonObject again = botocore("sts", "assume_role", role); // each code once
        QVERIFY2(again[u"Error"][u"Message"].toString().contains(u"invalid MFA"), m_said.constData());
        const QJsonObject who = botocore("sts", "get_caller_identity", {}, keys);
        QCOMPARE(who[u"Account"].toString(), QStringLiteral("111122223333"));
        const QJsonObject session = botocore("sts", "get_session_token", {});
        QVERIFY2(session[u"Credentials"][u"SessionToken"].isString(), m_said.constData());
        const QJsonObject nested = botocore("sts", "get_session_token", {}, keys);
        QCOMPARE(nested[u"Error"][u"Code"].toString(), QStringLiteral("AccessDenied"));
    }

    void aSessionHeldToReadingWritesNothing()
    {
        if (!QFile::exists(kPython) || !QFile::exists(kBotocore))
            QSKIP("botocore is not installed (Debian package python3-botocore).");
        const QJsonArray policies{
            QJsonObject{{QStringLiteral("arn"), QStringLiteral("arn:aws:iam::aws:policy/ReadOnlyAccess")}}};
        QJsonObject role{{QStringLiteral("RoleArn"), QStringLiteral("arn:aws:iam::111122223333:role/Ops")},
                         {QStringLiteral("RoleSessionName"), QStringLiteral("me")},
                         {QStringLiteral("PolicyArns"), policies}};
        const QJsonObject keys = botocore("sts", "assume_role", role)[u"Credentials"].toObject();
        QVERIFY2(keys[u"AccessKeyId"].toString().startsWith(u"ASIA"), m_said.constData());
        const QJsonObject wanted{
            {QStringLiteral("environmentName"), QStringLiteral("one")},
            {QStringLiteral("managementAccountId"), QStringLiteral("111122223333")},
            {QStringLiteral("roleArn"), QStringLiteral("arn:aws:iam::111122223333:role/Ops")}};
        botocore("proton", "create_environment_account_connection", wanted, keys);
        QVERIFY2(m_said.contains("AccessDenied"), m_said.constData());
        QVERIFY2(
            m_said.contains("no session policy allows the proton:CreateEnvironmentAccountConnection action"),
            m_said.constData());
        const QJsonObject listed =
            botocore("proton", "list_environment_account_connections",
                     {{QStringLiteral("requestedBy"), QStringLiteral("MANAGEMENT_ACCOUNT")}}, keys);
        QVERIFY2(!listed.contains(u"Error"), m_said.constData());
        role.remove(QStringLiteral("PolicyArns"));
        QCOMPARE(botocore("sts", "assume_role", role, keys)[u"Error"][u"Code"].toString(),
                 QStringLiteral("AccessDenied"));
    }

    void botocoreSignsInWithACode()
    {
        if (!QFile::exists(kPython) || !QFile::exists(kBotocore))
            QSKIP("botocore is not installed (Debian package python3-botocore).");
        const QJsonObject client = botocore("sso-oidc", "register_client",
                                            {{QStringLiteral("clientName"), QStringLiteral("test")},
                                             {QStringLiteral("clientType"), QStringLiteral("public")}});
        const QJsonObject device =
            botocore("sso-oidc", "start_device_authorization",
                     {{QStringLiteral("clientId"), client[u"clientId"]},
                      {QStringLiteral("clientSecret"), client[u"clientSecret"]},
                      {QStringLiteral("startUrl"), QStringLiteral("https://practice.localhost/start")}});
        const QJsonObject ask{
            {QStringLiteral("clientId"), client[u"clientId"]},
            {QStringLiteral("clientSecret"), client[u"clientSecret"]},
            {QStringLiteral("grantType"), QStringLiteral("urn:ietf:params:oauth:grant-type:device_code")},
            {QStringLiteral("deviceCode"), device[u"deviceCode"]}};
        QCOMPARE(botocore("sso-oidc", "create_token", ask)[u"Error"][u"Code"].toString(),
                 QStringLiteral("AuthorizationPendingException"));
        follow(QUrl(device[u"verificationUriComplete"].toString()), "allow");
        const QJsonObject token = botocore("sso-oidc", "create_token", ask);
        QVERIFY2(token[u"accessToken"].isString(), m_said.constData());
        const QJsonObject list =
            botocore("sso", "list_accounts", {{QStringLiteral("accessToken"), token[u"accessToken"]}});
        QCOMPARE(list[u"accountList"].toArray().size(), 100);
        const QJsonObject given = botocore("sso", "get_role_credentials",
                                           {{QStringLiteral("accessToken"), token[u"accessToken"]},
                                            {QStringLiteral("accountId"), QStringLiteral("100000000001")},
                                            {QStringLiteral("roleName"), QStringLiteral("ReadOnlyAccess")}});
        QVERIFY2(given[u"roleCredentials"][u"sessionToken"].isString(), m_said.constData());
    }

    void sessionsEndAndRolesAreTakenAsItIsTold()
    {
        QVERIFY(signIn("allow", signin::SignInWay::Browser));
        practice::Rehearsal &rehearsal = practice::rehearsalOf(m_account->server());
        rehearsal.session = std::chrono::minutes(3);
        const QDateTime now = m_environment->clock->nowUtc();
        const auto keys = keysOfRole(QStringLiteral("AdministratorAccess"));
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().sentence()));
        QVERIFY(now.secsTo(keys->expiresAt) <= 181);
        rehearsal.takesRoles = true;
        m_environment->profiles->forget(keys->accessKeyId);
        const auto lost = keysOfRole(QStringLiteral("AdministratorAccess"));
        QVERIFY(!lost);
        QCOMPARE(lost.error().code, QStringLiteral("AccessLost"));
        const auto roles =
            tests::await(m_signIns->roles(signin::practiceCenter(), QStringLiteral("100000000001"), {}));
        QVERIFY(roles);
        QCOMPARE(roles->items, QStringList{QStringLiteral("ReadOnlyAccess")});
    }

    void throttlesAsItIsTold()
    {
        QVERIFY(signIn("allow", signin::SignInWay::Browser));
        practice::Fault fault;
        fault.kind = practice::Fault::Kind::Throttle;
        m_account->server().setFault(fault);
        QVERIFY(tests::await(m_signIns->accounts(signin::practiceCenter(), {}))); // asked once more
        QCOMPARE(m_account->server().fault().kind, practice::Fault::Kind::None);
    }

private:
    bool signIn(const char *answer, signin::SignInWay way)
    {
        signin::SignInOptions options;
        options.way = way;
        options.progress = [answer = QByteArray(answer), way](const signin::SignInProgress &progress) {
            QTimer::singleShot(0, qApp, [answer, way, url = progress.url] {
                const QByteArray came = follow(url, answer.constData());
                if (way == signin::SignInWay::Browser)
                    bench::visit(locationIn(came));
            });
        };
        const auto state = tests::await(m_signIns->signIn(signin::practiceCenter(), options));
        m_refusal = state ? Error() : state.error();
        return state.has_value();
    }

    [[nodiscard]] Result<credentials::Credentials> keysOfRole(const QString &role) const
    {
        credentials::Profile profile;
        profile.name = QStringLiteral("rehearsal");
        profile.kind = credentials::ProfileKind::SignedIn;
        profile.region = QStringLiteral("us-east-1");
        profile.colour = QStringLiteral("#2361d6");
        profile.accountId = QStringLiteral("100000000001");
        profile.roleName = role;
        profile.endpointUrl = asking::practiceAddress();
        profile.signIn.startUrl = signin::practiceCenter().startUrl;
        profile.signIn.session = signin::practiceCenter().session;
        profile.signIn.region = signin::practiceCenter().region;
        if (const auto known = m_environment->profiles->profile(profile.name))
            profile.id = known->id;
        const Result<void> saved = tests::await(m_environment->profiles->save(profile, {}));
        if (!saved)
            return std::unexpected(saved.error());
        const auto stored = m_environment->profiles->profile(profile.name);
        return tests::await(m_environment->profiles->credentials(stored->id));
    }

    // In a process of its own; without keys it uses those of the practice account.
    QJsonObject botocore(const char *service, const char *method, const QJsonObject &parameters,
                         const QJsonObject &keys = {})
    {
        const signing::Keys own = m_account->server().keys();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const bool isOwn = keys.isEmpty();
        environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"),
                           isOwn ? QString::fromLatin1(own.accessKeyId) : keys[u"AccessKeyId"].toString());
        environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"),
                           isOwn ? QString::fromLatin1(own.secretAccessKey)
                                 : keys[u"SecretAccessKey"].toString());
        environment.remove(QStringLiteral("AWS_SESSION_TOKEN"));
        if (!isOwn)
            environment.insert(QStringLiteral("AWS_SESSION_TOKEN"), keys[u"SessionToken"].toString());
        environment.insert(QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("us-east-1"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(kPython,
                      {QStringLiteral(TEST_DATA_DIR) + QStringLiteral("/botocore_call.py"),
                       m_account->server().url(), QLatin1String(service), QLatin1String(method),
                       QString::fromUtf8(QJsonDocument(parameters).toJson(QJsonDocument::Compact))});
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000))
            process.kill();
        m_said = process.readAllStandardOutput() + process.readAllStandardError();
        return QJsonDocument::fromJson(m_said.left(m_said.indexOf('\n'))).object();
    }

    std::unique_ptr<Rehearsal> m_place;
    Loopback *m_account = nullptr; // these three are its own
    std::shared_ptr<asking::Environment> m_environment;
    signin::SignIns *m_signIns = nullptr;
    Error m_refusal;
    QByteArray m_said;
};

QTEST_GUILESS_MAIN(TestPracticeSignIn)
#include "tst_practicesignin.moc"
