// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "credentials/profilestore.h"

#include <QCborMap>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using journal::Outcome;

class TestCall : public CallTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CallFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void createsAndRecords()
    {
        journal::Record during;
        QList<journal::Attempt> attempts;
        WireServer server([&](QTcpSocket &socket, const RawRequest &, int) {
            during = m_fixture->record(1); // what is on record while the request is on its way
            attempts = m_fixture->environment->journal->attempts(1).value();
            socket.write(answerBytes(200, groupCreated(), "x-amzn-requestid: r-1\r\n"));
        });
        QList<Progress::Stage> stages;
        CallOptions options;
        options.progress = [&](const Progress &progress) { stages.append(progress.stage); };
        const CallResult result = callGroup(server, options);
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->sentence()) : "");
        QCOMPARE(result.outcome, Outcome::Succeeded);
        QCOMPARE(result.requestId, QStringLiteral("r-1"));
        QCOMPARE(result.attempts, 1);
        QCOMPARE(result.output.toMap().value(QStringLiteral("SID")).toString(), QStringLiteral("S-1-5-21-1"));
        const QList<Progress::Stage> expected{Progress::Stage::Recording, Progress::Stage::Credentials,
                                              Progress::Stage::Sending, Progress::Stage::Done};
        QCOMPARE(stages, expected);

        QCOMPARE(during.outcome, Outcome::Sending);
        QCOMPARE(attempts.size(), 1);
        QCOMPARE(during.request.service, QStringLiteral("ds-data"));
        QCOMPARE(during.request.operation, QStringLiteral("CreateGroup"));
        QCOMPARE(during.request.region, QStringLiteral("us-east-1"));
        QCOMPARE(during.request.endpoint, QString::fromLatin1("http://" + server.authority()));
        QCOMPARE(during.request.what, QStringLiteral("finance"));
        QCOMPARE(during.request.clientToken, tokenIn(server.requests.first()));
        QVERIFY(!during.request.clientToken.isEmpty());
        const journal::Record after = m_fixture->record(1);
        QCOMPARE(after.outcome, Outcome::Succeeded);
        QCOMPARE(after.requestId, QStringLiteral("r-1"));
    }

    void sendsWhatThePreviewShows()
    {
        WireServer server(answer(200, groupCreated()));
        const QCborValue input = withToken(*createGroup(), groupInput(), *m_fixture->environment->tokens);
        const Result<Prepared> prepared =
            prepare(*m_fixture->environment, *createGroup(), input, m_fixture->target(server),
                    *credentials::environmentCredentials(), m_fixture->clock->nowUtc());
        QVERIFY(prepared);
        QVERIFY(m_fixture->call(createGroup(), input, m_fixture->target(server)).outcome
                == Outcome::Succeeded);
        const RawRequest arrived = server.requests.value(0);
        QCOMPARE(arrived.target(), prepared->request.target());
        QCOMPARE(arrived.body, prepared->request.body);
        for (const auto &[name, value] : prepared->request.headers)
            QVERIFY2(arrived.header(name).startsWith(value), name); // the User-Agent says more: the marker
        QVERIFY(arrived.header("authorization")
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-east-1/ds-data/"));
        QVERIFY(arrived.header("user-agent").startsWith("formwork/"));
        QCOMPARE(arrived.header("amz-sdk-request"), QByteArray("attempt=1; max=3"));
        QCOMPARE(arrived.header("amz-sdk-invocation-id").size(), 36);
    }

    // What one answer comes to; with a client token and without one.
    void judges_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("withToken"); // requests that arrive
        QTest::addColumn<int>("withoutToken");
        const QByteArray none;
        const QByteArray location("Location: https://elsewhere.example/\r\n");
        using enum Outcome;

        QTest::newRow("validation") << 400 << awsError("ValidationException") << none << Rejected
                                    << QStringLiteral("ValidationException") << 1 << 1;
        QTest::newRow("denied") << 403 << awsError("AccessDeniedException") << none << Rejected
                                << QStringLiteral("AccessDeniedException") << 1 << 1;
        QTest::newRow("conflict") << 409 << awsError("ConflictException") << none << Rejected
                                  << QStringLiteral("ConflictException") << 1 << 1;
        QTest::newRow("throttled") << 400 << awsError("ThrottlingException") << none << Rejected
                                   << QStringLiteral("ThrottlingException") << 3 << 3;
        QTest::newRow("throttled 503")
            << 503 << awsError("SlowDown") << none << Rejected << QStringLiteral("SlowDown") << 3 << 3;
        QTest::newRow("500") << 500 << awsError("InternalServerException") << none << Unknown
                             << QStringLiteral("InternalServerException") << 3 << 1;
        QTest::newRow("503") << 503 << QByteArray("upstream") << none << Unknown << QString() << 3 << 1;
        QTest::newRow("504") << 504 << QByteArray() << none << Unknown << QString() << 3 << 1;
        QTest::newRow("501") << 501 << awsError("NotImplemented") << none << Unknown
                             << QStringLiteral("NotImplemented") << 1 << 1;
        QTest::newRow("timed out there") << 408 << awsError("RequestTimeoutException") << none << Unknown
                                         << QStringLiteral("RequestTimeoutException") << 3 << 1;
        QTest::newRow("HTML 200") << 200 << QByteArray("<html><body>Welcome")
                                  << QByteArray("Content-Type: text/html\r\n") << Unknown << QString() << 1
                                  << 1;
        QTest::newRow("half JSON 200")
            << 200 << QByteArray("{\"SID\":") << none << Unknown << QString() << 1 << 1;
        QTest::newRow("HTML 404") << 404 << QByteArray("<html>Not here")
                                  << QByteArray("Content-Type: text/html\r\n") << Rejected << QString() << 1
                                  << 1;
        QTest::newRow("301") << 301 << QByteArray("moved") << location << Rejected
                             << QStringLiteral("Redirect") << 1 << 1;
        QTest::newRow("307") << 307 << QByteArray("moved") << location << Rejected
                             << QStringLiteral("Redirect") << 1 << 1;
        QTest::newRow("302") << 302 << QByteArray("moved") << location << Unknown
                             << QStringLiteral("Redirect") << 1 << 1;
        QTest::newRow("303") << 303 << QByteArray("moved") << location << Unknown
                             << QStringLiteral("Redirect") << 1 << 1;
    }

    void judges()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, headers);
        QFETCH(Outcome, outcome);
        QFETCH(QString, code);
        QFETCH(int, withToken);
        QFETCH(int, withoutToken);
        for (const bool token : {true, false}) {
            WireServer server(answer(status, body, headers));
            const CallResult result = token ? callGroup(server) : callWidget(server);
            QVERIFY(result.error);
            QVERIFY2(result.outcome == outcome, qPrintable(result.error->sentence()));
            QVERIFY(!result.error->message.isEmpty());
            QCOMPARE(result.error->httpStatus, status);
            if (!code.isEmpty())
                QCOMPARE(result.error->code, code);
            QCOMPARE(server.requests.size(), token ? withToken : withoutToken);
            QCOMPARE(result.attempts, server.requests.size());
            const journal::Record row = m_fixture->record(result.journalId);
            QCOMPARE(row.outcome, outcome);
            QCOMPARE(row.attempts, result.attempts);
            for (const RawRequest &request : server.requests) {
                QCOMPARE(request.body, server.requests.first().body);
                QCOMPARE(request.header("amz-sdk-invocation-id"),
                         server.requests.first().header("amz-sdk-invocation-id"));
            }
        }
    }

    void waitsForASlowServiceAndNoLonger()
    {
        WireServer server(silence());
        m_fixture->timeouts.transfer = std::chrono::milliseconds(150);
        const CallResult result = callWidget(server);
        QCOMPARE(result.outcome, Outcome::Unknown);
        QCOMPARE(result.error->code, QStringLiteral("Timeout"));
        QCOMPARE(server.requests.size(), 1);
    }

    void sendsNothingThatIsNotValid()
    {
        WireServer server(answer(200));
        const CallResult result = m_fixture->call(createGroup(), QCborMap(), m_fixture->target(server));
        QCOMPARE(result.outcome, Outcome::Rejected);
        QCOMPARE(result.error->code, QStringLiteral("InputNotValid"));
        QVERIFY(!result.problems.isEmpty());
        QCOMPARE(result.journalId, 0);
        QCOMPARE(m_fixture->rows(), 0);
        QCOMPARE(server.connections, 0);
    }

    void sendsAnywayWhenAsked()
    {
        WireServer server(answer(200, groupCreated()));
        const QCborValue input = groupInput(QByteArray(300, 'x').constData());
        QVERIFY(!m_fixture->call(createGroup(), input, m_fixture->target(server)).problems.isEmpty());
        CallOptions options;
        options.sendAnyway = true;
        QCOMPARE(m_fixture->call(createGroup(), input, m_fixture->target(server), options).outcome,
                 Outcome::Succeeded);
        QVERIFY(m_fixture->record(1).request.sentAnyway);
    }

    void recordsThatNothingWasSent_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<Phase>("phase");
        QTest::newRow("no secret key") << QByteArray() << QString() << Phase::Credentials;
        QTest::newRow("line break in the key")
            << QByteArray("canary-secret-0001\n") << QString() << Phase::Credentials;
        QTest::newRow("plain http elsewhere")
            << QByteArray("canary-secret-0001") << QStringLiteral("http://example.com") << Phase::Endpoint;
        QTest::newRow("not a URL") << QByteArray("canary-secret-0001") << QStringLiteral("nonsense")
                                   << Phase::Endpoint;
    }

    void recordsThatNothingWasSent()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QString, endpoint);
        QFETCH(Phase, phase);
        qputenv("AWS_SECRET_ACCESS_KEY", secret);
        WireServer server(answer(200));
        const Target target = endpoint.isEmpty() ? m_fixture->target(server) : m_fixture->target(endpoint);
        const CallResult result = m_fixture->call(createGroup(), groupInput(), target);
        QCOMPARE(result.outcome, Outcome::Rejected);
        QCOMPARE(result.error->phase, phase);
        QVERIFY(result.error->sentence().contains(QStringLiteral("Nothing was sent.")));
        QVERIFY(!result.error->sentence().contains(QStringLiteral("canary")));
        QCOMPARE(result.attempts, 0);
        QCOMPARE(server.connections, 0);
        const journal::Record row = m_fixture->record(result.journalId);
        QCOMPARE(row.outcome, Outcome::Rejected);
        QCOMPARE(row.errorCode, result.error->code);
        QCOMPARE(m_fixture->environment->journal->retryPlan(row)->kind,
                 journal::RetryPlan::Kind::SafeNothingDone);
    }

    void cancelsBefore()
    {
        WireServer server(answer(200));
        CallOptions options;
        options.cancellation = std::make_shared<Cancellation>();
        options.cancellation->cancel();
        const CallResult result = callGroup(server, options);
        QCOMPARE(result.outcome, Outcome::Rejected);
        QCOMPARE(result.error->message, QStringLiteral("Cancelled, nothing was sent."));
        QCOMPARE(server.connections, 0);
    }

    // S3 says "Access Denied", and what to do about it would read as a part of that.
    void whatAServiceSaysEndsBeforeTheAdvice()
    {
        const WireServer server(
            answer(400, R"({"__type":"AccessDeniedException","message":"Access Denied"})"));
        const CallResult result = m_fixture->call(createWidget(), widgetInput(), m_fixture->target(server));
        QVERIFY2(result.error->sentence().startsWith(QStringLiteral("Access Denied. ")),
                 qPrintable(result.error->sentence()));
    }

    // Nothing of the account's own policies is wrong where the session is held to reading.
    void whoIsHeldToReadingIsToldSo()
    {
        const WireServer server(answer(
            400,
            R"({"__type":"AccessDeniedException","message":"User: a is not authorized to perform: x because )"
            R"(no session policy allows the x action"})"));
        client::Target target = m_fixture->target(server);
        target.profile.guard = credentials::Guard::ReadOnly;
        const CallResult result =
            m_fixture->call(m_fixture->operation("widgets", "GetWidget"), widgetInput(), target);
        QVERIFY2(result.error->advice.contains(QStringLiteral("ReadOnlyAccess")),
                 qPrintable(result.error->sentence()));
        target.profile.asksForLess = false;
        QVERIFY(!m_fixture->call(m_fixture->operation("widgets", "GetWidget"), widgetInput(), target)
                     .error->advice.contains(QStringLiteral("ReadOnlyAccess")));
    }

    void cancelsOnTheWay()
    {
        CallOptions options;
        options.cancellation = std::make_shared<Cancellation>();
        WireServer server([&](QTcpSocket &, const RawRequest &, int) { options.cancellation->cancel(); });
        const CallResult result = callGroup(server, options);
        QCOMPARE(result.outcome, Outcome::Unknown);
        QCOMPARE(result.error->code, QStringLiteral("Cancelled"));
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(m_fixture->record(1).outcome, Outcome::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestCall)
#include "tst_call.moc"
