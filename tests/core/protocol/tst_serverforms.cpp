// SPDX-License-Identifier: Apache-2.0
#include "protocol/bodytraits.h"
#include "protocol/codec.h"
#include "protocol/formreader.h"
#include "shapes.h"

#include <QCborArray>
#include <QTest>

using namespace formwork;
using formwork::testing::OperationBuilder;
using model::Location;
using model::Member;
using model::Protocol;
using model::Shape;
using model::ShapeType;

namespace
{

QCborMap read(const OperationBuilder &builder, const QByteArray &body, const QByteArray &query = {})
{
    http::Request request;
    request.method = "POST";
    request.body = body;
    request.query = query;
    const auto input = protocol::parseRequest(*builder.ptr(), request);
    if (!input)
        qWarning("%s", qPrintable(input.error().message));
    return input ? input->toMap() : QCborMap();
}

QString codeOf(const OperationBuilder &builder, const QByteArray &body)
{
    http::Request request;
    request.body = body;
    const auto input = protocol::parseRequest(*builder.ptr(), request);
    return input ? QString() : input.error().code;
}

QByteArray wordsOf(const QCborValue &value)
{
    QByteArrayList words;
    for (const QCborValue entry : value.toArray())
        words.append(entry.toString().toUtf8());
    return words.join(' ');
}

// Lists and maps in all the ways that a form writes them.
OperationBuilder lists(Protocol protocol)
{
    OperationBuilder builder(protocol);
    Shape *text = builder.scalar(ShapeType::String);
    Shape *in = builder.input();
    OperationBuilder::add(in, QStringLiteral("plain"), builder.list(text));
    Shape *named = builder.list(text);
    named->element.xmlName = QStringLiteral("Item");
    OperationBuilder::add(in, QStringLiteral("named"), named);
    Member &flat = OperationBuilder::add(in, QStringLiteral("flat"), builder.list(text));
    flat.xmlFlattened = true;
    flat.xmlName = QStringLiteral("Flat.Entry").section(u'.', 1);
    OperationBuilder::add(in, QStringLiteral("map"), builder.map(text));
    Shape *attributes = builder.map(text);
    attributes->key.xmlName = QStringLiteral("Name");
    attributes->element.xmlName = QStringLiteral("Value");
    Member &flatMap = OperationBuilder::add(in, QStringLiteral("attributes"), attributes);
    flatMap.xmlFlattened = true;
    flatMap.xmlName = QStringLiteral("Attribute");
    OperationBuilder::add(in, QStringLiteral("count"), builder.scalar(ShapeType::Integer));
    return builder;
}

} // namespace

// What only the protocols with forms and XML have to read and to write on the server's side.
class ServerFormsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsListsAndMaps();
    void readsEmptyLists();
    void readsTheDialectOfEc2();
    void readsFormsFromTheQueryString();
    void refusesWhatIsNoInput();
    void refusesDepthAndNumber();
    void answersInEnvelopes();
    void complainsInEnvelopes_data();
    void complainsInEnvelopes();
    void tellsMembersOfErrors();
    void readsXmlWithAttributesAndNamespaces();
    void answersEmptyStructures();
    void inflatesBodies();
};

void ServerFormsTest::readsListsAndMaps()
{
    const QCborMap map = read(lists(Protocol::Query),
                              "Action=CreateThing&plain.member.2=b&plain.member.10=c&plain.member.1=a%2B+x"
                              "&named.Item.1=n&Entry.1=f&map.entry.1.key=k&map.entry.1.value=v"
                              "&Attribute.1.Name=A&Attribute.1.Value=1&unknown.member.1=x&count=7");
    QCOMPARE(wordsOf(map[QStringLiteral("plain")]), "a+ x b c");
    QCOMPARE(wordsOf(map[QStringLiteral("named")]), "n");
    QCOMPARE(wordsOf(map[QStringLiteral("flat")]), "f");
    QCOMPARE(map[QStringLiteral("map")].toMap().value(QStringLiteral("k")).toString(), QStringLiteral("v"));
    QCOMPARE(map[QStringLiteral("attributes")].toMap().value(QStringLiteral("A")).toString(),
             QStringLiteral("1"));
    QCOMPARE(map[QStringLiteral("count")].toInteger(), 7);
    QCOMPARE(map.size(), 6);
}

void ServerFormsTest::readsEmptyLists()
{
    const OperationBuilder builder = lists(Protocol::Query);
    const QCborMap input{{QStringLiteral("plain"), QCborArray()}, {QStringLiteral("flat"), QCborArray()}};
    const auto request = protocol::serialise(*builder.ptr(), input);
    QVERIFY(request);
    QCOMPARE(read(builder, request->request.body), input);
}

void ServerFormsTest::readsTheDialectOfEc2()
{
    OperationBuilder builder(Protocol::Ec2Query);
    Shape *filter = builder.structure(QStringLiteral("Filter"));
    OperationBuilder::add(filter, QStringLiteral("Name"), builder.scalar(ShapeType::String));
    Shape *values = builder.list(builder.scalar(ShapeType::String));
    values->element.xmlName = QStringLiteral("item");
    OperationBuilder::add(filter, QStringLiteral("Values"), values).xmlName = QStringLiteral("Value");
    OperationBuilder::add(builder.input(), QStringLiteral("Filters"), builder.list(filter)).xmlName =
        QStringLiteral("Filter");
    OperationBuilder::add(builder.input(), QStringLiteral("dryRun"), builder.scalar(ShapeType::Boolean));
    OperationBuilder::add(builder.input(), QStringLiteral("Id"), builder.scalar(ShapeType::String))
        .ec2QueryName = QStringLiteral("ThingId");
    const QCborMap map = read(
        builder, "Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-1&Filter.1.Value.2=vpc-2&DryRun=true&ThingId=t");
    const QCborMap first = map[QStringLiteral("Filters")].toArray().at(0).toMap();
    QCOMPARE(wordsOf(first[QStringLiteral("Values")]), "vpc-1 vpc-2");
    QCOMPARE(map[QStringLiteral("dryRun")].toBool(), true);
    QCOMPARE(map[QStringLiteral("Id")].toString(), QStringLiteral("t"));
}

void ServerFormsTest::readsFormsFromTheQueryString()
{
    const QCborMap map = read(lists(Protocol::Query), {}, "Action=CreateThing&count=3&plain.member.1=a");
    QCOMPARE(map[QStringLiteral("count")].toInteger(), 3);
    QCOMPARE(wordsOf(map[QStringLiteral("plain")]), "a");
}

void ServerFormsTest::refusesWhatIsNoInput()
{
    const OperationBuilder builder = lists(Protocol::Query);
    for (const char *body : {"count=many", "count=", "count.member.1=1", "plain=a", "plain.member.x=a",
                             "map.entry.1.key=k", "map.entry.1.value=v", "map=a"})
        QVERIFY2(codeOf(builder, body) == u"WrongType", body);
}

void ServerFormsTest::refusesDepthAndNumber()
{
    const OperationBuilder builder = lists(Protocol::Query);
    QCOMPARE(codeOf(builder, QByteArray("a.").repeated(300) + "=1"), QStringLiteral("NotForm"));
    QCOMPARE(codeOf(builder, QByteArray("a&").repeated(200'001)), QStringLiteral("NotForm"));
}

void ServerFormsTest::answersInEnvelopes()
{
    const QCborMap output{{QStringLiteral("arn"), QStringLiteral("a<b")}};
    OperationBuilder query(Protocol::Query);
    query.service().xmlNamespace = model::XmlNamespace{QStringLiteral("https://things.example/"), {}};
    OperationBuilder::add(query.output(), QStringLiteral("arn"), query.scalar(ShapeType::String));
    QCOMPARE(protocol::writeResponse(*query.ptr(), output, QStringLiteral("r-1")).body,
             "<CreateThingResponse xmlns=\"https://things.example/\"><CreateThingResult><arn>a&lt;b</arn>"
             "</CreateThingResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>"
             "</CreateThingResponse>");
    OperationBuilder ec2(Protocol::Ec2Query);
    OperationBuilder::add(ec2.output(), QStringLiteral("arn"), ec2.scalar(ShapeType::String));
    QCOMPARE(protocol::writeResponse(*ec2.ptr(), output, QStringLiteral("r-1")).body,
             "<CreateThingResponse><requestId>r-1</requestId><arn>a&lt;b</arn></CreateThingResponse>");
}

void ServerFormsTest::complainsInEnvelopes_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QString>("sdkId");
    QTest::addColumn<QByteArray>("body");
    const QByteArray error = "<Code>Gone</Code><Message>It \xef\xbf\xbd is.</Message>";
    QTest::newRow("query") << int(Protocol::Query) << QString()
                           << "<ErrorResponse><Error><Type>Sender</Type>" + error
            + "</Error><RequestId>r</RequestId></ErrorResponse>";
    QTest::newRow("ec2-query") << int(Protocol::Ec2Query) << QString()
                               << "<Response><Errors><Error>" + error
            + "</Error></Errors><RequestID>r</RequestID></Response>";
    QTest::newRow("rest-xml") << int(Protocol::RestXml) << QString()
                              << "<ErrorResponse><Error><Type>Sender</Type>" + error
            + "</Error><RequestId>r</RequestId></ErrorResponse>";
    QTest::newRow("bare") << int(Protocol::RestXml) << QStringLiteral("S3")
                          << "<Error>" + error + "<RequestId>r</RequestId></Error>";
}

void ServerFormsTest::complainsInEnvelopes()
{
    QFETCH(int, protocol);
    QFETCH(QString, sdkId);
    QFETCH(QByteArray, body);
    OperationBuilder builder(static_cast<Protocol>(protocol));
    builder.service().sdkId = sdkId;
    builder.error(QStringLiteral("GoneException"), 404)->error.queryCode = QStringLiteral("Gone");
    const http::Response response =
        protocol::writeError(*builder.ptr(), QStringLiteral("GoneException"), QStringLiteral("It \x01 is."),
                             404, QStringLiteral("r"));
    QCOMPARE(response.body, body);
    const auto answer = protocol::parse(*builder.ptr(), response);
    QVERIFY(answer && answer->error);
    QCOMPARE(answer->error->code, QStringLiteral("Gone"));
    QCOMPARE(answer->requestId, QStringLiteral("r"));
}

void ServerFormsTest::tellsMembersOfErrors()
{
    for (const Protocol protocol : {Protocol::Query, Protocol::Ec2Query, Protocol::RestXml}) {
        OperationBuilder builder(protocol);
        Shape *gone = builder.error(QStringLiteral("Gone"), 404);
        OperationBuilder::add(gone, QStringLiteral("message"), builder.scalar(ShapeType::String));
        OperationBuilder::add(gone, QStringLiteral("thingId"), builder.scalar(ShapeType::String));
        const http::Response response = protocol::writeError(
            *builder.ptr(), QStringLiteral("Gone"), QStringLiteral("m"), 404, QStringLiteral("r"),
            {{QStringLiteral("thingId"), QStringLiteral("t-1")}, {QStringLiteral("unknown"), 1}});
        const auto answer = protocol::parse(*builder.ptr(), response);
        QVERIFY(answer && answer->error);
        QCOMPARE(answer->output.toMap().value(QStringLiteral("thingId")).toString(), QStringLiteral("t-1"));
        QCOMPARE(answer->error->message, QStringLiteral("m"));
    }
}

void ServerFormsTest::readsXmlWithAttributesAndNamespaces()
{
    OperationBuilder builder(Protocol::RestXml);
    builder.operation().httpUri = "/";
    Shape *grant = builder.structure(QStringLiteral("Grant"));
    OperationBuilder::add(grant, QStringLiteral("Type"), builder.scalar(ShapeType::String)).xmlAttribute =
        true;
    OperationBuilder::add(grant, QStringLiteral("ID"), builder.scalar(ShapeType::String));
    Member &list = OperationBuilder::add(builder.input(), QStringLiteral("Grants"), builder.list(grant));
    list.xmlFlattened = true;
    list.xmlName = QStringLiteral("Grant");
    const QCborMap map =
        read(builder,
             "<?xml version=\"1.0\"?>\n<CreateThingRequest xmlns=\"urn:x\">\n <Grant xmlns:xsi=\"urn:i\" "
             "xsi:Type=\"User\"><ID> a </ID></Grant><g:Grant xmlns:g=\"urn:x\"><g:ID>b</g:ID></g:Grant>"
             "</CreateThingRequest>");
    const QCborArray grants = map[QStringLiteral("Grants")].toArray();
    QCOMPARE(grants.size(), 2);
    QCOMPARE(grants.at(0).toMap().value(QStringLiteral("Type")).toString(), QStringLiteral("User"));
    QCOMPARE(grants.at(1).toMap().value(QStringLiteral("ID")).toString(), QStringLiteral("b"));
    for (const char *body : {"<CreateThingRequest>", "hello", "{}", "<Other><x/></Other>",
                             "<!DOCTYPE a [<!ENTITY b 'c'>]><CreateThingRequest/>"})
        QVERIFY2(!codeOf(builder, body).isEmpty(), body);
}

void ServerFormsTest::answersEmptyStructures()
{
    OperationBuilder builder(Protocol::RestXml);
    OperationBuilder::add(builder.output(), QStringLiteral("Items"),
                          builder.list(builder.scalar(ShapeType::String)));
    const auto answer = protocol::parse(
        *builder.ptr(), protocol::writeResponse(*builder.ptr(), QCborMap(), QStringLiteral("r")));
    QVERIFY2(answer && !answer->error, answer ? "" : qPrintable(answer.error().message));
    builder.operation().httpStatus = 204;
    QVERIFY(protocol::writeResponse(*builder.ptr(), QCborMap(), QStringLiteral("r")).body.isEmpty());
}

void ServerFormsTest::inflatesBodies()
{
    OperationBuilder builder = lists(Protocol::Query);
    builder.operation().requestCompression = true;
    const QString text(20'000, u'x');
    const auto request =
        protocol::serialise(*builder.ptr(), QCborMap{{QStringLiteral("plain"), QCborArray{text}}});
    QVERIFY(request && request->request.body.size() < 1000);
    const auto input = protocol::parseRequest(*builder.ptr(), request->request);
    QVERIFY(input);
    QCOMPARE(input->toMap().value(QStringLiteral("plain")).toArray().at(0).toString(), text);
    http::Request broken = request->request;
    broken.body.chop(5);
    QCOMPARE(protocol::parseRequest(*builder.ptr(), broken).error().code, QStringLiteral("NotGzip"));
}

QTEST_GUILESS_MAIN(ServerFormsTest)
#include "tst_serverforms.moc"
