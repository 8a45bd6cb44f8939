// SPDX-License-Identifier: Apache-2.0
#include "protocol/checksum.h"
#include "protocol/codec.h"
#include "quirks/quirks.h"
#include "shapes.h"

#include <QCborArray>
#include <QCryptographicHash>
#include <QTest>

using namespace formwork;
using namespace formwork::protocol;
using formwork::model::Location;
using formwork::model::Protocol;
using formwork::model::ShapeType;
using formwork::testing::OperationBuilder;

namespace
{

// An operation with a name that resources/quirks.json knows.
OperationBuilder quirky(Protocol protocol, const char *sdkId, const char *name)
{
    OperationBuilder builder(protocol);
    builder.service().sdkId = QLatin1String(sdkId);
    builder.service().endpointRuleSet = "{}";
    builder.operation().name = QLatin1String(name);
    return builder;
}

void addText(OperationBuilder &builder, const char *name, Location location, const char *wireName = "")
{
    OperationBuilder::add(builder.input(), QLatin1String(name), builder.scalar(ShapeType::String), location,
                          QLatin1String(wireName));
}

http::Request sent(const OperationBuilder &builder, const QCborMap &input, bool overTls = true)
{
    const auto result = serialise(*builder.ptr(), input, {}, overTls);
    return result ? result->request : http::Request{"failed", {}, {}, {}, {}, {}, {}};
}

QCborMap map(std::initializer_list<std::pair<QString, QCborValue>> entries)
{
    QCborMap result;
    for (const auto &[key, value] : entries)
        result[key] = value;
    return result;
}

} // namespace

// What quirks.json says, on the wire.
class WireQuirksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesTheBucketToTheAddress();
    void keepsTheBucketWithoutRules();
    void asksForEncodedKeysAndDecodesThem();
    void encodesCopySources_data();
    void encodesCopySources();
    void digestsKeysOfTheCustomer();
    void trailsStreamsWithTheirChecksum();
    void asksForChecksumsOfAnswers();
    void fillsInTheAccountAndHashesTrees();
    void keepsTheLastSegmentOfAnId();
    void sendsLongQueriesAsForms();
    void encodesUserData();
    void writesJsonHeaders();
    void quotesItemsOfHeaders();
    void overridesParametersByRegion();
    void writesMilliseconds();
    void leavesEmptyListsOutOfHeaders();
};

void WireQuirksTest::leavesTheBucketToTheAddress()
{
    OperationBuilder builder = quirky(Protocol::RestXml, "S3", "GetObject");
    builder.operation().httpMethod = "GET";
    builder.operation().httpUri = "/{Bucket}/{Key+}";
    addText(builder, "Bucket", Location::Label);
    addText(builder, "Key", Location::GreedyLabel);
    const QCborMap input = map({{QStringLiteral("Bucket"), QStringLiteral("b")},
                                {QStringLiteral("Key"), QStringLiteral("a b/../c")}});
    QCOMPARE(sent(builder, input).path, "/a%20b/../c");
    builder.operation().httpUri = "/{Bucket}?acl";
    QCOMPARE(sent(builder, input).target(), "/?acl");
}

void WireQuirksTest::keepsTheBucketWithoutRules()
{
    OperationBuilder builder = quirky(Protocol::RestXml, "S3", "GetObject");
    builder.service().endpointRuleSet.clear();
    builder.operation().httpUri = "/{Bucket}";
    addText(builder, "Bucket", Location::Label);
    QCOMPARE(sent(builder, map({{QStringLiteral("Bucket"), QStringLiteral("b")}})).path, "/b");
}

void WireQuirksTest::asksForEncodedKeysAndDecodesThem()
{
    OperationBuilder builder = quirky(Protocol::RestXml, "S3", "ListObjectsV2");
    builder.operation().httpMethod = "GET";
    addText(builder, "EncodingType", Location::Query, "encoding-type");
    QCOMPARE(sent(builder, {}).query, "encoding-type=url");
    const QCborMap item = map({{QStringLiteral("Key"), QStringLiteral("a%20b+%C3%A9")}});
    QCborMap output = map({{QStringLiteral("EncodingType"), QStringLiteral("url")},
                           {QStringLiteral("Prefix"), QStringLiteral("a%20")},
                           {QStringLiteral("Contents"), QCborArray{item}}});
    const QCborMap decoded = quirks::readable(builder.operation(), output);
    QCOMPARE(decoded[QStringLiteral("Prefix")].toString(), QStringLiteral("a "));
    QCOMPARE(decoded[QStringLiteral("Contents")][qint64(0)][QStringLiteral("Key")].toString(),
             QString::fromUtf8("a b é"));
    output.remove(QStringLiteral("EncodingType")); // then nothing is encoded
    QCOMPARE(quirks::readable(builder.operation(), output), output);
}

void WireQuirksTest::encodesCopySources_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("plain") << QStringLiteral("bucket/key") << QByteArray("bucket/key");
    QTest::newRow("reserved") << QString::fromUtf8("bucket/a b+ü?") << QByteArray("bucket/a%20b%2B%C3%BC%3F");
    QTest::newRow("version") << QStringLiteral("b/a b?versionId=x+y") << QByteArray("b/a%20b?versionId=x+y");
}

void WireQuirksTest::encodesCopySources()
{
    QFETCH(QString, source);
    QFETCH(QByteArray, header);
    OperationBuilder builder = quirky(Protocol::RestXml, "S3", "CopyObject");
    addText(builder, "CopySource", Location::Header, "x-amz-copy-source");
    QCOMPARE(sent(builder, map({{QStringLiteral("CopySource"), source}})).headers.value("x-amz-copy-source"),
             header);
}

void WireQuirksTest::digestsKeysOfTheCustomer()
{
    OperationBuilder builder = quirky(Protocol::RestXml, "S3", "GetObject");
    addText(builder, "SSECustomerKey", Location::Header, "key");
    addText(builder, "SSECustomerKeyMD5", Location::Header, "md5");
    QCborMap input = map({{QStringLiteral("SSECustomerKey"), QStringLiteral("not a real key")}});
    const http::Request request = sent(builder, input);
    QCOMPARE(request.headers.value("key"), QByteArray("not a real key").toBase64());
    QCOMPARE(request.headers.value("md5"),
             QCryptographicHash::hash("not a real key", QCryptographicHash::Md5).toBase64());
    input[QStringLiteral("SSECustomerKeyMD5")] = QStringLiteral("given");
    QCOMPARE(sent(builder, input).headers.value("key"), "not a real key");
}

void WireQuirksTest::trailsStreamsWithTheirChecksum()
{
    OperationBuilder builder = quirky(Protocol::RestXml, "S3", "PutObject");
    builder.operation().httpChecksum = R"({"requestAlgorithmMember":"ChecksumAlgorithm"})";
    addText(builder, "ChecksumAlgorithm", Location::Header, "x-amz-sdk-checksum-algorithm");
    OperationBuilder::add(builder.input(), QStringLiteral("Body"), builder.scalar(ShapeType::Blob),
                          Location::Payload);
    const QCborMap input = map({{QStringLiteral("Body"), QByteArray("123456789")}});
    const QByteArray sum = QByteArray::fromHex("cbf43926").toBase64();
    const auto overTls = serialise(builder.operation(), input, {}, true);
    QVERIFY(overTls && overTls->hasTrailer);
    const http::Request &request = overTls->request;
    QCOMPARE(request.body, "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:" + sum + "\r\n\r\n");
    QCOMPARE(request.headers.value("content-encoding"), "aws-chunked");
    QCOMPARE(request.headers.value("x-amz-decoded-content-length"), "9");
    QCOMPARE(request.headers.value("x-amz-trailer"), "x-amz-checksum-crc32");
    QCOMPARE(request.headers.value("x-amz-sdk-checksum-algorithm"), "CRC32");
    QCOMPARE(request.headers.value("expect"), "100-continue");
    const http::Request plain = sent(builder, input, false); // without TLS the body itself is signed
    QCOMPARE(plain.body, "123456789");
    QCOMPARE(plain.headers.value("x-amz-checksum-crc32"), sum);
}

void WireQuirksTest::asksForChecksumsOfAnswers()
{
    OperationBuilder builder(Protocol::RestXml);
    builder.operation().httpChecksum = R"({"requestValidationModeMember":"Mode"})";
    addText(builder, "Mode", Location::Header, "x-amz-checksum-mode");
    QCOMPARE(sent(builder, {}).headers.value("x-amz-checksum-mode"), "ENABLED");
}

void WireQuirksTest::fillsInTheAccountAndHashesTrees()
{
    OperationBuilder builder = quirky(Protocol::RestJson, "Glacier", "UploadArchive");
    builder.service().apiVersion = QStringLiteral("2012-06-01");
    builder.operation().httpUri = "/{accountId}/x";
    addText(builder, "accountId", Location::Label);
    OperationBuilder::add(builder.input(), QStringLiteral("body"), builder.scalar(ShapeType::Blob),
                          Location::Payload);
    const QByteArray body(3 << 20, 'x');
    const http::Request request = sent(builder, map({{QStringLiteral("body"), body}}));
    QCOMPARE(request.path, "/-/x");
    QCOMPARE(request.headers.value("x-amz-glacier-version"), "2012-06-01");
    const auto sha = [](const QByteArray &bytes) {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    };
    const QByteArray leaf = sha(QByteArray(1 << 20, 'x'));
    QCOMPARE(request.headers.value("x-amz-sha256-tree-hash"), sha(sha(leaf + leaf) + leaf).toHex());
    QCOMPARE(treeHash({}), sha({}).toHex());
}

void WireQuirksTest::keepsTheLastSegmentOfAnId()
{
    OperationBuilder builder = quirky(Protocol::RestXml, "Route 53", "GetHostedZone");
    builder.operation().httpUri = "/zone/{Id}";
    model::Shape *shape = builder.scalar(ShapeType::String);
    shape->name = QStringLiteral("ResourceId");
    OperationBuilder::add(builder.input(), QStringLiteral("Id"), shape, Location::Label);
    QCOMPARE(sent(builder, map({{QStringLiteral("Id"), QStringLiteral("/hostedzone/Z1")}})).path, "/zone/Z1");
}

void WireQuirksTest::sendsLongQueriesAsForms()
{
    OperationBuilder builder = quirky(Protocol::RestJson, "CloudSearch Domain", "Search");
    builder.operation().httpMethod = "GET";
    builder.operation().httpUri = "/search?format=sdk";
    addText(builder, "query", Location::Query, "q");
    const http::Request request = sent(builder, map({{QStringLiteral("query"), QStringLiteral("a b")}}));
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.target(), "/search");
    QCOMPARE(request.body, "format=sdk&q=a%20b");
    QCOMPARE(request.headers.value("content-type"), "application/x-www-form-urlencoded");
}

void WireQuirksTest::encodesUserData()
{
    OperationBuilder builder = quirky(Protocol::Ec2Query, "EC2", "RunInstances");
    addText(builder, "UserData", Location::Body);
    const http::Request request = sent(builder, map({{QStringLiteral("UserData"), QStringLiteral("#!")}}));
    QVERIFY(request.body.endsWith("&UserData=IyE%3D"));
}

void WireQuirksTest::writesJsonHeaders()
{
    OperationBuilder builder(Protocol::RestJson);
    OperationBuilder::add(builder.input(), QStringLiteral("a"), builder.scalar(ShapeType::String),
                          Location::Header, QStringLiteral("x-json"))
        .jsonValue = true;
    const auto header = [&](const QCborValue &value) {
        return QByteArray::fromBase64(
            sent(builder, map({{QStringLiteral("a"), value}})).headers.value("x-json"));
    };
    QCOMPARE(header(map({{QStringLiteral("k"), QString::fromUtf8("é😀")}})), R"({"k":"\u00e9\ud83d\ude00"})");
    QCOMPARE(header(QStringLiteral("{\"k\": 1}")), R"("{\"k\": 1}")"); // a text, whatever it holds
    QCOMPARE(header(QStringLiteral("words")), "\"words\"");
}

// Not as RFC 9110 would have it in full, but as every SDK sends it.
void WireQuirksTest::quotesItemsOfHeaders()
{
    OperationBuilder builder(Protocol::RestJson);
    OperationBuilder::add(builder.input(), QStringLiteral("a"),
                          builder.list(builder.scalar(ShapeType::String)), Location::Header,
                          QStringLiteral("x-list"));
    const QCborArray items{QStringLiteral("a b"), QStringLiteral("b,c"), QStringLiteral("\"d\""),
                           QStringLiteral("e\\f"), QStringLiteral("\\\"")};
    QCOMPARE(sent(builder, map({{QStringLiteral("a"), items}})).headers.value("x-list"),
             "a b, \"b,c\", \"\\\"d\\\"\", e\\f, \"\\\\\"\"");
}

void WireQuirksTest::overridesParametersByRegion()
{
    const OperationBuilder builder = quirky(Protocol::RestXml, "S3", "GetObject");
    const quirks::Quirks &quirks = quirks::quirksOf(*builder.ptr());
    const QString global = QStringLiteral("AWS::S3::UseGlobalEndpoint");
    const QString path = QStringLiteral("AWS::S3::ForcePathStyle");
    QVERIFY(quirks.endpointParameters(QStringLiteral("us-east-1"), false).value(global).toBool());
    QVERIFY(!quirks.endpointParameters(QStringLiteral("eu-west-1"), false).contains(global));
    QVERIFY(!quirks.endpointParameters(QStringLiteral("eu-west-1"), false).contains(path));
    QVERIFY(quirks.endpointParameters(QStringLiteral("eu-west-1"), true).value(path).toBool());
}

// A service that reads no date-time without a fraction.
void WireQuirksTest::writesMilliseconds()
{
    OperationBuilder builder = quirky(Protocol::RestJson, "Bedrock AgentCore", "CreateEvent");
    builder.operation().httpMethod = "POST";
    builder.operation().httpUri = "/events";
    model::Shape *time = builder.scalar(ShapeType::Timestamp);
    time->timestampFormat = model::TimestampFormat::DateTime;
    OperationBuilder::add(builder.input(), QStringLiteral("at"), time, Location::Query, QStringLiteral("at"));
    OperationBuilder::add(builder.input(), QStringLiteral("from"), time);
    OperationBuilder::add(builder.input(), QStringLiteral("to"), time);
    const QDateTime moment(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    const QCborMap input = map({{QStringLiteral("at"), QCborValue(moment)},
                                {QStringLiteral("from"), QCborValue(moment)},
                                {QStringLiteral("to"), QCborValue(moment.addMSecs(70))}});
    QCOMPARE(sent(builder, input).query, "at=2026-01-02T03%3A04%3A05.000Z");
    QCOMPARE(sent(builder, input).body,
             R"({"from":"2026-01-02T03:04:05.000Z","to":"2026-01-02T03:04:05.070Z"})");
    builder.service().sdkId = QStringLiteral("Other");
    QCOMPARE(sent(builder, input).query, "at=2026-01-02T03%3A04%3A05Z");
}

// In headers an empty list would be a list of one empty text; in a body it is what it is.
void WireQuirksTest::leavesEmptyListsOutOfHeaders()
{
    OperationBuilder builder = quirky(Protocol::RestJson, "EntityResolution", "GetThing");
    builder.operation().httpUri = "/things";
    OperationBuilder::add(builder.input(), QStringLiteral("Kinds"),
                          builder.list(builder.scalar(ShapeType::String)), Location::Header,
                          QStringLiteral("x-kinds"));
    const QCborMap input = map({{QStringLiteral("Kinds"), QCborArray()}});
    QVERIFY(!sent(builder, input).headers.contains("x-kinds"));
    builder.service().protocols = {Protocol::RpcV2Cbor};
    QVERIFY(sent(builder, input).body.contains("Kinds"));
}

QTEST_GUILESS_MAIN(WireQuirksTest)
#include "tst_wirequirks.moc"
