// SPDX-License-Identifier: Apache-2.0
#include "answers.h"
#include "document/number.h"

#include <QCborArray>
#include <QCborMap>
#include <QTest>

using namespace formwork;
using Fixture = formwork::testing::AnswerFixture;
using model::Protocol;

class ParseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsJson();
    void refusesOtherLanguages_data();
    void refusesOtherLanguages();
    void survivesDepth_data();
    void survivesDepth();
    void survivesManyKeys();
    void readsCborDocumentsAsJson();
    void numbersThatNoDoubleHolds();
    void everyTruncationIsAnError_data();
    void everyTruncationIsAnError();
    void readsRequestIds_data();
    void readsRequestIds();
};

void ParseTest::readsJson()
{
    const Fixture fixture(Protocol::AwsJson10);
    const auto answer = fixture.parse(
        200,
        R"( {"text":"\u00fc\n\ud83d\ude39","number":-9223372036854775808,"ratio":"NaN","flag":true,)"
        R"("bytes":"AP8=","list":["a",null,"b"],"again":{"number":9223372036854775807},)"
        R"("any":{"x":[1,2.5,null,"y"]},"unknown":{"deep":[[]]},"flagged":null} )");
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    const QCborMap output = answer->output.toMap();
    QCOMPARE(output.value(QStringLiteral("text")).toString(), QStringLiteral("\u00fc\n\U0001F639"));
    QCOMPARE(output.value(QStringLiteral("number")).toInteger(), std::numeric_limits<qint64>::min());
    QVERIFY(qIsNaN(output.value(QStringLiteral("ratio")).toDouble()));
    QCOMPARE(output.value(QStringLiteral("bytes")).toByteArray(), QByteArray("\x00\xff", 2));
    QCOMPARE(output.value(QStringLiteral("list")).toArray().size(), 2);
    QCOMPARE(output.value(QStringLiteral("again"))[QStringLiteral("number")].toInteger(),
             std::numeric_limits<qint64>::max());
    QCOMPARE(output.value(QStringLiteral("any"))[QStringLiteral("x")].toArray(),
             QCborArray({1, 2.5, nullptr, QStringLiteral("y")}));
    QVERIFY(!output.contains(QStringLiteral("unknown")));
}

void ParseTest::refusesOtherLanguages_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("page with 200") << 200 << QByteArray("<!DOCTYPE html><html></html>");
    QTest::newRow("page with 403") << 403 << QByteArray("<html>Blocked by proxy</html>");
    QTest::newRow("half a body") << 200 << QByteArray("{\"text\":\"a");
    QTest::newRow("list") << 200 << QByteArray("[1]");
    QTest::newRow("number") << 200 << QByteArray("1");
    QTest::newRow("bytes") << 200 << QByteArray("\x00\xff\xfe", 3);
    QTest::newRow("trailing") << 200 << QByteArray("{} {}");
    QTest::newRow("text") << 200 << QByteArray("\"OK\"");
    QTest::newRow("null") << 200 << QByteArray("null");
    QTest::newRow("page behind blanks") << 200 << QByteArray("\r\n  <!-- sign in --><HTML><body/></HTML>");
    QTest::newRow("XML") << 200 << QByteArray("<Something><else/></Something>");
    QTest::newRow("words") << 200 << QByteArray("OK");
}

void ParseTest::refusesOtherLanguages()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    for (const Protocol protocol : {Protocol::AwsJson10, Protocol::RestJson}) {
        const auto answer = Fixture(protocol).parse(status, body);
        QVERIFY(!answer);
        QCOMPARE(answer.error().phase, Phase::Parse);
        QCOMPARE(answer.error().httpStatus, status);
        QVERIFY(answer.error().bytesMayHaveLeft);
        QVERIFY2(answer.error().message.contains(QStringLiteral("where JSON belongs")),
                 qPrintable(answer.error().message));
    }
    for (const Protocol protocol :
         {Protocol::RestXml, Protocol::Query, Protocol::Ec2Query, Protocol::RpcV2Cbor})
        QVERIFY(!Fixture(protocol).parse(status, body));
}

void ParseTest::survivesDepth_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("body");
    constexpr int kDepth = 20'000;
    QTest::newRow("JSON lists") << int(Protocol::AwsJson10)
                                << "{\"any\":" + QByteArray(kDepth, '[') + QByteArray(kDepth, ']') + '}';
    QTest::newRow("JSON structures") << int(Protocol::RestJson)
                                     << QByteArray("{\"again\":").repeated(500) + "{}" + QByteArray(500, '}');
    QTest::newRow("XML") << int(Protocol::RestXml)
                         << QByteArray("<again>").repeated(kDepth) + QByteArray("</again>").repeated(kDepth);
    QTest::newRow("CBOR") << int(Protocol::RpcV2Cbor)
                          << QByteArray("\xa1\x65"
                                        "again")
                                 .repeated(kDepth)
            + '\xa0';
    QTest::newRow("CBOR, not so deep") << int(Protocol::RpcV2Cbor)
                                       << QByteArray("\xa1\x65"
                                                     "again")
                                              .repeated(300)
            + '\xa0';
    QTest::newRow("CBOR document") << int(Protocol::RpcV2Cbor)
                                   << "\xa1\x63"
                                      "any"
            + QByteArray(300, '\x81') + '\x00';
}

// What is nested too deep is left out, or the answer is none; the stack holds either way.
void ParseTest::survivesDepth()
{
    QFETCH(int, protocol);
    QFETCH(QByteArray, body);
    const auto answer = Fixture(static_cast<Protocol>(protocol)).parse(200, body);
    if (answer)
        QVERIFY2(answer->notes.value(0).contains(QStringLiteral("levels deep")),
                 qPrintable(answer->notes.value(0)));
    else
        QCOMPARE(answer.error().phase, Phase::Parse);
}

void ParseTest::survivesManyKeys()
{
    QByteArray body = "{\"any\":{";
    for (int i = 0; i < 100'000; ++i)
        body += (i ? ",\"k" : "\"k") + QByteArray::number(i) + "\":1";
    const auto answer = Fixture(Protocol::AwsJson10).parse(200, body + "}}");
    QVERIFY(answer);
    QCOMPARE(answer->output.toMap().value(QStringLiteral("any")).toMap().size(), 100'000);
}

// {"any": {"a": 1, "a": 2, 7: 3, "b": undefined, "c": [simple(9), tag 32 "x"]}}: none of it but what JSON
// has.
void ParseTest::readsCborDocumentsAsJson()
{
    const auto answer = Fixture(Protocol::RpcV2Cbor)
                            .parse(200,
                                   QByteArray::fromHex("a163616e79a56161016161020703"
                                                       "6162f7616382e9d8206178"));
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    const QCborMap expected{{QStringLiteral("a"), 2},
                            {QStringLiteral("b"), nullptr},
                            {QStringLiteral("c"), QCborArray{nullptr, nullptr}}};
    QCOMPARE(answer->output.toMap().value(QStringLiteral("any")).toMap(), expected);
}

void ParseTest::numbersThatNoDoubleHolds()
{
    const Fixture fixture(Protocol::AwsJson10);
    QCOMPARE(fixture.parse(200, "{\"ratio\":1e999}")->output.toMap().value(QStringLiteral("ratio")),
             QCborValue(QStringLiteral("1e999"))); // not 0
    const auto document = fixture.parse(200, "{\"any\":{\"x\":-1e999}}");
    QVERIFY(document);
    QCOMPARE(document->output.toMap().value(QStringLiteral("any"))[QStringLiteral("x")],
             document::exactNumber("-1e999")); // not lost
    QCOMPARE(fixture.parse(200, "{\"ratio\":1e-999}")->output.toMap().value(QStringLiteral("ratio")),
             QCborValue(0.0));
}

void ParseTest::everyTruncationIsAnError_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("JSON")
        << int(Protocol::AwsJson10)
        << QByteArray(
               R"({"text":"a\"b","number":12,"again":{"list":["x","y"],"any":{"z":[true,null,1e5]}},"flag":false})");
    QTest::newRow("XML")
        << int(Protocol::RestXml)
        << QByteArray("<R><text>a&amp;b</text><number>12</number><list><member>x</member></list></R>");
    QTest::newRow("CBOR") << int(Protocol::RpcV2Cbor)
                          << QByteArray("\xa2\x64text\x61"
                                        "a\x66number\x18\x2a");
}

void ParseTest::everyTruncationIsAnError()
{
    QFETCH(int, protocol);
    QFETCH(QByteArray, body);
    const Fixture fixture(static_cast<Protocol>(protocol));
    QVERIFY(fixture.parse(200, body));
    for (qsizetype length = 1; length < body.size(); ++length)
        QVERIFY2(!fixture.parse(200, body.first(length)), body.first(length).toHex());
}

void ParseTest::readsRequestIds_data()
{
    QTest::addColumn<QByteArray>("header");
    for (const char *name : {"x-amzn-RequestId", "X-Amzn-Request-Id", "x-amz-request-id"})
        QTest::newRow(name) << QByteArray(name);
}

void ParseTest::readsRequestIds()
{
    QFETCH(QByteArray, header);
    QCOMPARE(Fixture(Protocol::AwsJson10).parse(200, "{}", {{header, "r-1"}})->requestId,
             QStringLiteral("r-1"));
}

QTEST_GUILESS_MAIN(ParseTest)
#include "tst_parse.moc"
