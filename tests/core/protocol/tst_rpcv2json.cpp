// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec.h"
#include "shapes.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QTest>

#include <cmath>
#include <limits>

using namespace formwork;
using formwork::testing::OperationBuilder;
using model::Location;
using model::Protocol;
using model::ShapeType;

namespace
{

const QDateTime kTime(QDate(2026, 1, 2), QTime(3, 4, 5, 500), Qt::UTC);

// Every kind of member whose JSON is a matter of the protocol, with traits that it ignores.
OperationBuilder everything()
{
    OperationBuilder builder(Protocol::RpcV2Json);
    builder.operation().httpMethod = "GET";
    builder.operation().httpUri = "/elsewhere/{text}";
    for (model::Shape *shape : {builder.input(), builder.output()}) {
        const auto add = [&](const char *name, ShapeType type) -> model::Member & {
            return OperationBuilder::add(shape, QLatin1String(name), builder.scalar(type));
        };
        OperationBuilder::add(shape, QStringLiteral("text"), builder.scalar(ShapeType::String),
                              Location::Header, QStringLiteral("X-Text"));
        add("time", ShapeType::Timestamp).timestampFormat = model::TimestampFormat::DateTime;
        add("bytes", ShapeType::Blob);
        add("ratio", ShapeType::Double);
        add("count", ShapeType::Long);
        add("whole", ShapeType::BigInteger);
        add("exact", ShapeType::BigDecimal);
    }
    model::Shape *error = builder.error(QStringLiteral("ConflictException"), 409);
    OperationBuilder::add(error, QStringLiteral("message"), builder.scalar(ShapeType::String));
    OperationBuilder::add(error, QStringLiteral("thing"), builder.scalar(ShapeType::String));
    return builder;
}

QCborMap document()
{
    return {{QStringLiteral("text"), QStringLiteral("a\\b")},
            {QStringLiteral("time"), QCborValue(kTime)},
            {QStringLiteral("bytes"), QByteArray("foo")},
            {QStringLiteral("ratio"), std::numeric_limits<double>::infinity()},
            {QStringLiteral("count"), Q_INT64_C(9223372036854775807)},
            {QStringLiteral("whole"), QStringLiteral("-9223372036854775809")},
            {QStringLiteral("exact"), QStringLiteral("100000000000000000000001.0")}};
}

const QByteArray kBody = QByteArray("{'text':'a\\\\b','time':1767323045.5,'bytes':'Zm9v','ratio':'Infinity',"
                                    "'count':9223372036854775807,'whole':'-9223372036854775809',"
                                    "'exact':'100000000000000000000001.0'}")
                             .replace('\'', '"');

http::Headers ours(const char *type = "application/json")
{
    return {{"smithy-protocol", "rpc-v2-json"}, {"content-type", type}, {"x-amzn-requestid", "r-1"}};
}

} // namespace

// Smithy's RPC v2 with JSON, where it differs from the JSON of AWS.
class RpcV2JsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sends()
    {
        const auto sent = protocol::serialise(everything().operation(), document(), "/base/");
        QVERIFY2(sent, sent ? "" : qPrintable(sent.error().message));
        const http::Request &request = sent->request;
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.path, "/base/service/Things/operation/CreateThing");
        QCOMPARE(request.query, QByteArray());
        QCOMPARE(request.headers.value("smithy-protocol"), "rpc-v2-json");
        QCOMPARE(request.headers.value("content-type"), "application/json");
        QCOMPARE(request.headers.value("accept"), "application/json");
        QVERIFY(!request.headers.contains("x-amz-target"));
        QVERIFY(!request.headers.contains("x-text"));
        QCOMPARE(request.body, kBody);
    }

    void sendsNothingWhereThereIsNoInput()
    {
        OperationBuilder builder = everything();
        QCOMPARE(protocol::serialise(builder.operation(), QCborMap())->request.body, "{}");
        builder.operation().takesInput = false;
        const auto sent = protocol::serialise(builder.operation(), QCborMap());
        QVERIFY(sent->request.body.isEmpty());
        QVERIFY(!sent->request.headers.contains("content-type"));
        QCOMPARE(sent->request.headers.value("accept"), "application/json");
    }

    void understands()
    {
        const auto answer = protocol::parse(everything().operation(), {200, ours(), kBody});
        QVERIFY2(answer && !answer->error, answer ? "" : qPrintable(answer.error().message));
        QCOMPARE(QCborValue(answer->output), QCborValue(document()));
        QCOMPARE(answer->requestId, QStringLiteral("r-1"));
        QVERIFY(answer->notes.isEmpty());
    }

    void understandsItsOwnRequests()
    {
        const OperationBuilder builder = everything();
        const auto sent = protocol::serialise(*builder.ptr(), document());
        const auto read = protocol::parseRequest(*builder.ptr(), sent->request);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(QCborValue(*read), QCborValue(document()));
    }

    void answersLikeAService()
    {
        const OperationBuilder builder = everything();
        const http::Response response =
            protocol::writeResponse(*builder.ptr(), document(), QStringLiteral("r-1"));
        QCOMPARE(response.headers.value("smithy-protocol"), "rpc-v2-json");
        QCOMPARE(response.headers.value("content-type"), "application/json");
        QCOMPARE(response.body, kBody);
    }

    // Another protocol's answer may be JSON too.
    void wantsTheNameOfTheProtocol()
    {
        const auto answer = protocol::parse(everything().operation(), {200, {}, kBody});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, QStringLiteral("UnexpectedAnswer"));
    }

    void readsErrors_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("thing");
        QTest::newRow("name") << QByteArray("{'__type':'ConflictException','message':'m','thing':'t'}")
                              << QStringLiteral("ConflictException") << QStringLiteral("t");
        QTest::newRow("id") << QByteArray("{'__type':'a.b#ConflictException','message':'m','thing':'t'}")
                            << QStringLiteral("ConflictException") << QStringLiteral("t");
        QTest::newRow("no type, and a header that does not count")
            << QByteArray("{'code':'ConflictException','message':'m'}") << QString() << QString();
    }

    void readsErrors()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        QFETCH(QString, thing);
        http::Headers headers = ours();
        headers.append("x-amzn-errortype", "OtherException");
        const auto answer =
            protocol::parse(everything().operation(), {409, headers, body.replace('\'', '"')});
        QVERIFY(answer && answer->error);
        QVERIFY2(code.isEmpty() ? !answer->error->code.contains(QStringLiteral("Exception"))
                                : answer->error->code == code,
                 qPrintable(answer->error->code));
        QCOMPARE(answer->error->message, QStringLiteral("m"));
        QCOMPARE(answer->output.toMap().value(QStringLiteral("thing")).toString(), thing);
    }

    // Nothing in a list or a map is a value only where the model says that it may be.
    void nothingIsAValueWhereItMayBe_data()
    {
        QTest::addColumn<bool>("sparse");
        QTest::addColumn<QByteArray>("read");
        QTest::newRow("sparse") << true << QByteArray(R"({"list":["a",null],"map":{"k":null,"m":"b"}})");
        QTest::newRow("dense") << false << QByteArray(R"({"list":["a"],"map":{"m":"b"}})");
    }

    void nothingIsAValueWhereItMayBe()
    {
        QFETCH(bool, sparse);
        QFETCH(QByteArray, read);
        OperationBuilder builder(Protocol::RpcV2Json);
        model::Shape *list = builder.list(builder.scalar(ShapeType::String));
        model::Shape *map = builder.map(builder.scalar(ShapeType::String));
        list->sparse = sparse;
        map->sparse = sparse;
        for (model::Shape *shape : {builder.input(), builder.output()}) {
            OperationBuilder::add(shape, QStringLiteral("list"), list);
            OperationBuilder::add(shape, QStringLiteral("map"), map);
        }
        const QByteArray body = R"({"list":["a",null],"map":{"k":null,"m":"b"}})";
        const auto answer = protocol::parse(builder.operation(), {200, ours(), body});
        QVERIFY(answer && !answer->error);
        const auto sent = protocol::serialise(builder.operation(), answer->output);
        QCOMPARE(sent->request.body, read);
    }

    // What a service adds later, and the type that it writes beside the one member of a union.
    void passesOverWhatItDoesNotKnow()
    {
        OperationBuilder builder(Protocol::RpcV2Json);
        model::Shape *choice = builder.structure(QStringLiteral("Choice"));
        choice->type = ShapeType::Union;
        OperationBuilder::add(choice, QStringLiteral("text"), builder.scalar(ShapeType::String));
        OperationBuilder::add(choice, QStringLiteral("count"), builder.scalar(ShapeType::Integer));
        OperationBuilder::add(builder.output(), QStringLiteral("choice"), choice);
        const auto answer = protocol::parse(
            builder.operation(),
            {200, ours(),
             R"({"__type":"Out","choice":{"__type":"Choice","count":null,"text":"x"},"new":[1]})"});
        QVERIFY(answer && !answer->error);
        const QCborMap chosen = answer->output.toMap().value(QStringLiteral("choice")).toMap();
        QCOMPARE(QCborValue(chosen), QCborValue(QCborMap{{QStringLiteral("text"), QStringLiteral("x")}}));
    }

    void numbersThatAreNoneAreTexts_data()
    {
        QTest::addColumn<double>("number");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("NaN") << qQNaN() << QByteArray(R"({"ratio":"NaN"})");
        QTest::newRow("least") << -qInf() << QByteArray(R"({"ratio":"-Infinity"})");
        QTest::newRow("below nothing") << -0.0 << QByteArray(R"({"ratio":-0.0})");
    }

    void numbersThatAreNoneAreTexts()
    {
        QFETCH(double, number);
        QFETCH(QByteArray, body);
        const QCborMap input{{QStringLiteral("ratio"), number}};
        QCOMPARE(protocol::serialise(everything().operation(), input)->request.body, body);
        const auto answer = protocol::parse(everything().operation(), {200, ours(), body});
        const double read = answer->output.toMap().value(QStringLiteral("ratio")).toDouble();
        QVERIFY(std::isnan(number) ? std::isnan(read)
                                   : read == number && std::signbit(read) == std::signbit(number));
    }

    void anEmptyAnswerIsNoneWhereSomethingBelongs()
    {
        QVERIFY(!protocol::parse(everything().operation(), {200, ours(), {}}));
        const OperationBuilder silent(Protocol::RpcV2Json);
        const auto answer = protocol::parse(*silent.ptr(), {200, ours(), {}});
        QVERIFY(answer && !answer->error);
    }

    void membersOfErrorsAreReadOnTheirOwn()
    {
        const auto answer = protocol::parse(
            everything().operation(),
            {409, ours(), R"({"__type":"ConflictException","message":"m","thing":{"odd":1}})"});
        QVERIFY(answer && answer->error);
        QCOMPARE(answer->error->code, QStringLiteral("ConflictException"));
        QCOMPARE(answer->error->message, QStringLiteral("m"));
    }

    void aPageOfSomethingElseIsNoAnswer()
    {
        const auto page = protocol::parse(everything().operation(),
                                          {200, {{"content-type", "text/html"}}, "<html>Sign in</html>"});
        QVERIFY(!page);
        QCOMPARE(page.error().code, QStringLiteral("UnexpectedAnswer"));
    }
};

QTEST_GUILESS_MAIN(RpcV2JsonTest)
#include "tst_rpcv2json.moc"
