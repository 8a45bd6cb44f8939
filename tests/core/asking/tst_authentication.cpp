// SPDX-License-Identifier: Apache-2.0
#include "asking/plan.h"
#include "callfixture.h"
#include "signing/ecdsa.h"
#include "transfer/streams.h"

#include <QCborMap>
#include <QDir>
#include <QTest>

using namespace formwork;
using namespace formwork::tests;

namespace
{

QCborValue named() { return QCborMap{{QStringLiteral("Name"), QStringLiteral("a")}}; }

endpoint::Endpoint endpointFor(const char *scheme)
{
    endpoint::Endpoint endpoint;
    endpoint.scheme = "https";
    endpoint.authority = "tapes.example.com";
    endpoint.authScheme = QString::fromLatin1(scheme);
    endpoint.signingName = QStringLiteral("tapes");
    endpoint.signingRegion = QStringLiteral("*");
    return endpoint;
}

} // namespace

class TestAuthentication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        for (const char *name :
             {"AWS_BEARER_TOKEN_TAPES", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT",
              "AWS_ENDPOINT_URL_WIDGETS", "AWS_ENDPOINT_URL", "AWS_ACCOUNT_ID"})
            qunsetenv(name);
    }

    void aTokenIsSentInsteadOfASignature()
    {
        const CallFixture fixture;
        qputenv("AWS_BEARER_TOKEN_TAPES", "canary-token-0001");
        WireServer server(answer(200));
        const auto result =
            fixture.call(fixture.operation("tapes", "NameTape"), named(), fixture.target(server));
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(server.requests.first().header("authorization"), "Bearer canary-token-0001");
        QCOMPARE(server.requests.first().header("x-amz-date"), QByteArray());
    }

    void withoutATokenNothingIsSent()
    {
        const CallFixture fixture;
        WireServer server(answer(200));
        const auto result =
            fixture.call(fixture.operation("tapes", "NameTape"), named(), fixture.target(server));
        QCOMPARE(result.outcome, journal::Outcome::Rejected);
        QCOMPARE(result.error->code, QStringLiteral("NoBearerToken"));
        QVERIFY(result.error->sentence().contains(QStringLiteral("AWS_BEARER_TOKEN_TAPES")));
        QCOMPARE(server.connections, 0);
        QCOMPARE(result.attempts, 0);
    }

    // As for the AWS CLI: the token is meant for this very service.
    void aTokenOfTheServiceWinsOverKeysWhereBothAreTaken()
    {
        const CallFixture fixture;
        WireServer server(answer(200));
        const auto operation = fixture.operation("tapes", "GetTape");
        QCOMPARE(fixture.call(operation, named(), fixture.target(server)).outcome,
                 journal::Outcome::Succeeded);
        QVERIFY(server.requests.last().header("authorization").startsWith("AWS4-HMAC-SHA256 "));
        qputenv("AWS_BEARER_TOKEN_TAPES", "canary-token-0001");
        QCOMPARE(fixture.call(operation, named(), fixture.target(server)).outcome,
                 journal::Outcome::Succeeded);
        QCOMPARE(server.requests.last().header("authorization"), "Bearer canary-token-0001");
        const auto shared = fixture.operation("tapes", "ShareTape"); // takes keys only
        QCOMPARE(fixture.call(shared, named(), fixture.target(server)).outcome, journal::Outcome::Succeeded);
        QVERIFY(server.requests.last().header("authorization").startsWith("AWS4-HMAC-SHA256 "));
    }

    void aTokenIsNeverShown()
    {
        const CallFixture fixture;
        qputenv("AWS_BEARER_TOKEN_TAPES", "canary-token-0001");
        const auto keys = credentials::environmentCredentials();
        QVERIFY(keys);
        const auto operation = fixture.operation("tapes", "NameTape");
        const auto shown = client::prepare(*fixture.environment, *operation, named(),
                                           fixture.target(QStringLiteral("https://127.0.0.1:1")), *keys,
                                           fixture.clock->nowUtc());
        QVERIFY(shown);
        QCOMPARE(shown->request.headers.value("Authorization"), "Bearer NOT-SHOWN");

        WireServer server(answer(400, R"({"__type": "Bad", "message": "canary-token-0001 is old"})"));
        const auto result = fixture.call(operation, named(), fixture.target(server));
        QVERIFY(!result.error->sentence().contains(QStringLiteral("canary-token")));
        for (const QFileInfo &file : QDir(fixture.folder).entryInfoList(QDir::Files)) {
            QFile history(file.filePath());
            QVERIFY(history.open(QIODevice::ReadOnly));
            QVERIFY2(!history.readAll().contains("canary-token"), qPrintable(file.fileName()));
        }
    }

    void aTokenNeverLeavesInClear()
    {
        const CallFixture fixture;
        qputenv("AWS_BEARER_TOKEN_TAPES", "canary-token-0001");
        const auto result = fixture.call(fixture.operation("tapes", "NameTape"), named(),
                                         fixture.target(QStringLiteral("http://tapes.example.com")));
        QCOMPARE(result.outcome, journal::Outcome::Rejected);
        QCOMPARE(result.error->code, QStringLiteral("PlainHttp"));
    }

    void severalRegionsAreSignedForWhereTheRulesSaySo()
    {
        const CallFixture fixture;
        const auto planned =
            asking::plan(*fixture.operation("tapes", "ShareTape"), named(), endpointFor("sigv4a"));
        QVERIFY(planned);
        credentials::Credentials keys{
            QStringLiteral("AKIDEXAMPLE"), QStringLiteral("canary-secret-0001"), {}, {}};
        const signing::Signed ready = asking::signedRequest(*planned, keys, fixture.clock->nowUtc());
        QVERIFY(ready.request.headers.value("Authorization").startsWith("AWS4-ECDSA-P256-SHA256 "));
        QCOMPARE(ready.request.headers.value("X-Amz-Region-Set"), "*");
        const QByteArray key =
            signing::ecdsaPublicKey(signing::ecdsaKey("AKIDEXAMPLE", "canary-secret-0001"));
        QVERIFY(signing::isEcdsaSignature(key, ready.stringToSign, QByteArray::fromHex(ready.signature)));
        QCOMPARE(
            asking::plan(*fixture.operation("tapes", "ShareTape"), named(), endpointFor("sigv4-s3express"))
                .error()
                .code,
            QStringLiteral("UnsupportedAuthScheme"));
    }

    void theSwitchesOfAnAccountChooseItsEndpoints()
    {
        const CallFixture fixture;
        client::Target target = fixture.target(QString());
        const auto operation = fixture.operation("widgets", "CreateWidget");
        const auto host = [&] {
            return asking::endpointFor(*fixture.environment, *operation, widgetInput(), target)
                .value_or(endpoint::Endpoint())
                .authority;
        };
        QCOMPARE(host(), "widgets.us-east-1.amazonaws.com");
        target.profile.fips = true;
        QCOMPARE(host(), "widgets-fips.us-east-1.amazonaws.com");
        target.profile.dualStack = true;
        QCOMPARE(host(), "widgets-fips.us-east-1.api.aws");
        target.profile.fips = false;
        QCOMPARE(host(), "widgets.us-east-1.api.aws");
    }

    void theEnvironmentChoosesThemToo()
    {
        const CallFixture fixture;
        qputenv("AWS_USE_FIPS_ENDPOINT", "TRUE");
        qputenv("AWS_USE_DUALSTACK_ENDPOINT", "false");
        qputenv("AWS_ENDPOINT_URL", "https://all.example.com");
        qputenv("AWS_ENDPOINT_URL_WIDGETS", "https://widgets.example.com");
        const credentials::Profile profile = credentials::environmentProfile();
        QVERIFY(profile.fips);
        QVERIFY(!profile.dualStack);
        QCOMPARE(profile.endpointOf(QStringLiteral("Widgets")),
                 QStringLiteral("https://widgets.example.com"));
        QCOMPARE(profile.endpointOf(QStringLiteral("Directory Service")),
                 QStringLiteral("https://all.example.com"));
        const auto endpoint =
            asking::endpointFor(*fixture.environment, *fixture.operation("widgets", "GetWidget"),
                                widgetInput(), fixture.target(QString()));
        QCOMPARE(endpoint->authority, "widgets.example.com");
    }

    void eventStreamsAreRefusedWithTheReason_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("part");
        QTest::newRow("sent") << QStringLiteral("DictateTape") << QStringLiteral("sends Words as a stream");
    }

    void eventStreamsAreRefusedWithTheReason()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, part);
        const CallFixture fixture;
        WireServer server(answer(200));
        client::CallOptions options;
        options.sendAnyway = true;
        const auto operation = fixture.operation("tapes", qPrintable(name));
        const auto result = fixture.call(operation, named(), fixture.target(server), options);
        QCOMPARE(result.problems.size(), 1);
        QVERIFY2(result.problems.first().sentence.contains(part),
                 qPrintable(result.problems.first().sentence));
        QCOMPARE(result.journalId, 0);
        QCOMPARE(server.connections, 0);
        QVERIFY(!transfer::eventStreamProblem(*fixture.operation("tapes", "GetTape")));
    }
};

QTEST_GUILESS_MAIN(TestAuthentication)
#include "tst_authentication.moc"
