// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec.h"
#include "shapes.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QTest>

using namespace formwork;
using formwork::testing::OperationBuilder;
using model::Location;
using model::Protocol;
using model::Shape;
using model::ShapeType;

namespace
{

OperationBuilder everything(Protocol protocol)
{
    OperationBuilder builder(protocol);
    builder.operation().httpUri = "/a/{id}/{key+}/end";
    builder.operation().httpStatus = 201;
    Shape *text = builder.scalar(ShapeType::String);
    Shape *in = builder.input();
    OperationBuilder::add(in, QStringLiteral("id"), text, Location::Label);
    OperationBuilder::add(in, QStringLiteral("key"), text, Location::GreedyLabel);
    OperationBuilder::add(in, QStringLiteral("count"), builder.scalar(ShapeType::Integer), Location::Query,
                          QStringLiteral("n"));
    OperationBuilder::add(in, QStringLiteral("tags"), builder.list(text), Location::Query,
                          QStringLiteral("tag"));
    OperationBuilder::add(in, QStringLiteral("rest"), builder.map(text), Location::QueryParams);
    OperationBuilder::add(in, QStringLiteral("header"), builder.list(text), Location::Header,
                          QStringLiteral("X-H"));
    OperationBuilder::add(in, QStringLiteral("body"), builder.map(builder.scalar(ShapeType::Timestamp)));
    OperationBuilder::add(in, QStringLiteral("bytes"), builder.scalar(ShapeType::Blob));
    Shape *out = builder.output();
    OperationBuilder::add(out, QStringLiteral("arn"), text);
    OperationBuilder::add(out, QStringLiteral("etag"), text, Location::Header, QStringLiteral("ETag"));
    Shape *error = builder.error(QStringLiteral("ConflictException"), 409);
    OperationBuilder::add(error, QStringLiteral("Message"), text);
    return builder;
}

QCborMap input()
{
    QCborMap rest;
    rest[QStringLiteral("x y")] = QStringLiteral("1&2");
    QCborMap body;
    body[QStringLiteral("t")] = QCborValue(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 678), Qt::UTC));
    QCborMap map;
    map[QStringLiteral("id")] = QStringLiteral("x/y \u00fc");
    map[QStringLiteral("key")] = QStringLiteral("p/q/r s");
    map[QStringLiteral("count")] = 7;
    map[QStringLiteral("tags")] = QCborArray{QStringLiteral("a"), QStringLiteral("b+c")};
    map[QStringLiteral("rest")] = rest;
    map[QStringLiteral("header")] = QCborArray{QStringLiteral("a,b"), QStringLiteral("c")};
    map[QStringLiteral("body")] = body;
    map[QStringLiteral("bytes")] = QByteArray("\x00\x01", 2);
    return map;
}

} // namespace

// What a client writes a server must read, and the other way round.
class ServerSideTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatAClientWrites_data() { addProtocols(); }
    void readsWhatAClientWrites();
    void writesWhatAClientReads_data() { addProtocols(); }
    void writesWhatAClientReads();
    void writesErrors_data() { addProtocols(); }
    void writesErrors();
    void writesOldCodesBesideNames();
    void refusesWhatIsNoInput();
    void answersAnObjectInRestJson();
    void fixedQueryIsNoEntry();
    void aSlashAtTheEndIsNoPart_data();
    void aSlashAtTheEndIsNoPart();

private:
    static void addProtocols();
};

void ServerSideTest::addProtocols()
{
    QTest::addColumn<int>("protocol");
    QTest::newRow("aws-json 1.0") << int(Protocol::AwsJson10);
    QTest::newRow("aws-json 1.1") << int(Protocol::AwsJson11);
    QTest::newRow("rest-json") << int(Protocol::RestJson);
    QTest::newRow("rpc-v2-cbor") << int(Protocol::RpcV2Cbor);
    QTest::newRow("rpc-v2-json") << int(Protocol::RpcV2Json);
    QTest::newRow("rest-xml") << int(Protocol::RestXml);
    QTest::newRow("query") << int(Protocol::Query);
    QTest::newRow("ec2-query") << int(Protocol::Ec2Query);
}

void ServerSideTest::readsWhatAClientWrites()
{
    QFETCH(int, protocol);
    const OperationBuilder builder = everything(static_cast<Protocol>(protocol));
    const auto request = protocol::serialise(*builder.ptr(), input());
    QVERIFY(request);
    const auto read = protocol::parseRequest(*builder.ptr(), request->request);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    const QCborMap map = read->toMap();
    QCOMPARE(map.size(), input().size());
    for (auto it = map.constBegin(); it != map.constEnd(); ++it)
        QCOMPARE(QCborValue(it.value()), input().value(it.key().toString()));
}

void ServerSideTest::writesWhatAClientReads()
{
    QFETCH(int, protocol);
    const OperationBuilder builder = everything(static_cast<Protocol>(protocol));
    QCborMap output;
    output[QStringLiteral("arn")] = QStringLiteral("arn:aws:things:::x");
    output[QStringLiteral("etag")] = QStringLiteral("e1");
    const http::Response response = protocol::writeResponse(*builder.ptr(), output, QStringLiteral("r-1"));
    const auto answer = protocol::parse(*builder.ptr(), response);
    QVERIFY(answer && !answer->error);
    QCOMPARE(answer->requestId, QStringLiteral("r-1"));
    const QCborMap read = answer->output.toMap();
    QCOMPARE(read.value(QStringLiteral("arn")), output.value(QStringLiteral("arn")));
    QCOMPARE(read.value(QStringLiteral("etag")), output.value(QStringLiteral("etag")));
}

void ServerSideTest::writesErrors()
{
    QFETCH(int, protocol);
    const OperationBuilder builder = everything(static_cast<Protocol>(protocol));
    const http::Response response =
        protocol::writeError(*builder.ptr(), QStringLiteral("ConflictException"),
                             QStringLiteral("There is one already."), 409, QStringLiteral("r-2"));
    QCOMPARE(response.status, 409);
    const auto answer = protocol::parse(*builder.ptr(), response);
    QVERIFY(answer && answer->error);
    QCOMPARE(answer->error->code, QStringLiteral("ConflictException"));
    QCOMPARE(answer->error->message, QStringLiteral("There is one already."));
    QCOMPARE(answer->error->requestId, QStringLiteral("r-2"));
}

// Services that spoke the query protocol once: the code of then in a header, the name of today in the body.
void ServerSideTest::writesOldCodesBesideNames()
{
    const OperationBuilder builder = everything(Protocol::AwsJson10);
    model::Service service = *builder.ptr()->service;
    service.queryCompatible = true;
    model::Shape gone;
    gone.name = QStringLiteral("QueueDoesNotExist");
    gone.error.isError = true;
    gone.error.queryCode = QStringLiteral("AWS.SimpleQueueService.NonExistentQueue");
    model::Operation operation;
    operation.service = std::make_shared<const model::Service>(service);
    operation.errors = {&gone};
    for (const QString &code : {gone.name, gone.error.queryCode}) {
        const http::Response response =
            protocol::writeError(operation, code, QStringLiteral("It is not there."), 400, {}, {});
        QCOMPARE(response.headers.value("x-amzn-query-error"),
                 QByteArray("AWS.SimpleQueueService.NonExistentQueue;Sender"));
        QVERIFY2(response.body.contains("\"QueueDoesNotExist\""), response.body.constData());
    }
}

void ServerSideTest::refusesWhatIsNoInput()
{
    const OperationBuilder builder = everything(Protocol::AwsJson10);
    for (const char *body :
         {"{", "[]", "hello", R"({"count":"many"})", R"({"count":"5"})", R"({"body":{"t":true}})"}) {
        http::Request request;
        request.method = "POST";
        request.body = body;
        const auto read = protocol::parseRequest(*builder.ptr(), request);
        QVERIFY(!read);
        QCOMPARE(read.error().code, QStringLiteral("SerializationException"));
    }
    const OperationBuilder rest = everything(Protocol::RestJson);
    http::Request request;
    request.path = "/a/b";
    QVERIFY(!protocol::parseRequest(*rest.ptr(), request));
}

void ServerSideTest::answersAnObjectInRestJson()
{
    const OperationBuilder builder = everything(Protocol::RestJson);
    const http::Response response =
        protocol::writeResponse(*builder.ptr(), QCborMap(), QStringLiteral("r-1"));
    QCOMPARE(response.status, 201);
    QCOMPARE(response.body, "{}");
    QCOMPARE(response.headers.value("content-type"), "application/json");
}

// What stands in every address of an operation is no entry of the map that takes the rest of the query.
void ServerSideTest::fixedQueryIsNoEntry()
{
    OperationBuilder builder(model::Protocol::RestXml);
    builder.operation().httpUri = "/things?kind=all&quick";
    OperationBuilder::add(builder.input(), QStringLiteral("rest"),
                          builder.map(builder.scalar(ShapeType::String)), Location::QueryParams);
    http::Request request;
    request.path = "/things";
    request.query = "kind=all&quick&k=v";
    const auto input = protocol::parseRequest(*builder.ptr(), request);
    QVERIFY(input);
    const QCborMap rest{{QStringLiteral("k"), QStringLiteral("v")}};
    QCOMPARE(input->toMap()[QStringLiteral("rest")].toMap(), rest);
}

void ServerSideTest::aSlashAtTheEndIsNoPart_data()
{
    QTest::addColumn<QByteArray>("uri");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("of the model") << QByteArray("/zone/{id}/records/") << QByteArray("/zone/z/records");
    QTest::newRow("of the client") << QByteArray("/zone/{id}/records") << QByteArray("/zone/z/records/");
    QTest::newRow("of both") << QByteArray("/zone/{id}/records/") << QByteArray("/zone/z/records/");
}

void ServerSideTest::aSlashAtTheEndIsNoPart()
{
    QFETCH(const QByteArray, uri);
    QFETCH(const QByteArray, path);
    OperationBuilder builder(model::Protocol::RestXml);
    builder.operation().httpUri = uri;
    OperationBuilder::add(builder.input(), QStringLiteral("id"), builder.scalar(ShapeType::String),
                          Location::Label);
    http::Request request;
    request.path = path;
    const auto input = protocol::parseRequest(*builder.ptr(), request);
    QVERIFY(input);
    QCOMPARE(input->toMap()[QStringLiteral("id")].toString(), QStringLiteral("z"));
}

QTEST_GUILESS_MAIN(ServerSideTest)
#include "tst_serverside.moc"
