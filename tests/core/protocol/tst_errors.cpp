// SPDX-License-Identifier: Apache-2.0
#include "answers.h"

#include <QCborMap>
#include <QTest>

using namespace formwork;
using Fixture = formwork::testing::AnswerFixture;
using model::Protocol;

class ErrorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheCode_data();
    void findsTheCode();
    void findsTheMessage_data();
    void findsTheMessage();
    void tellsWhatTheModelSays();
    void namesErrorsWithoutACode_data();
    void namesErrorsWithoutACode();
    void findsErrorsInXml_data();
    void findsErrorsInXml();
    void findsAnErrorBehindASuccess();
};

void ErrorsTest::findsTheCode_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *header, const char *body) {
        QTest::newRow(name) << QByteArray(header) << QByteArray(body);
    };
    row("header", "BusyException", "{}");
    row("header with URI", "BusyException:http://internal/coral", "{}");
    row("header with namespace and URI", "com.things#BusyException:http://internal/", "{}");
    row("header without a body", "BusyException", "");
    row("__type", "", R"({"__type":"BusyException"})");
    row("__type with namespace", "", R"({"__type":"com.things#BusyException"})");
    row("code", "", R"({"code":"com.things#BusyException:http://x"})");
    row("code in capitals", "", R"({"Code":"BusyException"})");
    row("header before body", "BusyException", R"({"__type":"OtherException"})");
}

void ErrorsTest::findsTheCode()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, body);
    for (const Protocol protocol : {Protocol::AwsJson10, Protocol::AwsJson11, Protocol::RestJson}) {
        http::Headers headers;
        if (!header.isEmpty())
            headers.append("x-amzn-ErrorType", header);
        const auto answer = Fixture(protocol).parse(429, body, headers);
        QVERIFY(answer && answer->error);
        QCOMPARE(answer->error->code, QStringLiteral("BusyException"));
        QCOMPARE(answer->error->phase, Phase::Service);
    }
}

void ErrorsTest::findsTheMessage_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("message") << QByteArray(R"({"__type":"E","message":"No."})");
    QTest::newRow("Message") << QByteArray(R"({"__type":"E","Message":"No."})");
    QTest::newRow("errorMessage") << QByteArray(R"({"__type":"E","errorMessage":"No."})");
    QTest::newRow("null before") << QByteArray(R"({"__type":"E","message":null,"Message":"No."})");
}

void ErrorsTest::findsTheMessage()
{
    QFETCH(QByteArray, body);
    QCOMPARE(Fixture(Protocol::AwsJson10).parse(400, body)->error->message, QStringLiteral("No."));
}

void ErrorsTest::tellsWhatTheModelSays()
{
    const Fixture fixture(Protocol::AwsJson10);
    const auto busy = fixture.parse(429, R"({"__type":"BusyException","message":"Later.","wait":3})",
                                    {{"x-amzn-requestid", "r-1"}});
    QVERIFY(busy->error->retryable && busy->error->throttling && busy->error->bytesMayHaveLeft);
    QCOMPARE(busy->error->httpStatus, 429);
    QCOMPARE(busy->error->requestId, QStringLiteral("r-1"));
    QCOMPARE(busy->output.toMap().value(QStringLiteral("wait")).toInteger(), 3);
    const auto other = fixture.parse(400, R"({"__type":"OtherException"})");
    QVERIFY(!other->error->retryable);
    QVERIFY(other->error->message.contains(QStringLiteral("OtherException")));
    const auto old =
        fixture.parse(400, R"({"__type":"BusyException"})", {{"x-amzn-query-error", "AWS.Busy;Sender"}});
    QCOMPARE(old->error->code, QStringLiteral("AWS.Busy"));
    QVERIFY(old->error->throttling);
}

void ErrorsTest::namesErrorsWithoutACode_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::newRow("gateway page") << 503 << QByteArray("<html><body>Busy</body></html>")
                                  << QStringLiteral("ServiceUnavailable");
    QTest::newRow("bad gateway, truncated") << 502 << QByteArray("{\"a\":") << QStringLiteral("BadGateway");
    QTest::newRow("empty") << 500 << QByteArray() << QStringLiteral("InternalServerError");
    QTest::newRow("empty 404") << 404 << QByteArray() << QStringLiteral("NotFound");
    QTest::newRow("no code") << 403 << QByteArray(R"({"message":"Missing Authentication Token"})")
                             << QStringLiteral("Forbidden");
    QTest::newRow("odd status") << 418 << QByteArray("{}") << QStringLiteral("Http418");
}

void ErrorsTest::namesErrorsWithoutACode()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    const auto answer = Fixture(Protocol::RestJson).parse(status, body);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->error->code, code);
    QVERIFY(!answer->error->message.isEmpty());
}

void ErrorsTest::findsErrorsInXml_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("body");
    const QByteArray inner = "<Code>BusyException</Code><Message>Later.</Message><wait>3</wait>";
    QTest::newRow("query") << int(Protocol::Query)
                           << "<ErrorResponse><Error>" + inner
            + "</Error><RequestId>r-1</RequestId></ErrorResponse>";
    QTest::newRow("rest-xml") << int(Protocol::RestXml)
                              << "<ErrorResponse xmlns=\"u\"><Error>" + inner
            + "</Error><RequestId>r-1</RequestId></ErrorResponse>";
    QTest::newRow("S3") << int(Protocol::RestXml)
                        << "<?xml version=\"1.0\"?><Error>" + inner + "<RequestId>r-1</RequestId></Error>";
    QTest::newRow("EC2") << int(Protocol::Ec2Query)
                         << "<Response><Errors><Error>" + inner
            + "</Error></Errors><RequestID>r-1</RequestID></Response>";
    QTest::newRow("named as the error")
        << int(Protocol::RestXml)
        << QByteArray("<?xml version=\"1.0\"?><BusyException><Message>Later.</Message>"
                      "<wait>3</wait><RequestId>r-1</RequestId></BusyException>");
    QTest::newRow("errors alone") << int(
        Protocol::Query) << "<Errors><Error>" + inner + "<RequestId>r-1</RequestId></Error></Errors>";
}

void ErrorsTest::findsErrorsInXml()
{
    QFETCH(int, protocol);
    QFETCH(QByteArray, body);
    const auto answer = Fixture(static_cast<Protocol>(protocol)).parse(400, body);
    QVERIFY(answer && answer->error);
    QCOMPARE(answer->error->code, QStringLiteral("BusyException"));
    QCOMPARE(answer->error->message, QStringLiteral("Later."));
    QCOMPARE(answer->error->requestId, QStringLiteral("r-1"));
    QVERIFY(answer->error->throttling);
    QCOMPARE(answer->output.toMap().value(QStringLiteral("wait")).toInteger(), 3);
    QCOMPARE(answer->output.toMap().value(QStringLiteral("message")).toString(), QStringLiteral("Later."));
}

void ErrorsTest::findsAnErrorBehindASuccess()
{
    const auto answer = Fixture(Protocol::RestXml)
                            .parse(200, "<Error><Code>InternalError</Code><Message>Again.</Message></Error>");
    QVERIFY(answer && answer->error);
    QCOMPARE(answer->error->code, QStringLiteral("InternalError"));
}

QTEST_GUILESS_MAIN(ErrorsTest)
#include "tst_errors.moc"
