// SPDX-License-Identifier: Apache-2.0
#include "answers.h"

#include <QCborMap>
#include <QTest>

using namespace formwork;
using Fixture = formwork::testing::AnswerFixture;
using formwork::testing::OperationBuilder;
using model::Location;
using model::Protocol;
using model::ShapeType;

// A status of success with a body that is not the service's answer says nothing of what was done.
class OtherAnswersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isNoAnswer_data();
    void isNoAnswer();
    void tellsAProxyApart();
    void isAnAnswer_data();
    void isAnAnswer();
    void namesAnErrorBehindASuccess_data();
    void namesAnErrorBehindASuccess();
    void knowsWhereABodyIsDue_data();
    void knowsWhereABodyIsDue();
    void knowsWhereNoContentIsAnAnswer_data();
    void knowsWhereNoContentIsAnAnswer();
    void pageInPlaceOfNothing();
    void dataMayLookLikeAnything();
};

void OtherAnswersTest::isNoAnswer_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("body");
    using enum Protocol;
    const std::pair<const char *, Protocol> protocols[] = {
        {"aws-json", AwsJson10}, {"rest-json", RestJson}, {"rest-xml", RestXml},
        {"query", Query},        {"ec2-query", Ec2Query}, {"rpc-v2-cbor", RpcV2Cbor}};
    for (const auto &[name, protocol] : protocols) {
        const auto row = [name, protocol](const char *what, const char *body) {
            QTest::addRow("%s: %s", name, what) << int(protocol) << QByteArray(body);
        };
        row("nothing", "");
        row("sign-in page", "<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>");
        row("XHTML",
            "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><text>a</text></html>");
        row("another element", "<Something><else>1</else></Something>");
        row("an empty element", "<Something/>");
        row("words", "OK");
        row("list", "[]");
        row("null", "null");
    }
    QTest::newRow("blanks") << int(RestXml) << QByteArray("\r\n ");
    QTest::newRow("another operation's answer") << int(Query) << QByteArray("<DeleteThingResponse/>");
}

void OtherAnswersTest::isNoAnswer()
{
    QFETCH(int, protocol);
    QFETCH(QByteArray, body);
    const auto answer = Fixture(static_cast<Protocol>(protocol)).parse(200, body);
    QVERIFY(!answer);
    QCOMPARE(answer.error().phase, Phase::Parse);
    QCOMPARE(answer.error().code, QStringLiteral("UnexpectedAnswer"));
    QVERIFY(answer.error().bytesMayHaveLeft);
}

// No service answers so.
void OtherAnswersTest::tellsAProxyApart()
{
    for (const Protocol protocol :
         {Protocol::AwsJson10, Protocol::RestXml, Protocol::Query, Protocol::RpcV2Cbor}) {
        for (const char *body : {"", "<html>Sign in</html>", "Sign in"}) {
            const auto answer = Fixture(protocol).parse(407, body);
            QVERIFY(!answer);
            QCOMPARE(answer.error().code, QStringLiteral("ProxyFailed"));
            QVERIFY2(answer.error().message.contains(QStringLiteral("407")),
                     qPrintable(answer.error().message));
        }
    }
}

void OtherAnswersTest::isAnAnswer_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("body");
    using enum Protocol;
    const auto row = [](const char *name, Protocol protocol, const char *body) {
        QTest::newRow(name) << int(protocol) << QByteArray(body);
    };
    row("empty object", AwsJson10, "{}");
    row("members that the model does not know", RestJson, R"({"x":1})");
    row("byte order mark", AwsJson10, "\xef\xbb\xbf{}");
    row("element of the shape", RestXml, "<CreateThingResponse/>");
    row("element of the operation", RestXml, "<CreateThingResult xmlns=\"u\"/>");
    row("known inside", RestXml, "<Whatever><text/></Whatever>");
    row("blanks before the declaration", RestXml, "\n \r\n<?xml version=\"1.0\"?><CreateThingResult/>");
    row("byte order mark and declaration", RestXml,
        "\xef\xbb\xbf<?xml version=\"1.0\"?><CreateThingResult/>");
    row("blanks, query", Query,
        "\n<?xml version=\"1.0\"?><CreateThingResponse><ResponseMetadata/></CreateThingResponse>");
    row("result alone", Query, "<Old><CreateThingResult/></Old>");
    row("ec2", Ec2Query,
        "\n\n<?xml version=\"1.0\"?><CreateThingResponse><return>true</return></CreateThingResponse>");
}

void OtherAnswersTest::isAnAnswer()
{
    QFETCH(int, protocol);
    QFETCH(QByteArray, body);
    const auto answer = Fixture(static_cast<Protocol>(protocol)).parse(200, body);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QVERIFY(!answer->error);
}

void OtherAnswersTest::namesAnErrorBehindASuccess_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("body");
    using enum Protocol;
    const QByteArray inner = "<Code>InternalError</Code><Message>Again.</Message>";
    QTest::newRow("S3") << int(RestXml) << "\n<?xml version=\"1.0\"?>\n<Error>" + inner + "</Error>";
    QTest::newRow("namespace") << int(RestXml) << "<Error xmlns=\"u\">" + inner + "</Error>";
    QTest::newRow("wrapped") << int(RestXml) << "<ErrorResponse><Error>" + inner + "</Error></ErrorResponse>";
    QTest::newRow("query") << int(Query)
                           << "<ErrorResponse xmlns=\"u\"><Error>" + inner + "</Error></ErrorResponse>";
    QTest::newRow("ec2") << int(Ec2Query)
                         << "<Response><Errors><Error>" + inner + "</Error></Errors></Response>";
    QTest::newRow("JSON") << int(AwsJson11)
                          << QByteArray(R"({"__type":"x#InternalError","message":"Again."})");
    QTest::newRow("rest-json") << int(RestJson)
                               << QByteArray(R"({"__type":"InternalError","Message":"Again."})");
}

void OtherAnswersTest::namesAnErrorBehindASuccess()
{
    QFETCH(int, protocol);
    QFETCH(QByteArray, body);
    const auto answer = Fixture(static_cast<Protocol>(protocol)).parse(200, body);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QVERIFY(answer->error);
    QCOMPARE(answer->error->code, QStringLiteral("InternalError"));
    QCOMPARE(answer->error->message, QStringLiteral("Again."));
}

void OtherAnswersTest::knowsWhereABodyIsDue_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("location");
    QTest::addColumn<bool>("isDue");
    const auto row = [](const char *name, int status, const char *method, ShapeType type, Location location,
                        bool isDue) {
        QTest::newRow(name) << status << QByteArray(method) << int(type) << int(location) << isDue;
    };
    row("member", 200, "POST", ShapeType::String, Location::Body, true);
    row("no content", 204, "POST", ShapeType::String, Location::Body, false);
    row("HEAD", 200, "HEAD", ShapeType::String, Location::Body, false);
    row("header", 200, "PUT", ShapeType::String, Location::Header, false);
    row("structure", 200, "PUT", ShapeType::Structure, Location::Payload, true);
    row("union", 200, "PUT", ShapeType::Union, Location::Payload, false);
    row("data", 200, "GET", ShapeType::Blob, Location::Payload, false);
    row("text", 200, "GET", ShapeType::String, Location::Payload, false);
}

void OtherAnswersTest::knowsWhereABodyIsDue()
{
    QFETCH(int, status);
    QFETCH(QByteArray, method);
    QFETCH(int, type);
    QFETCH(int, location);
    QFETCH(bool, isDue);
    for (const Protocol protocol : {Protocol::RestJson, Protocol::RestXml}) {
        OperationBuilder builder(protocol);
        builder.operation().httpMethod = method;
        model::Shape *target = builder.scalar(static_cast<ShapeType>(type));
        if (target->isAggregate())
            OperationBuilder::add(target, QStringLiteral("a"), builder.scalar(ShapeType::String));
        OperationBuilder::add(builder.output(), QStringLiteral("it"), target, static_cast<Location>(location),
                              QStringLiteral("it"));
        const auto answer = protocol::parse(builder.operation(), {status, {}, {}});
        QCOMPARE(!answer, isDue);
        if (!answer)
            QCOMPARE(answer.error().code, QStringLiteral("UnexpectedAnswer"));
    }
}

// "No content" is an answer where the model promises nothing; a creation without the name of what was made is
// none, whatever the status says.
void OtherAnswersTest::knowsWhereNoContentIsAnAnswer_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("member");
    QTest::addColumn<bool>("required");
    QTest::addColumn<int>("modelled");
    QTest::addColumn<bool>("isAnAnswer");
    const auto row = [](const char *title, const char *name, const char *member, bool required, int modelled,
                        bool isAnAnswer) {
        QTest::newRow(title) << QString::fromLatin1(name) << QString::fromLatin1(member) << required
                             << modelled << isAnAnswer;
    };
    row("required", "UpdateThing", "Text", true, 200, false);
    row("required of a read", "GetThing", "Text", true, 200, false);
    row("required, and modelled so", "DeleteThing", "Text", true, 204, true);
    row("optional", "UpdateThing", "ThingId", false, 200, true);
    row("optional of a deletion", "DeleteThing", "ThingId", false, 202, true);
    row("optional of a read", "ListThings", "ThingIds", false, 200, true);
    row("made, by id", "CreateThing", "ThingId", false, 200, false);
    row("made, by ARN", "CreateThing", "ThingArn", false, 201, false);
    row("made, modelled so", "CreateThing", "ThingArn", false, 204, true);
    row("made, nothing that names it", "CreateThing", "Text", false, 200, true);
}

void OtherAnswersTest::knowsWhereNoContentIsAnAnswer()
{
    QFETCH(QString, name);
    QFETCH(QString, member);
    QFETCH(bool, required);
    QFETCH(int, modelled);
    QFETCH(bool, isAnAnswer);
    for (const Protocol protocol : {Protocol::RestJson, Protocol::RestXml}) {
        for (const Location location : {Location::Body, Location::Payload}) {
            OperationBuilder builder(protocol);
            builder.operation().name = name;
            builder.operation().httpStatus = modelled;
            model::Shape *holder =
                location == Location::Payload ? builder.scalar(ShapeType::Structure) : builder.output();
            OperationBuilder::add(holder, member, builder.scalar(ShapeType::String));
            holder->members.back().required = required;
            if (location == Location::Payload)
                OperationBuilder::add(builder.output(), QStringLiteral("It"), holder, location);
            for (const int status : {204, 205}) {
                const auto answer = protocol::parse(builder.operation(), {status, {}, {}});
                QCOMPARE(answer.has_value(), isAnAnswer);
                if (!answer)
                    QCOMPARE(answer.error().code, QStringLiteral("UnexpectedAnswer"));
            }
        }
    }
}

// Where the service answers nothing, something in another language is not from the service.
void OtherAnswersTest::pageInPlaceOfNothing()
{
    for (const Protocol protocol : {Protocol::RestJson, Protocol::RestXml, Protocol::AwsJson10}) {
        const OperationBuilder builder(protocol);
        QVERIFY(!protocol::parse(*builder.ptr(), {200, {}, "<html><body>Sign in</body></html>"}));
        QVERIFY(!protocol::parse(*builder.ptr(), {200, {}, "Welcome to the network"}));
        QVERIFY(protocol::parse(*builder.ptr(), {200, {}, {}}));
        QVERIFY(protocol::parse(*builder.ptr(), {200, {{"content-type", "text/html"}}, {}}));
    }
}

void OtherAnswersTest::dataMayLookLikeAnything()
{
    OperationBuilder builder(Protocol::RestXml);
    OperationBuilder::add(builder.output(), QStringLiteral("Body"), builder.scalar(ShapeType::Blob),
                          Location::Payload);
    for (const QByteArray body : {"<html></html>", "<Error><Code>x</Code></Error>", "{}"}) {
        const auto answer = protocol::parse(builder.operation(), {200, {}, body});
        QVERIFY(answer && !answer->error);
        QCOMPARE(answer->output.toMap().value(QStringLiteral("Body")).toByteArray(), body);
    }
}

QTEST_GUILESS_MAIN(OtherAnswersTest)
#include "tst_otheranswers.moc"
