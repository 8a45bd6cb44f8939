// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec.h"
#include "shapes.h"

#include <QCborArray>
#include <QCborMap>
#include <QCryptographicHash>
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

const QDateTime kTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);

QCborMap one(const char *name, const QCborValue &value)
{
    QCborMap map;
    map[QLatin1String(name)] = value;
    return map;
}

http::Request serialised(const OperationBuilder &builder, const QCborMap &input,
                         const QByteArray &basePath = {})
{
    const auto result = protocol::serialise(*builder.ptr(), input, basePath);
    if (!result)
        qWarning("%s", qPrintable(result.error().message));
    return result ? result->request : http::Request{};
}

} // namespace

class SerialiseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void awsJson();
    void jsonValues_data();
    void jsonValues();
    void jsonKeepsOrderAndUnknownMembers();
    void restJsonBindings();
    void restJsonPayloads();
    void restJsonBodies();
    void xmlEscapes();
    void queryNames();
    void ec2Names();
    void cborPath();
    void hostPrefix();
    void compresses();
    void namesEmptyLists();
    void namesMembersOfCbor();
    void checksums_data();
    void checksums();
};

void SerialiseTest::awsJson()
{
    OperationBuilder builder(Protocol::AwsJson11);
    OperationBuilder::add(builder.input(), QStringLiteral("name"), builder.scalar(ShapeType::String),
                          Location::Header,
                          QStringLiteral("X-Name")); // this protocol knows no bindings
    const http::Request request = serialised(builder, one("name", QStringLiteral("a")), "/base/");
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.path, "/base/");
    QCOMPARE(request.headers.value("content-type"), "application/x-amz-json-1.1");
    QCOMPARE(request.headers.value("x-amz-target"), "Things_20260102.CreateThing");
    QCOMPARE(request.body, R"({"name":"a"})");
    QCOMPARE(serialised(builder, {}).body, "{}");
    builder.service().queryCompatible = true;
    QCOMPARE(serialised(builder, {}).headers.value("x-amzn-query-mode"), "true");
}

void SerialiseTest::jsonValues_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, ShapeType type, const QCborValue &value, const char *json) {
        QTest::newRow(name) << static_cast<int>(type) << value << QByteArray(json);
    };
    row("text", ShapeType::String, QStringLiteral("a\"\\/\b\f\n\r\t\u0001\u007f"),
        "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\x7f\"");
    row("unicode", ShapeType::String, QStringLiteral("\u00fc\u2028\U0001F639"), "\"\u00fc\u2028\U0001F639\"");
    row("largest", ShapeType::Long, std::numeric_limits<qint64>::max(), "9223372036854775807");
    row("smallest", ShapeType::Long, std::numeric_limits<qint64>::min(), "-9223372036854775808");
    row("whole double", ShapeType::Integer, 5.0, "5");
    row("double", ShapeType::Double, 0.1, "0.1");
    row("NaN", ShapeType::Double, qQNaN(), "\"NaN\"");
    row("infinity", ShapeType::Float, -qInf(), "\"-Infinity\"");
    row("big", ShapeType::BigDecimal, QStringLiteral("1234567890123456789012345678901234567890.5"),
        "1234567890123456789012345678901234567890.5");
    row("true", ShapeType::Boolean, true, "true");
    row("bytes", ShapeType::Blob, QByteArray("\x00\xff", 2), "\"AP8=\"");
    row("time", ShapeType::Timestamp, QCborValue(kTime), "1767323045");
    row("document", ShapeType::Document, QCborArray{1, 2.5, QStringLiteral("x"), nullptr, false, QCborMap()},
        R"([1,2.5,"x",null,false,{}])");
}

void SerialiseTest::jsonValues()
{
    QFETCH(int, type);
    QFETCH(QCborValue, value);
    QFETCH(QByteArray, json);
    OperationBuilder builder(Protocol::AwsJson10);
    OperationBuilder::add(builder.input(), QStringLiteral("v"), builder.scalar(static_cast<ShapeType>(type)));
    QCOMPARE(serialised(builder, one("v", value)).body, "{\"v\":" + json + '}');
}

void SerialiseTest::jsonKeepsOrderAndUnknownMembers()
{
    OperationBuilder builder(Protocol::AwsJson10);
    OperationBuilder::add(builder.input(), QStringLiteral("a"), builder.scalar(ShapeType::String));
    OperationBuilder::add(builder.input(), QStringLiteral("b"), builder.scalar(ShapeType::String)).jsonName =
        QStringLiteral("B");
    QCborMap input;
    input[QStringLiteral("b")] = QStringLiteral("1");
    input[QStringLiteral("new")] = QCborArray{1};
    input[QStringLiteral("none")] = nullptr;
    input[QStringLiteral("a")] = QStringLiteral("2");
    QCOMPARE(serialised(builder, input).body, R"({"B":"1","new":[1],"a":"2"})");
}

void SerialiseTest::restJsonBindings()
{
    OperationBuilder builder(Protocol::RestJson);
    builder.operation().httpMethod = "PUT";
    builder.operation().httpUri = "/a/{id}/b/{key+}?fixed=1&bare";
    Shape *in = builder.input();
    Shape *text = builder.scalar(ShapeType::String);
    Shape *json = builder.scalar(ShapeType::String);
    json->mediaType = QStringLiteral("application/json");
    Shape *time = builder.scalar(ShapeType::Timestamp);
    OperationBuilder::add(in, QStringLiteral("id"), text, Location::Label);
    OperationBuilder::add(in, QStringLiteral("key"), text, Location::GreedyLabel);
    OperationBuilder::add(in, QStringLiteral("at"), time, Location::Query, QStringLiteral("at"));
    OperationBuilder::add(in, QStringLiteral("many"), builder.list(text), Location::Query,
                          QStringLiteral("m"));
    OperationBuilder::add(in, QStringLiteral("rest"), builder.map(text), Location::QueryParams);
    OperationBuilder::add(in, QStringLiteral("when"), time, Location::Header, QStringLiteral("X-When"));
    OperationBuilder::add(in, QStringLiteral("list"), builder.list(text), Location::Header,
                          QStringLiteral("X-List"));
    OperationBuilder::add(in, QStringLiteral("json"), json, Location::Header, QStringLiteral("X-Json"));
    OperationBuilder::add(in, QStringLiteral("meta"), builder.map(text), Location::PrefixHeaders,
                          QStringLiteral("x-meta-"));
    QCborMap rest = one("z", QStringLiteral("&"));
    rest[QStringLiteral("m")] = QStringLiteral("loses");
    QCborMap input;
    input[QStringLiteral("id")] = QStringLiteral("x/y \u00fc");
    input[QStringLiteral("key")] = QStringLiteral("p/q r");
    input[QStringLiteral("at")] = QCborValue(kTime);
    input[QStringLiteral("many")] = QCborArray{QStringLiteral("1"), QStringLiteral("2+2")};
    input[QStringLiteral("rest")] = rest;
    input[QStringLiteral("when")] = QCborValue(kTime);
    input[QStringLiteral("list")] = QCborArray{QStringLiteral("a"), QStringLiteral("b,\"c\"")};
    input[QStringLiteral("json")] = QStringLiteral("{}");
    input[QStringLiteral("meta")] = one("k", QStringLiteral("v"));
    const http::Request request = serialised(builder, input, "/base");
    QCOMPARE(request.method, "PUT");
    QCOMPARE(request.path, "/base/a/x%2Fy%20%C3%BC/b/p/q%20r");
    QCOMPARE(request.query, "fixed=1&bare&at=2026-01-02T03%3A04%3A05Z&m=1&m=2%2B2&z=%26");
    QCOMPARE(request.headers.value("X-When"), "Fri, 02 Jan 2026 03:04:05 GMT");
    QCOMPARE(request.headers.value("X-List"), "a, \"b,\\\"c\\\"\"");
    QCOMPARE(request.headers.value("X-Json"), "e30=");
    QCOMPARE(request.headers.value("x-meta-k"), "v");
    QCOMPARE(request.body, "");
    QVERIFY(!request.headers.contains("content-type"));
}

void SerialiseTest::restJsonPayloads()
{
    OperationBuilder blob(Protocol::RestJson);
    OperationBuilder::add(blob.input(), QStringLiteral("type"), blob.scalar(ShapeType::String),
                          Location::Header, QStringLiteral("Content-Type"));
    OperationBuilder::add(blob.input(), QStringLiteral("data"), blob.scalar(ShapeType::Blob),
                          Location::Payload);
    QCborMap input = one("data", QByteArray("\x00\x01", 2));
    QCOMPARE(serialised(blob, input).headers.value("content-type"), "application/octet-stream");
    input[QStringLiteral("type")] = QStringLiteral("image/png");
    QCOMPARE(serialised(blob, input).headers.values("content-type"), QByteArrayList{"image/png"});
    QCOMPARE(serialised(blob, input).body, QByteArray("\x00\x01", 2));

    OperationBuilder structure(Protocol::RestJson);
    Shape *inner = structure.structure(QStringLiteral("Inner"));
    OperationBuilder::add(inner, QStringLiteral("a"), structure.scalar(ShapeType::Integer));
    OperationBuilder::add(structure.input(), QStringLiteral("inner"), inner, Location::Payload);
    QCOMPARE(serialised(structure, one("inner", one("a", 1))).body, R"({"a":1})");
    QCOMPARE(serialised(structure, {}).body, "{}");
}

void SerialiseTest::restJsonBodies()
{
    OperationBuilder builder(Protocol::RestJson);
    QCOMPARE(serialised(builder, {}).body, "");
    OperationBuilder::add(builder.input(), QStringLiteral("a"), builder.scalar(ShapeType::String));
    QCOMPARE(serialised(builder, {}).body, "{}");
    QCOMPARE(serialised(builder, {}).headers.value("content-type"), "application/json");
}

void SerialiseTest::xmlEscapes()
{
    OperationBuilder builder(Protocol::RestXml);
    builder.service().xmlNamespace = model::XmlNamespace{QStringLiteral("http://things/"), {}};
    OperationBuilder::add(builder.input(), QStringLiteral("kind"), builder.scalar(ShapeType::String))
        .xmlAttribute = true;
    OperationBuilder::add(builder.input(), QStringLiteral("a"), builder.scalar(ShapeType::String));
    QCborMap input = one("a", QStringLiteral("<&>\"\r\n"));
    input[QStringLiteral("kind")] = QStringLiteral("\"<\n");
    QCOMPARE(serialised(builder, input).body,
             "<CreateThingRequest xmlns=\"http://things/\" "
             "kind=\"&quot;&lt;&#xA;\"><a>&lt;&amp;&gt;\"&#xD;\n</a></CreateThingRequest>");
    QCOMPARE(serialised(builder, {}).body, "");
}

void SerialiseTest::queryNames()
{
    OperationBuilder builder(Protocol::Query);
    OperationBuilder::add(builder.input(), QStringLiteral("list"),
                          builder.list(builder.scalar(ShapeType::String)));
    OperationBuilder::add(builder.input(), QStringLiteral("map"),
                          builder.map(builder.scalar(ShapeType::String)));
    QCborMap input = one("list", QCborArray{QStringLiteral("a b")});
    input[QStringLiteral("map")] = one("k", QStringLiteral("v"));
    QCOMPARE(
        serialised(builder, input).body,
        "Action=CreateThing&Version=2026-01-02&list.member.1=a%20b&map.entry.1.key=k&map.entry.1.value=v");
}

void SerialiseTest::ec2Names()
{
    OperationBuilder builder(Protocol::Ec2Query);
    OperationBuilder::add(builder.input(), QStringLiteral("list"),
                          builder.list(builder.scalar(ShapeType::String)));
    OperationBuilder::add(builder.input(), QStringLiteral("b"), builder.scalar(ShapeType::String))
        .ec2QueryName = QStringLiteral("bee");
    QCborMap input = one("list", QCborArray{QStringLiteral("a")});
    input[QStringLiteral("b")] = QStringLiteral("x");
    QCOMPARE(serialised(builder, input).body, "Action=CreateThing&Version=2026-01-02&List.1=a&bee=x");
}

void SerialiseTest::cborPath()
{
    OperationBuilder builder(Protocol::RpcV2Cbor);
    OperationBuilder::add(builder.input(), QStringLiteral("t"), builder.scalar(ShapeType::Timestamp));
    const http::Request request = serialised(builder, one("t", QCborValue(kTime)));
    QCOMPARE(request.path, "/service/Things/operation/CreateThing");
    QCOMPARE(request.headers.value("smithy-protocol"), "rpc-v2-cbor");
    QCOMPARE(QCborValue::fromCbor(request.body).toMap().value(QStringLiteral("t")).toDateTime(), kTime);
    builder.operation().takesInput = false;
    QVERIFY(!serialised(builder, {}).headers.contains("content-type"));
}

void SerialiseTest::hostPrefix()
{
    OperationBuilder builder(Protocol::AwsJson10);
    builder.operation().hostPrefix = QStringLiteral("x.{account}.");
    OperationBuilder::add(builder.input(), QStringLiteral("account"), builder.scalar(ShapeType::String))
        .hostLabel = true;
    const auto good = protocol::serialise(builder.operation(), one("account", QStringLiteral("123")));
    QCOMPARE(good->hostPrefix, "x.123.");
    const auto evil = protocol::serialise(builder.operation(), one("account", QStringLiteral("evil.com/")));
    QCOMPARE(evil.error().code, QStringLiteral("InvalidHostLabel"));
}

void SerialiseTest::compresses()
{
    OperationBuilder builder(Protocol::RestJson);
    builder.operation().requestCompression = true;
    OperationBuilder::add(builder.input(), QStringLiteral("a"), builder.scalar(ShapeType::String));
    const QCborMap input = one("a", QString(20'000, u'x'));
    const http::Request request = serialised(builder, input);
    QCOMPARE(request.headers.value("content-encoding"), "gzip");
    QVERIFY(request.body.startsWith("\x1f\x8b") && request.body.size() < 200);
    QCOMPARE(serialised(builder, input).body, request.body); // a retry sends the same bytes
    QVERIFY(!serialised(builder, one("a", QStringLiteral("x"))).headers.contains("content-encoding"));
}

// A published model may name members otherwise on the wire, in CBOR as in JSON.
void SerialiseTest::namesMembersOfCbor()
{
    OperationBuilder builder(Protocol::RpcV2Cbor);
    OperationBuilder::add(builder.input(), QStringLiteral("Id"), builder.scalar(ShapeType::String)).jsonName =
        QStringLiteral("wire-id");
    const QCborMap body =
        QCborValue::fromCbor(serialised(builder, one("Id", QStringLiteral("x"))).body).toMap();
    QCOMPARE(body.value(QStringLiteral("wire-id")).toString(), QStringLiteral("x"));
}

// A flattened list with entries goes by the name of the entries, an empty one by its own.
void SerialiseTest::namesEmptyLists()
{
    OperationBuilder builder(Protocol::Query);
    model::Shape *list = builder.list(builder.scalar(ShapeType::String));
    list->flattened = true;
    list->element.xmlName = QStringLiteral("Item");
    OperationBuilder::add(builder.input(), QStringLiteral("Items"), list).xmlName = QStringLiteral("Item");
    QVERIFY(serialised(builder, one("Items", QCborArray())).body.endsWith("&Items="));
    QVERIFY(serialised(builder, one("Items", QCborArray{QStringLiteral("a")})).body.endsWith("&Item.1=a"));
}

void SerialiseTest::checksums_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("sum"); // of "123456789", the check value of the CRC catalogues
    const auto row = [](const char *name, const QString &algorithm, const char *header,
                        const QByteArray &sum) {
        QTest::newRow(name) << algorithm << QByteArray(header) << sum;
    };
    row("default", {}, "x-amz-checksum-crc32", QByteArray::fromHex("cbf43926"));
    row("CRC32C", QStringLiteral("CRC32C"), "x-amz-checksum-crc32c", QByteArray::fromHex("e3069283"));
    row("CRC64NVME", QStringLiteral("CRC64NVME"), "x-amz-checksum-crc64nvme",
        QByteArray::fromHex("ae8b14860a799888"));
    row("SHA256", QStringLiteral("SHA256"), "x-amz-checksum-sha256",
        QCryptographicHash::hash("123456789", QCryptographicHash::Sha256));
    row("XXHASH64", QStringLiteral("XXHASH64"), "x-amz-checksum-xxhash64",
        QByteArray::fromHex("8cb841db40e6ae83"));
    row("XXHASH3", QStringLiteral("XXHASH3"), "x-amz-checksum-xxhash3",
        QByteArray::fromHex("72dcb18b67a17dff"));
    row("XXHASH128", QStringLiteral("XXHASH128"), "x-amz-checksum-xxhash128",
        QByteArray::fromHex("33119477ede5dcd5e9716427681d5860"));
}

void SerialiseTest::checksums()
{
    QFETCH(QString, algorithm);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, sum);
    OperationBuilder builder(Protocol::RestXml);
    builder.operation().httpChecksum =
        R"({"requestAlgorithmMember":"algorithm","requestChecksumRequired":true})";
    OperationBuilder::add(builder.input(), QStringLiteral("algorithm"), builder.scalar(ShapeType::String),
                          Location::Header, QStringLiteral("x-amz-sdk-checksum-algorithm"));
    OperationBuilder::add(builder.input(), QStringLiteral("data"), builder.scalar(ShapeType::Blob),
                          Location::Payload);
    QCborMap input = one("data", QByteArray("123456789"));
    if (!algorithm.isEmpty())
        input[QStringLiteral("algorithm")] = algorithm;
    const http::Request request = serialised(builder, input);
    QCOMPARE(request.headers.value(header), sum.toBase64());
    QVERIFY(request.headers.contains("x-amz-sdk-checksum-algorithm"));
    builder.operation().httpChecksum = R"({"requestChecksumRequired":true})";
    QCOMPARE(serialised(builder, input).headers.value("content-md5"),
             QCryptographicHash::hash("123456789", QCryptographicHash::Md5).toBase64());
}

QTEST_GUILESS_MAIN(SerialiseTest)
#include "tst_serialise.moc"
