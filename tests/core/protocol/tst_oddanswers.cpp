// SPDX-License-Identifier: Apache-2.0
#include "answers.h"
#include "protocol/xmltree.h"

#include <QCborArray>
#include <QCborMap>
#include <QTest>

using namespace formwork;
using Fixture = formwork::testing::AnswerFixture;
using formwork::testing::OperationBuilder;
using model::Location;
using model::Protocol;
using model::ShapeType;

// What was done stays done: a member that does not fit is kept as it came or left out, is told, and costs
// none of the others.
class OddAnswersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOthers_data();
    void keepsTheOthers();
    void keepsTheOthersOfXml_data();
    void keepsTheOthersOfXml();
    void keepsTheOthersOfCbor_data();
    void keepsTheOthersOfCbor();
    void keepsTextInFrontOfParts();
    void boundsItsNotes();
    void keepsByteOrderMarks();
    void mendsText_data();
    void mendsText();
    void readsOddHeaders();
    void manyAttributesAreRefusedUnread();
};

void OddAnswersTest::keepsTheOthers_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QCborValue>("kept");
    const auto row = [](const char *name, const char *member, const char *place, const QCborValue &kept) {
        QTest::newRow(name) << QByteArray(member) << QString::fromUtf8(place) << kept;
    };
    const QCborValue nothing; // undefined: left out
    row("number for text", R"("text":12345678901234567890)", "/text", QStringLiteral("12345678901234567890"));
    row("truth for text", R"("text":true)", "/text", QStringLiteral("true"));
    row("words for a number", R"("number":"many")", "/number", QStringLiteral("many"));
    row("fraction for a number", R"("number":1.5)", "/number", 1.5);
    row("too large a number", R"("number":9223372036854775808)", "/number", 9223372036854775808.0);
    row("list for text", R"("text":["a"])", "/text", nothing);
    row("object for text", R"("text":{"a":[1]})", "/text", nothing);
    row("text for a list", R"("list":"a")", "/list", nothing);
    row("object for a list", R"("list":{"a":"b"})", "/list", nothing);
    row("text for a structure", R"("again":"x")", "/again", nothing);
    row("list for a structure", R"("again":[{"text":"x"}])", "/again", nothing);
    row("inside", R"("again":{"again":{"list":["a",{},"b"]}})", "/again/again/list/1",
        QCborMap{{QStringLiteral("again"),
                  QCborMap{{QStringLiteral("list"), QCborArray{QStringLiteral("a"), QStringLiteral("b")}}}}});
    row("not base64", R"("bytes":"?")", "/bytes", QStringLiteral("?"));
    row("number for a truth", R"("flag":1)", "/flag", 1);
    row("date in milliseconds", R"("time":1767323045123)", "/time", qint64(1767323045123));
    row("date beyond year 9999", R"("time":"+12026-01-02T03:04:05Z")", "/time",
        QStringLiteral("+12026-01-02T03:04:05Z"));
    row("words for a date", R"("time":"never")", "/time", QStringLiteral("never"));
    row("lone surrogate", R"("text":"a\ud83dz")", "/text", QStringLiteral("a\uFFFDz"));
    row("lone low surrogate", R"("text":"\ude39\ud83d\ude39\"")", "/text",
        QStringLiteral("\uFFFD\U0001F639\""));
    row("lone surrogate in a name", R"("any":{"\ud83d\n":1})", "/any/\uFFFD\n",
        QCborMap{{QStringLiteral("\uFFFD\n"), 1}});
}

void OddAnswersTest::keepsTheOthers()
{
    QFETCH(QByteArray, member);
    QFETCH(QString, place);
    QFETCH(QCborValue, kept);
    for (const Protocol protocol : {Protocol::AwsJson11, Protocol::RestJson}) {
        const auto answer =
            Fixture(protocol).parse(200, R"({"ratio":0.5,)" + member + R"(,"again":{"text":"last"}})");
        const auto other = Fixture(protocol).parse(200, '{' + member + R"(,"ratio":0.5})");
        QVERIFY2(answer && other, answer ? "" : qPrintable(answer.error().message));
        QVERIFY(!answer->error && !other->error);
        QCOMPARE(answer->output.toMap().value(QStringLiteral("ratio")), QCborValue(0.5));
        QCOMPARE(other->output.toMap().value(QStringLiteral("ratio")), QCborValue(0.5));
        QCOMPARE(other->output.toMap().value(place.section(u'/', 1, 1)), kept);
        QCOMPARE(other->notes.size(), 1);
        QVERIFY2(other->notes[0].contains(place + u')'), qPrintable(other->notes[0]));
    }
}

void OddAnswersTest::keepsTheOthersOfXml_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QString>("place");
    QTest::newRow("number") << QByteArray("<number>many</number>") << QStringLiteral("/number");
    QTest::newRow("no number") << QByteArray("<number/>") << QStringLiteral("/number");
    QTest::newRow("truth") << QByteArray("<flag>perhaps</flag>") << QStringLiteral("/flag");
    QTest::newRow("base64") << QByteArray("<bytes>?</bytes>") << QStringLiteral("/bytes");
    QTest::newRow("time") << QByteArray("<time>never</time>") << QStringLiteral("/time");
    QTest::newRow("inside") << QByteArray("<again><again><time>x</time></again></again>")
                            << QStringLiteral("/again/again/time");
}

void OddAnswersTest::keepsTheOthersOfXml()
{
    QFETCH(QByteArray, member);
    QFETCH(QString, place);
    for (const Protocol protocol : {Protocol::RestXml, Protocol::Query, Protocol::Ec2Query}) {
        const QByteArray inner = "<text>first</text>" + member + "<ratio>0.5</ratio>";
        const QByteArray body = protocol == Protocol::Query
            ? "<CreateThingResponse><CreateThingResult>" + inner
                + "</CreateThingResult></CreateThingResponse>"
            : "<CreateThingResponse>" + inner + "</CreateThingResponse>";
        const auto answer = Fixture(protocol).parse(200, body);
        QVERIFY2(answer && !answer->error, answer ? "" : qPrintable(answer.error().message));
        const QCborMap output = answer->output.toMap();
        QCOMPARE(output.value(QStringLiteral("text")).toString(), QStringLiteral("first"));
        QCOMPARE(output.value(QStringLiteral("ratio")), QCborValue(0.5));
        QVERIFY2(answer->notes.value(0).contains(place + u')'), qPrintable(answer->notes.value(0)));
    }
}

void OddAnswersTest::keepsTheOthersOfCbor_data()
{
    QTest::addColumn<QCborValue>("member");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QCborValue>("kept");
    QTest::newRow("text") << QCborValue(7) << QStringLiteral("text") << QCborValue(QStringLiteral("7"));
    QTest::newRow("number") << QCborValue(QStringLiteral("x")) << QStringLiteral("number")
                            << QCborValue(QStringLiteral("x"));
    QTest::newRow("time") << QCborValue(QCborKnownTags::UnixTime_t, 1e15) << QStringLiteral("time")
                          << QCborValue();
    QTest::newRow("list") << QCborValue(QStringLiteral("x")) << QStringLiteral("list") << QCborValue();
    QTest::newRow("structure") << QCborValue(QCborArray()) << QStringLiteral("again") << QCborValue();
}

void OddAnswersTest::keepsTheOthersOfCbor()
{
    QFETCH(QCborValue, member);
    QFETCH(QString, name);
    QFETCH(QCborValue, kept);
    const QCborMap body{{name, member}, {QStringLiteral("ratio"), 0.5}};
    const auto answer = Fixture(Protocol::RpcV2Cbor).parse(200, body.toCborValue().toCbor());
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->output.toMap().value(QStringLiteral("ratio")), QCborValue(0.5));
    if (name != u"time")
        QCOMPARE(answer->output.toMap().value(name), kept);
    QVERIFY(answer->notes.value(0).contains(QStringLiteral("/%1)").arg(name)));
}

// Text where a structure belongs may hold what the model marks as sensitive inside of it.
void OddAnswersTest::keepsTextInFrontOfParts()
{
    const auto answer = Fixture(Protocol::AwsJson10).parse(200, R"({"again":"{\"secret\":1}","number":3})");
    QVERIFY(answer);
    QVERIFY(!answer->output.toMap().contains(QStringLiteral("again")));
    QVERIFY(!answer->notes.join(u' ').contains(QStringLiteral("secret")));
}

void OddAnswersTest::boundsItsNotes()
{
    const auto answer = Fixture(Protocol::AwsJson10)
                            .parse(200, "{\"list\":[" + QByteArray("1,").repeated(100'000) + "\"a\"]}");
    QVERIFY(answer);
    QCOMPARE(answer->output.toMap().value(QStringLiteral("list")).toArray().size(), 100'001);
    QCOMPARE(answer->notes.size(), 21);
    QVERIFY2(answer->notes.last().contains(QStringLiteral("99980")), qPrintable(answer->notes.last()));
}

void OddAnswersTest::keepsByteOrderMarks()
{
    const QString expected = QStringLiteral("\uFEFFx");
    const QByteArray text = expected.toUtf8();
    QByteArray large = "{\"any\":{\"" + text + "\":{\"inner\":\"" + text + "\"}";
    for (int i = 0; i < 100; ++i)
        large += ",\"k" + QByteArray::number(i) + "\":\"" + text + '"';
    const auto json = Fixture(Protocol::AwsJson10).parse(200, large + "},\"text\":\"" + text + "\"}");
    const auto xml = Fixture(Protocol::RestXml)
                         .parse(200, "<CreateThingResponse><text>" + text + "</text></CreateThingResponse>");
    QVERIFY(json && xml);
    QCOMPARE(json->output.toMap().value(QStringLiteral("text")).toString(), expected);
    QCOMPARE(xml->output.toMap().value(QStringLiteral("text")).toString(), expected);
    const QCborMap any = json->output.toMap().value(QStringLiteral("any")).toMap();
    QCOMPARE(any.size(), 101);
    QCOMPARE(any.value(QStringLiteral("k99")).toString(), expected);
    QCOMPARE(any.value(expected).toMap().value(QStringLiteral("inner")).toString(), expected);
}

void OddAnswersTest::mendsText_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    const auto xml = [](const char *name, const QByteArray &inner, const QString &text) {
        QTest::newRow(name) << int(Protocol::RestXml)
                            << "<CreateThingResponse><text>" + inner + "</text></CreateThingResponse>"
                            << text;
    };
    QTest::newRow("JSON, not UTF-8") << int(Protocol::AwsJson10) << QByteArray("{\"text\":\"a\xff\"}")
                                     << QStringLiteral("a\uFFFD");
    xml("XML, not UTF-8", "a\xff", QStringLiteral("a\uFFFD"));
    xml("reference to a surrogate", "a&#xD83D;b", QStringLiteral("a\uFFFDb"));
    xml("reference to a control character", "a&#1;b&#65;", QStringLiteral("a\uFFFDbA"));
    xml("control character", "a\x01", QStringLiteral("a\uFFFD"));
}

void OddAnswersTest::mendsText()
{
    QFETCH(int, protocol);
    QFETCH(QByteArray, body);
    QFETCH(QString, text);
    const auto answer = Fixture(static_cast<Protocol>(protocol)).parse(200, body);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->output.toMap().value(QStringLiteral("text")).toString(), text);
    QCOMPARE(answer->notes.size(), 1);
}

void OddAnswersTest::readsOddHeaders()
{
    OperationBuilder builder(Protocol::RestXml);
    builder.service().sdkId = QStringLiteral("S3");
    builder.operation().name = QStringLiteral("HeadObject");
    builder.operation().httpMethod = "HEAD";
    const auto add = [&](const char *name, ShapeType type) {
        OperationBuilder::add(builder.output(), QLatin1String(name), builder.scalar(type), Location::Header,
                              QLatin1String(name));
    };
    add("Expires", ShapeType::Timestamp);
    add("LastModified", ShapeType::Timestamp);
    add("ContentLength", ShapeType::Long);
    const auto parse = [&](const QByteArray &expires) {
        return protocol::parse(
            builder.operation(),
            {200, {{"expires", expires}, {"LastModified", "soon"}, {"ContentLength", "5"}}, {}});
    };
    const auto answer = parse("Wednesday, 01-Jan-20 00:00:00 GMT");
    QVERIFY(answer && !answer->error);
    const QCborMap expected{
        {QStringLiteral("LastModified"), QStringLiteral("soon")},
        {QStringLiteral("ContentLength"), 5},
        {QStringLiteral("ExpiresString"), QStringLiteral("Wednesday, 01-Jan-20 00:00:00 GMT")}};
    QCOMPARE(answer->output.toMap(), expected);
    QCOMPARE(answer->notes.size(), 2);
    const auto good = parse("Fri, 02 Jan 2026 03:04:05 GMT");
    QVERIFY(good->output.toMap().value(QStringLiteral("Expires")).isDateTime());
    QVERIFY(good->output.toMap().contains(QStringLiteral("ExpiresString")));
}

// Twice the attributes must not be four times the work; beyond what services send, none is done.
void OddAnswersTest::manyAttributesAreRefusedUnread()
{
    QByteArray body = "<CreateThingResponse ";
    for (int i = 0; i < 200'000; ++i)
        body += 'a' + QByteArray::number(i) + "=\"\" ";
    const auto answer = Fixture(Protocol::RestXml).parse(200, body + "/>");
    QVERIFY(!answer);
    QVERIFY(protocol::readXml("<a a='=' b='1>' c='='/>")); // some are fine
    QVERIFY(!protocol::readXml("<!-- " + body + "> --><a><![CDATA[<]]>" + body + "/></a>"));
    QVERIFY(protocol::readXml("<a>" + body.replace('<', "&lt;") + "</a>"));
}

QTEST_GUILESS_MAIN(OddAnswersTest)
#include "tst_oddanswers.moc"
