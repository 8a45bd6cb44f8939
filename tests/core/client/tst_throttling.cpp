// SPDX-License-Identifier: Apache-2.0
#include "asking/retryrules.h"
#include "callfixture.h"

#include <QCborMap>
#include <QFile>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using journal::Outcome;

namespace
{

struct Wire {
    const char *name;
    const char *protocol; // trait
    const char *type; // of its bodies
};

constexpr Wire kWires[] = {
    {"json10", "aws.protocols#awsJson1_0", "application/x-amz-json-1.0"},
    {"json11", "aws.protocols#awsJson1_1", "application/x-amz-json-1.1"},
    {"restjson", "aws.protocols#restJson1", "application/json"},
    {"restxml", "aws.protocols#restXml", "application/xml"},
    {"query", "aws.protocols#awsQuery", "text/xml"},
    {"ec2", "aws.protocols#ec2Query", "text/xml"},
    {"cbor", "smithy.protocols#rpcv2Cbor", "application/cbor"},
};

// A creation that nothing protects.
QByteArray modelOf(const Wire &wire)
{
    QByteArray text = R"({"smithy": "2.0", "shapes": {
"t#Taps": {"type": "service", "version": "2026-01-01", "operations": [{"target": "t#CreateTap"}], "traits": {
  "aws.api#service": {"sdkId": "Taps @", "arnNamespace": "taps@", "endpointPrefix": "taps@"},
  "aws.auth#sigv4": {"name": "taps@"}, "smithy.api#xmlNamespace": {"uri": "https://taps.example.com/"}, "%": {}}},
"t#CreateTap": {"type": "operation", "input": {"target": "t#In"}, "output": {"target": "t#Out"}, "traits": {
  "smithy.api#http": {"method": "POST", "uri": "/taps", "code": 200}}},
"t#In": {"type": "structure", "members": {"colour": {"target": "smithy.api#String"}}, "traits": {"smithy.api#input": {}}},
"t#Out": {"type": "structure", "members": {"tapId": {"target": "smithy.api#String"}}, "traits": {"smithy.api#output": {}}}}})";
    return text.replace('@', wire.name).replace("%", wire.protocol);
}

QByteArray whole(const Wire &wire, int status, const QByteArray &body, const QByteArray &headers = {})
{
    QByteArray more = headers + "Content-Type: " + wire.type + "\r\n";
    if (QByteArray(wire.name) == "cbor")
        more += "smithy-protocol: rpc-v2-cbor\r\n";
    return answerBytes(status, body, more);
}

QByteArray made(const Wire &wire)
{
    const QByteArray name(wire.name);
    if (name == "cbor")
        return whole(wire, 200,
                     QCborValue(QCborMap{{QStringLiteral("tapId"), QStringLiteral("t-1")}}).toCbor());
    if (name == "query")
        return whole(
            wire, 200,
            "<CreateTapResponse><CreateTapResult><tapId>t-1</tapId></CreateTapResult></CreateTapResponse>");
    if (name == "restxml")
        return whole(wire, 200, "<Out><tapId>t-1</tapId></Out>");
    if (name == "ec2")
        return whole(wire, 200, "<CreateTapResponse><tapId>t-1</tapId></CreateTapResponse>");
    return whole(wire, 200, R"({"tapId":"t-1"})");
}

QByteArray refusal(const Wire &wire, int status, const QByteArray &code, const QByteArray &headers)
{
    const QByteArray name(wire.name);
    if (name == "cbor")
        return whole(wire, status,
                     QCborValue(QCborMap{{QStringLiteral("__type"), QString::fromLatin1(code)}}).toCbor(),
                     headers);
    if (name == "query" || name == "restxml")
        return whole(wire, status, "<ErrorResponse><Error><Code>" + code + "</Code></Error></ErrorResponse>",
                     headers);
    if (name == "ec2")
        return whole(wire, status,
                     "<Response><Errors><Error><Code>" + code + "</Code></Error></Errors></Response>",
                     headers);
    if (name == "restjson")
        return whole(wire, status, "{}", headers + "x-amzn-errortype: " + code + "\r\n");
    return whole(wire, status, "{\"__type\":\"" + code + "\"}", headers);
}

} // namespace

Q_DECLARE_METATYPE(std::chrono::milliseconds)

// "Not done, come back later" means that in every protocol and in whatever words: a creation that nothing
// protects is sent again, nothing stays unknown, and whoever keeps a pace is told.
class TestThrottling : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CallFixture> m_fixture;
    QTemporaryDir m_models;

    static const Wire &wire(const QByteArray &name)
    {
        const auto *const found =
            std::ranges::find_if(kWires, [&](const Wire &one) { return name == one.name; });
        return *found;
    }
    model::OperationPtr operation(const QByteArray &name) const
    {
        return m_fixture->operation("taps-" + name, "CreateTap");
    }

    static void table()
    {
        QTest::addColumn<QByteArray>("protocol");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("asked"); // ms
        for (const Wire &one : kWires) {
            const auto row = [&one](const char *kind, const QByteArray &answer, int asked = 0) {
                QTest::addRow("%s, %s", one.name, kind) << QByteArray(one.name) << answer << asked;
            };
            row("ThrottlingException", refusal(one, 400, "ThrottlingException", {}));
            row("Throttling", refusal(one, 400, "Throttling", {}));
            row("TooManyRequestsException", refusal(one, 429, "TooManyRequestsException", {}));
            row("429 of a name of its own", refusal(one, 429, "QueueFull", {}));
            row("429 and nothing", whole(one, 429, {}));
            row("429 and a page",
                answerBytes(429, "<html><body>Slow down</body></html>", "Content-Type: text/html\r\n"));
            row("SlowDown", refusal(one, 503, "SlowDown", {}));
            row("RequestLimitExceeded", refusal(one, 503, "RequestLimitExceeded", {}));
            row("Retry-After", refusal(one, 429, "TooManyRequestsException", "Retry-After: 1\r\n"), 1000);
            row("x-amz-retry-after", refusal(one, 400, "ThrottlingException", "x-amz-retry-after: 30\r\n"),
                30);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const Wire &one : kWires) {
            QFile file(m_models.filePath(QStringLiteral("taps-") + QLatin1StringView(one.name)
                                         + QStringLiteral(".json")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(modelOf(one));
        }
    }
    void init()
    {
        m_fixture = std::make_unique<CallFixture>();
        m_fixture->environment->catalog = catalog::Catalog::build({m_models.path()});
    }
    void cleanup() { m_fixture.reset(); }

    void isWaitedFor_data() { table(); }
    void isWaitedFor()
    {
        QFETCH(QByteArray, protocol);
        QFETCH(QByteArray, answer);
        QFETCH(int, asked);
        WireServer server([&](QTcpSocket &socket, const RawRequest &, int number) {
            socket.write(number == 1 ? answer : made(wire(protocol)));
        });
        QList<client::Progress> waits;
        CallOptions options;
        options.progress = [&waits](const client::Progress &progress) {
            if (progress.stage == client::Progress::Stage::Waiting)
                waits.append(progress);
        };
        const CallResult result =
            m_fixture->call(operation(protocol), QCborMap(), m_fixture->target(server), options);
        QVERIFY2(result.outcome == Outcome::Succeeded,
                 qPrintable(result.error ? result.error->sentence() : QString()));
        QCOMPARE(result.output.toMap().value(QStringLiteral("tapId")).toString(), QStringLiteral("t-1"));
        QCOMPARE(server.requests.size(), 2);
        QCOMPARE(waits.size(), 1);
        QVERIFY(waits.first().wasThrottled);
        QCOMPARE(waits.first().asked.count(), asked);
        QVERIFY(waits.first().delay.count() >= asked);
    }

    // To the end: refused, and so known to be not done.
    void isNeverUnknown_data() { table(); }
    void isNeverUnknown()
    {
        QFETCH(QByteArray, protocol);
        QFETCH(QByteArray, answer);
        QFETCH(int, asked);
        WireServer server([&](QTcpSocket &socket, const RawRequest &, int) { socket.write(answer); });
        Target target = m_fixture->target(server);
        target.profile.maxAttempts = 1;
        const CallResult result = m_fixture->call(operation(protocol), QCborMap(), target);
        QCOMPARE(result.outcome, Outcome::Rejected);
        QCOMPARE(server.requests.size(), 1);
        QVERIFY2(asking::retryReason(*result.error) == asking::RetryReason::Throttling,
                 qPrintable(result.error->code));
        QCOMPARE(result.asked.count(), asked);
        QCOMPARE(m_fixture->record(result.journalId).outcome, Outcome::Rejected);
    }
};

QTEST_GUILESS_MAIN(TestThrottling)
#include "tst_throttling.moc"
