// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "client/presign.h"
#include "signing/signer.h"

#include <QCborMap>
#include <QTest>

using namespace formwork;
using namespace formwork::tests;
using journal::Outcome;

namespace
{

constexpr auto kSessionKey = "canary-session-key-0001";

QCborValue thing(const char *bucket = "b")
{
    return QCborMap{{QStringLiteral("Bucket"), QString::fromLatin1(bucket)},
                    {QStringLiteral("Key"), QStringLiteral("a/b")}};
}

// Hands out keys that are good for so long, and things to whoever has some.
WireServer::Script lockers(const CallFixture &fixture, qint64 seconds)
{
    const QByteArray end = QByteArray::number(fixture.clock->nowUtc().addSecs(seconds).toSecsSinceEpoch());
    return [end](QTcpSocket &socket, const RawRequest &request, int) {
        if (request.target().endsWith("?session"))
            socket.write(
                answerBytes(200,
                            "{\"Credentials\":{\"AccessKeyId\":\"SESSIONKEYID\",\"SecretAccessKey\":\""
                                + QByteArray(kSessionKey)
                                + "\",\"SessionToken\":\"SESSIONTOKEN\",\"Expiration\":" + end + "}}"));
        else
            socket.write(answerBytes(200, R"({"Name":"thing"})"));
    };
}

http::Request asSent(const RawRequest &raw)
{
    http::Request request;
    const QList<QByteArray> line = raw.requestLine().split(' ');
    request.method = line.value(0);
    request.path = raw.target().split('?').first();
    request.authority = raw.header("Host");
    const QList<QByteArray> lines = raw.head.split('\n').mid(1);
    for (const QByteArray &one : lines)
        request.headers.append(one.left(one.indexOf(':')), one.mid(one.indexOf(':') + 1).trimmed());
    return request;
}

} // namespace

// Requests that are signed with keys which the service hands out for one bucket.
class TestSessionKeys : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CallFixture> m_fixture;
    client::CallResult get(const WireServer &server, const char *bucket = "b") const
    {
        return m_fixture->call(m_fixture->operation("s3", "GetThing"), thing(bucket),
                               m_fixture->target(server));
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CallFixture>(); }

    void aSessionIsBegunAndSignedWith()
    {
        WireServer server(lockers(*m_fixture, 300));
        const auto result = get(server);
        QVERIFY2(result.outcome == Outcome::Succeeded,
                 qPrintable(result.error ? result.error->sentence() : QString()));
        QCOMPARE(server.requests.size(), 2);
        const RawRequest &begun = server.requests[0];
        QCOMPARE(begun.requestLine(), "GET /?session HTTP/1.1");
        QVERIFY(begun.header("Authorization").contains("/s3express/aws4_request"));
        QVERIFY(!begun.header("Authorization").contains("SESSIONKEYID"));
        const RawRequest &sent = server.requests[1];
        QCOMPARE(sent.requestLine(), "GET /a/b HTTP/1.1");
        QVERIFY(sent.header("Authorization").contains("Credential=SESSIONKEYID/"));
        QVERIFY(sent.header("Authorization").contains(";x-amz-s3session-token, "));
        QCOMPARE(sent.header("x-amz-s3session-token"), "SESSIONTOKEN");
        QVERIFY(sent.header("X-Amz-Security-Token").isNull());
        const auto verdict =
            signing::verify(asSent(sent), {"SESSIONKEYID", kSessionKey, {}}, m_fixture->clock->nowUtc());
        QVERIFY2(verdict.isValid(), qPrintable(verdict.message));
        QCOMPARE(m_fixture->rows(), 1); // nothing was created, so it is no row
    }

    void aSessionIsUsedWhileItIsGood()
    {
        WireServer server(lockers(*m_fixture, 300));
        (void)get(server);
        (void)get(server);
        QCOMPARE(server.requests.size(), 3);
        m_fixture->clock->advance(241'000); // a minute before its end is too late
        QCOMPARE(get(server).outcome, Outcome::Succeeded);
        QCOMPARE(server.requests.size(), 5);
    }

    void whatIsRefusedIsSaid()
    {
        WireServer server(answer(403, R"({"__type":"AccessDenied","message":"Not you."})"));
        const auto result = get(server);
        QCOMPARE(result.outcome, Outcome::Rejected);
        QCOMPARE(result.error->code, QStringLiteral("AccessDenied"));
        QVERIFY(result.error->message.contains(
            QStringLiteral("No session could be begun with CreateSession: Not you.")));
        QVERIFY(result.error->advice.contains(QStringLiteral("Nothing was sent.")));
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(m_fixture->record(1).outcome, Outcome::Rejected);
    }

    void anAnswerWithoutKeysIsNoSession()
    {
        WireServer server(answer(200, R"({"Credentials":{"AccessKeyId":"SESSIONKEYID"}})"));
        QCOMPARE(get(server).error->code, QStringLiteral("NoSession"));
        QCOMPARE(server.requests.size(), 1);
    }

    // Neither a preview nor a URL asks a service for anything.
    void nothingIsBegunForAPreview()
    {
        WireServer server(lockers(*m_fixture, 300));
        const auto operation = m_fixture->operation("s3", "GetThing");
        const credentials::Credentials keys{
            QStringLiteral("AKIDEXAMPLE"), QStringLiteral("canary-secret-0001"), {}, {}};
        const auto target = m_fixture->target(server);
        const QDateTime now = m_fixture->clock->nowUtc();
        QCOMPARE(
            client::prepare(*m_fixture->environment, *operation, thing(), target, keys, now).error().code,
            QStringLiteral("SessionNeeded"));
        QCOMPARE(
            client::presign(*m_fixture->environment, *operation, thing(), target, keys, now).error().code,
            QStringLiteral("SessionNeeded"));
        QCOMPARE(server.connections, 0);
    }
};

QTEST_GUILESS_MAIN(TestSessionKeys)
#include "tst_sessionkeys.moc"
