// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "client/unlock.h"
#include "credentials/profilestore.h"

#include <QCborMap>
#include <QProcess>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using journal::Outcome;

namespace
{

// A program of its own that sends one request and is killed while it waits.
int sendAndWait(const QString &folder, const QString &endpoint)
{
    const CallFixture fixture(folder);
    (void)fixture.call(fixture.operation("ds-data", "CreateGroup"), groupInput(), fixture.target(endpoint));
    return 0;
}

// With a password in it.
QCborMap profileInput()
{
    const QCborMap credentials{{QStringLiteral("apiKey"), QStringLiteral("canary-api-0001")},
                               {QStringLiteral("secretKey"), QStringLiteral("canary-secret-0002")}};
    const QCborMap config{
        {QStringLiteral("connectorProfileProperties"), QCborMap{{QStringLiteral("Amplitude"), QCborMap()}}},
        {QStringLiteral("connectorProfileCredentials"),
         QCborMap{{QStringLiteral("Amplitude"), credentials}}}};
    return {{QStringLiteral("connectorProfileName"), QStringLiteral("p")},
            {QStringLiteral("connectorType"), QStringLiteral("Amplitude")},
            {QStringLiteral("connectionMode"), QStringLiteral("Public")},
            {QStringLiteral("connectorProfileConfig"), config}};
}

} // namespace

class TestCallRetry : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CallFixture> m_fixture;
    bool m_hangsUp = true;

    model::OperationPtr createGroup() const { return m_fixture->operation("ds-data", "CreateGroup"); }
    model::OperationPtr createWidget() const { return m_fixture->operation("widgets", "CreateWidget"); }

    // Hangs up until told otherwise.
    WireServer::Script moody()
    {
        return [this](QTcpSocket &socket, const RawRequest &, int) {
            if (m_hangsUp)
                socket.abort();
            else
                socket.write(answerBytes(200, groupCreated()));
        };
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<CallFixture>();
        m_hangsUp = true;
    }

    // Rules that add the name of a thing to the path of an endpoint add it once.
    void goesToTheSamePath()
    {
        WireServer server(hangUp());
        const QCborMap input{{QStringLiteral("Pail"), QStringLiteral("blue")}};
        const CallResult lost =
            m_fixture->call(m_fixture->operation("pails", "CreatePail"), input, m_fixture->target(server));
        QCOMPARE(lost.outcome, Outcome::Unknown);
        server.setScript(answer(200));
        QCOMPARE(m_fixture->retry(lost.journalId, true).outcome, Outcome::Succeeded);
        QVERIFY(server.requests.size() > 1);
        for (const RawRequest &request : std::as_const(server.requests))
            QCOMPARE(request.requestLine(), server.requests.first().requestLine());
        QVERIFY2(server.requests.first().requestLine().startsWith("PUT /blue"),
                 server.requests.first().requestLine().constData());
    }

    // A service that knows the token answers with what an earlier attempt has made.
    void anAnswerOfBeforeIsToldAsThat()
    {
        const QDateTime made = m_fixture->clock->nowUtc();
        WireServer server(moody());
        const QCborMap input{{QStringLiteral("crateName"), QStringLiteral("oak")}};
        const CallResult lost =
            m_fixture->call(m_fixture->operation("crates", "CreateCrate"), input, m_fixture->target(server));
        QCOMPARE(lost.outcome, Outcome::Unknown);
        m_fixture->clock->advance(60'000);
        const QByteArray time = QByteArray::number(made.toSecsSinceEpoch());
        server.setScript(answer(200, "{\"createdAt\":" + time + "}"));
        const CallResult again = m_fixture->retry(lost.journalId, true);
        QCOMPARE(again.outcome, Outcome::Succeeded);
        QCOMPARE(again.notes.size(), 1);
        QVERIFY2(again.notes.first().contains(u"an earlier attempt has made it"),
                 qPrintable(again.notes.first()));
    }

    // What is written about the keys does not say whose they are today: the service does.
    void goesToNoOtherAccount()
    {
        QByteArray account = "444455556666";
        int created = 0;
        WireServer server([&](QTcpSocket &socket, const RawRequest &request, int) {
            if (request.body.contains("GetCallerIdentity")) {
                socket.write(answerBytes(200,
                                         "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>a</Arn>"
                                         "<UserId>u</UserId><Account>"
                                             + account
                                             + "</Account></GetCallerIdentityResult>"
                                               "</GetCallerIdentityResponse>"));
            } else if (m_hangsUp) {
                socket.abort();
            } else {
                ++created;
                socket.write(answerBytes(200, groupCreated()));
            }
        });
        client::Target target = m_fixture->target(server);
        target.profile.accountId = QStringLiteral("111122223333");
        const CallResult sent = m_fixture->call(createGroup(), groupInput(), target);
        QCOMPARE(sent.outcome, Outcome::Unknown);
        m_hangsUp = false;
        const CallResult refused = m_fixture->retry(sent.journalId);
        QCOMPARE(refused.error->code, QStringLiteral("OtherAccount"));
        QCOMPARE(refused.outcome, Outcome::Unknown); // as it was
        QCOMPARE(created, 0);
        account = "111122223333";
        QCOMPARE(m_fixture->retry(sent.journalId).outcome, Outcome::Succeeded);
        QCOMPARE(created, 1);
    }
    void cleanup() { m_fixture.reset(); }

    void sendsTheSameAgain()
    {
        WireServer server(moody());
        const CallResult first = m_fixture->call(createGroup(), groupInput(), m_fixture->target(server));
        QCOMPARE(first.outcome, Outcome::Unknown);
        QCOMPARE(server.requests.size(), 3);
        m_hangsUp = false;
        m_fixture->clock->advance(60'000);
        const CallResult second = m_fixture->retry(first.journalId);
        QVERIFY2(second.outcome == Outcome::Succeeded,
                 second.error ? qPrintable(second.error->sentence()) : "");
        QCOMPARE(second.journalId, first.journalId);
        QCOMPARE(server.requests.size(), 4);
        QVERIFY(!tokenIn(server.requests.first()).isEmpty());
        QCOMPARE(server.requests.last().body, server.requests.first().body); // byte for byte, token included
        QCOMPARE(server.requests.last().target(), server.requests.first().target());
        QCOMPARE(m_fixture->rows(), 1);
        QCOMPARE(m_fixture->record(first.journalId).outcome, Outcome::Succeeded);
        QCOMPARE(m_fixture->record(first.journalId).attempts, 4);

        const CallResult third = m_fixture->retry(first.journalId); // it is done
        QCOMPARE(third.error->code, QStringLiteral("RetryNotPossible"));
        QCOMPARE(server.requests.size(), 4);
    }

    void sendsSecretsAgainAsTheyWere()
    {
        WireServer server(moody());
        const model::OperationPtr operation = m_fixture->operation("appflow", "CreateConnectorProfile");
        const QCborMap input = profileInput();
        const CallResult first = m_fixture->call(operation, input, m_fixture->target(server));
        QCOMPARE(first.outcome, Outcome::Unknown);
        (void)m_fixture->retry(first.journalId);
        QCOMPARE(server.requests.size(), 6);
        QVERIFY(server.requests.first().body.contains("canary-secret-0002"));
        QCOMPARE(server.requests.last().body, server.requests.first().body);
    }

    // Without the keychain's key the secrets are lost with this run, and a retry with them.
    void secretsThatCannotBeKeptAreAskedAbout()
    {
        const auto lock = std::make_shared<HistoryLock>(HistoryLock{std::make_shared<journal::Sealer>()});
        lock->wasTried = true;
        lock->lastError = Error{Phase::Credentials,
                                QStringLiteral("KeychainLocked"),
                                QStringLiteral("The keychain is locked."),
                                {}};
        m_fixture->environment->historyLock = lock;
        WireServer server(moody());
        const model::OperationPtr operation = m_fixture->operation("appflow", "CreateConnectorProfile");
        const CallResult refused = m_fixture->call(operation, profileInput(), m_fixture->target(server));
        QCOMPARE(refused.error->code, QStringLiteral("CannotSeal"));
        QVERIFY(refused.error->sentence().startsWith(QStringLiteral("The keychain is locked.")));
        QVERIFY(refused.error->sentence().contains(QStringLiteral("Nothing was sent.")));
        QCOMPARE(server.requests.size(), 0);
        QCOMPARE(m_fixture->rows(), 0);
        CallOptions options;
        options.mayLoseSecrets = true;
        const CallResult sent =
            m_fixture->call(operation, profileInput(), m_fixture->target(server), options);
        QVERIFY(!server.requests.isEmpty());
        QVERIFY(sent.isSealedForRun);
        // What holds no secret asks nothing.
        QCOMPARE(m_fixture
                     ->call(m_fixture->operation("ds-data", "CreateGroup"), groupInput(),
                            m_fixture->target(server))
                     .isSealedForRun,
                 false);
        QCOMPARE(m_fixture->rows(), 2);
    }

    void asksWhereThereIsNoToken()
    {
        WireServer server(moody());
        const CallResult first = m_fixture->call(createWidget(), widgetInput(), m_fixture->target(server));
        QCOMPARE(first.outcome, Outcome::Unknown);
        const CallResult refused = m_fixture->retry(first.journalId);
        QCOMPARE(refused.error->code, QStringLiteral("MayDuplicate"));
        QVERIFY(refused.error->message.contains(QStringLiteral("second time")));
        QCOMPARE(refused.outcome, Outcome::Unknown);
        QCOMPARE(server.requests.size(), 1);
        const CallResult again = m_fixture->retry(first.journalId, true);
        QCOMPARE(again.outcome, Outcome::Unknown);
        QCOMPARE(server.requests.size(), 2); // one yes is one request
    }

    void asksWhenTheTokenIsOver()
    {
        WireServer server(moody());
        const CallResult first = m_fixture->call(createGroup(), groupInput(), m_fixture->target(server));
        m_fixture->clock->advance(9LL * 3600 * 1000);
        QCOMPARE(m_fixture->retry(first.journalId).error->code, QStringLiteral("MayDuplicate"));
        QCOMPARE(server.requests.size(), 3);
        QCOMPARE(m_fixture->retry(first.journalId, true).outcome, Outcome::Unknown);
        QCOMPARE(server.requests.size(), 4); // not three times more
        QCOMPARE(tokenIn(server.requests.last()), tokenIn(server.requests.first()));
    }

    void retriesARejectedOne()
    {
        bool isDenied = true;
        WireServer server([&](QTcpSocket &socket, const RawRequest &, int) {
            socket.write(isDenied ? answerBytes(403, R"({"__type":"AccessDeniedException","message":"No."})")
                                  : answerBytes(200, groupCreated()));
        });
        const CallResult first = m_fixture->call(createGroup(), groupInput(), m_fixture->target(server));
        QCOMPARE(first.outcome, Outcome::Rejected);
        isDenied = false;
        QCOMPARE(m_fixture->retry(first.journalId).outcome, Outcome::Succeeded);
        QCOMPARE(tokenIn(server.requests.last()), tokenIn(server.requests.first()));
    }

    void staysUnknownUntilItIsKnown()
    {
        QString endpoint;
        qint64 id = 0;
        {
            WireServer server(moody());
            endpoint = QString::fromLatin1("http://" + server.authority());
            id = m_fixture->call(createGroup(), groupInput(), m_fixture->target(server)).journalId;
        }
        const CallResult result = m_fixture->retry(id); // nothing listens any more
        QCOMPARE(result.error->code, QStringLiteral("ConnectionRefused"));
        QCOMPARE(result.outcome, Outcome::Unknown);
        QCOMPARE(m_fixture->record(id).outcome, Outcome::Unknown);
    }

    void goesWhereTheFirstOneWent()
    {
        WireServer first(moody());
        WireServer other(answer(200, groupCreated()));
        const qint64 id = m_fixture->call(createGroup(), groupInput(), m_fixture->target(first)).journalId;
        qputenv("AWS_ENDPOINT_URL",
                other.scheme() + "://" + other.authority()); // the account has another endpoint now
        qputenv("AWS_REGION", "eu-west-1");
        m_hangsUp = false;
        QCOMPARE(m_fixture->retry(id).outcome, Outcome::Succeeded);
        qunsetenv("AWS_ENDPOINT_URL");
        QCOMPARE(other.connections, 0);
        QCOMPARE(first.requests.size(), 4);
        QVERIFY(first.requests.last().header("authorization").contains("/us-east-1/ds-data/"));
    }

    void followsThePracticeAccountToItsNewPort()
    {
        QString practice;
        auto environment = std::make_shared<Environment>(*m_fixture->environment);
        environment->practiceUrl = [&practice]() -> Result<QString> { return practice; };
        environment->profiles = std::make_shared<credentials::ProfileStore>(
            m_fixture->folder + QStringLiteral("/none.json"), credentials::memoryKeychain(), [] {
                return credentials::Credentials{QStringLiteral("PRACTICE"), QStringLiteral("canary"), {}, {}};
            });
        m_fixture->environment = environment;
        WireServer yesterday(moody());
        practice = QString::fromLatin1("http://" + yesterday.authority());
        const Target target{
            credentials::practiceProfile(), QStringLiteral("us-east-1"), {}, m_fixture->timeouts};
        const CallResult first = m_fixture->call(createGroup(), groupInput(), target);
        QCOMPARE(first.outcome, Outcome::Unknown);
        WireServer today(answer(200, groupCreated()));
        practice = QString::fromLatin1("http://" + today.authority());
        QCOMPARE(m_fixture->retry(first.journalId).outcome, Outcome::Succeeded);
        QCOMPARE(today.requests.last().body, yesterday.requests.first().body);
        QCOMPARE(yesterday.requests.size(), 3);
    }

    void saysThatTheAccountIsGone()
    {
        WireServer server(moody());
        const qint64 id = m_fixture->call(createGroup(), groupInput(), m_fixture->target(server)).journalId;
        qunsetenv("AWS_ACCESS_KEY_ID");
        const CallResult result = m_fixture->retry(id);
        QCOMPARE(result.error->code, QStringLiteral("ProfileGone"));
        QVERIFY(result.error->message.contains(QStringLiteral("Environment")));
        QCOMPARE(server.requests.size(), 3);
        QCOMPARE(m_fixture->record(id).outcome, Outcome::Unknown);
    }

    void anEditedOneIsANewOne()
    {
        WireServer server(moody());
        const CallResult first = m_fixture->call(createGroup(), groupInput(), m_fixture->target(server));
        m_hangsUp = false;
        CallOptions options;
        options.parent = first.journalId;
        const CallResult edited =
            m_fixture->call(createGroup(), groupInput("finance2"), m_fixture->target(server), options);
        QCOMPARE(edited.outcome, Outcome::Succeeded);
        QVERIFY(edited.journalId != first.journalId);
        QCOMPARE(m_fixture->record(edited.journalId).request.parent, first.journalId);
        QVERIFY(tokenIn(server.requests.last()) != tokenIn(server.requests.first()));
        QCOMPARE(m_fixture->record(first.journalId).outcome, Outcome::Unknown);
    }

    // The plug is pulled between the request and its answer.
    void survivesBeingKilled()
    {
        WireServer server(silence());
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedChannels);
        const QString endpoint = QString::fromLatin1("http://" + server.authority());
        program.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--send"), m_fixture->folder, endpoint});
        QTRY_COMPARE_WITH_TIMEOUT(server.requests.size(), 1, 20'000);
        program.kill();
        QVERIFY(program.waitForFinished());

        const QString folder = m_fixture->folder;
        const auto reopened = std::make_unique<CallFixture>(folder);
        QCOMPARE(reopened->rows(), 1);
        QCOMPARE(reopened->record(1).outcome, Outcome::Unknown);
        QCOMPARE(reopened->record(1).request.clientToken, tokenIn(server.requests.first()));
        WireServer::Script answers = answer(200, groupCreated());
        server.setScript(answers);
        const CallResult result = reopened->retry(1);
        QVERIFY2(result.outcome == Outcome::Succeeded,
                 result.error ? qPrintable(result.error->sentence()) : "");
        QCOMPARE(server.requests.size(), 2);
        QCOMPARE(server.requests.last().body, server.requests.first().body);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.value(1) == QLatin1String("--send"))
        return sendAndWait(arguments.value(2), arguments.value(3));
    TestCallRetry test;
    return QTest::qExec(&test, arguments);
}
#include "tst_callretry.moc"
