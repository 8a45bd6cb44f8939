// SPDX-License-Identifier: Apache-2.0
#include "../protocol/shapes.h"
#include "document/filebody.h"
#include "document/json.h"
#include "exporting/export.h"
#include "protocol/codec.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QLocale>
#include <QTest>

using namespace formwork;
using namespace formwork::exporting;
using formwork::testing::OperationBuilder;
using model::Location;
using model::ShapeType;

namespace
{

// An operation with a stream of bytes in both directions.
OperationBuilder streaming()
{
    OperationBuilder builder(model::Protocol::RestJson);
    builder.operation().httpMethod = "PUT";
    builder.operation().httpUri = "/tapes";
    model::Shape *blob = builder.scalar(ShapeType::Blob);
    blob->streaming = true;
    OperationBuilder::add(builder.input(), QStringLiteral("label"), builder.scalar(ShapeType::String),
                          Location::Header, QStringLiteral("X-Label"));
    OperationBuilder::add(builder.input(), QStringLiteral("tapeBody"), blob, Location::Payload);
    OperationBuilder::add(builder.output(), QStringLiteral("body"), blob, Location::Payload);
    return builder;
}

} // namespace

// Data, files and numbers, which each of the languages writes in its own way.
class ExportingDataTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileIsNamedAndNotShown();
    void anAnswerOfDataGoesIntoAFile();
    void whatGoesIntoAFileIsAskedByOptions();
    void secretDataIsInBase64();
    void pythonKeepsDigits();
    void zeroKeepsItsSign();
};

void ExportingDataTest::aFileIsNamedAndNotShown()
{
    const OperationBuilder builder = streaming();
    const model::Operation &operation = *builder.ptr();
    const document::FileBody file{QStringLiteral("/tapes/it's 1.bin"), 3'000'001, {}, {}, {}, {}};
    const QCborMap input{{QStringLiteral("label"), QStringLiteral("a")},
                         {QStringLiteral("tapeBody"), document::toValue(file)}};
    http::Request request;
    request.method = "PUT";
    request.scheme = "https";
    request.authority = "example.com";
    request.path = "/tapes";
    QVERIFY(httpText(operation, input, request)
                .contains(QStringLiteral("[contents of /tapes/it's 1.bin, %1 byte(s)]")
                              .arg(QLocale().toString(3'000'001))));
    const QString cli = awsCli(operation, input, {});
    QVERIFY2(cli.contains(QStringLiteral("--tape-body '/tapes/it'\\''s 1.bin'")), qPrintable(cli));
    QVERIFY2(cli.contains(QStringLiteral("--label='a'")), qPrintable(cli));
    QVERIFY(curl(operation, input, request, {})
                .contains(QStringLiteral("--data-binary '@/tapes/it'\\''s 1.bin'")));
    QVERIFY(
        boto3(operation, input, {}).contains(QStringLiteral("tapeBody=open(\"/tapes/it's 1.bin\", \"rb\")")));
    for (const QString &text : {cli, curl(operation, input, request, {}), boto3(operation, input, {})})
        QVERIFY(!text.contains(QStringLiteral("$file")));
}

void ExportingDataTest::anAnswerOfDataGoesIntoAFile()
{
    const OperationBuilder builder = streaming();
    const Context context{{}, {}, {}, QStringLiteral("/tapes/b.bin")};
    QVERIFY(awsCli(*builder.ptr(), QCborMap(), context).trimmed().endsWith(QStringLiteral(" /tapes/b.bin")));
    QVERIFY(awsCli(*builder.ptr(), QCborMap(), {}).trimmed().endsWith(QStringLiteral(" output.bin")));
    QVERIFY(curl(*builder.ptr(), QCborMap(), {}, context).contains(QStringLiteral("--output /tapes/b.bin")));
    QVERIFY(boto3(*builder.ptr(), QCborMap(), context)
                .contains(QStringLiteral("with open(\"/tapes/b.bin\", \"wb\") as file:")));
}

// Such a command of the AWS CLI knows no JSON for the whole input.
void ExportingDataTest::whatGoesIntoAFileIsAskedByOptions()
{
    OperationBuilder builder(model::Protocol::RestJson);
    model::Shape *blob = builder.scalar(ShapeType::Blob);
    OperationBuilder::add(builder.output(), QStringLiteral("body"), blob, Location::Payload);
    const auto add = [&](const char *name, model::Shape *shape) {
        OperationBuilder::add(builder.input(), QLatin1String(name), shape);
    };
    add("keyName", builder.scalar(ShapeType::String));
    add("fromFile", builder.scalar(ShapeType::String));
    add("since", builder.scalar(ShapeType::Timestamp));
    add("bytes", blob);
    add("count", builder.scalar(ShapeType::Integer));
    add("isDeep", builder.scalar(ShapeType::Boolean));
    add("isFlat", builder.scalar(ShapeType::Boolean));
    add("names", builder.list(builder.scalar(ShapeType::String)));
    const QCborMap input{
        {QStringLiteral("keyName"), QStringLiteral("-it's")},
        {QStringLiteral("fromFile"), QStringLiteral("file:///etc/hostname")},
        {QStringLiteral("since"), QCborValue(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC))},
        {QStringLiteral("bytes"), QByteArray("foo")},
        {QStringLiteral("count"), 7},
        {QStringLiteral("isDeep"), true},
        {QStringLiteral("isFlat"), false},
        {QStringLiteral("names"), QCborArray{QStringLiteral("a b")}}};
    const QString cli = awsCli(*builder.ptr(), input, {});
    QVERIFY2(!cli.contains(QStringLiteral("--cli-input-json")), qPrintable(cli));
    QVERIFY2(cli.startsWith(QStringLiteral("printf %s 'file:///etc/hostname' | aws ")), qPrintable(cli));
    for (const char *option :
         {"--key-name='-it'\\''s'", "--from-file=file:///dev/stdin", "--since='2026-01-02T03:04:05+00:00'",
          "--bytes='Zm9v'", "--count='7'", "--is-deep \\", "--no-is-flat \\", "--names='[\"a b\"]'"})
        QVERIFY2(cli.contains(QLatin1String(option)), qPrintable(QLatin1String(option) + u'\n' + cli));
}

void ExportingDataTest::secretDataIsInBase64()
{
    OperationBuilder builder(model::Protocol::AwsJson11);
    model::Shape *blob = builder.scalar(ShapeType::Blob);
    blob->sensitive = true;
    OperationBuilder::add(builder.input(), QStringLiteral("blobKey"), blob);
    const QCborMap input{{QStringLiteral("blobKey"), QByteArray("\x00\xff", 2)}};
    const http::Request request = protocol::serialise(builder.operation(), input)->request;
    for (const QString &text :
         {awsCli(builder.operation(), input, {}), curl(builder.operation(), input, request, {})}) {
        QVERIFY2(text.contains(QStringLiteral("In base64, as it is data: BLOB_KEY")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("\"'\"$BLOB_KEY\"'\"")), qPrintable(text));
    }
    QVERIFY(boto3(builder.operation(), input, {})
                .contains(QStringLiteral("base64.b64decode(os.environ[\"BLOB_KEY\"])")));
}

void ExportingDataTest::pythonKeepsDigits()
{
    OperationBuilder builder(model::Protocol::AwsJson11);
    OperationBuilder::add(builder.input(), QStringLiteral("any"), builder.scalar(ShapeType::Document));
    OperationBuilder::add(builder.input(), QStringLiteral("at"), builder.scalar(ShapeType::Timestamp));
    QByteArray json("{'any': [123456789012345678901234567890], 'at': '2026-01-02T03:04:05.123456789Z'}");
    const auto input = document::fromJson(json.replace('\'', '"'), *builder.input());
    QVERIFY2(input, input ? "" : qPrintable(input.error().sentence()));
    const QString script = boto3(builder.operation(), *input, {});
    QVERIFY2(script.contains(QStringLiteral("123456789012345678901234567890")), qPrintable(script));
    QVERIFY2(script.contains(QStringLiteral("at=\"2026-01-02T03:04:05.123456789+00:00\"")),
             qPrintable(script));
}

// Less than nothing and nothing are two numbers to whoever divides by them.
void ExportingDataTest::zeroKeepsItsSign()
{
    OperationBuilder builder(model::Protocol::AwsJson11);
    OperationBuilder::add(builder.input(), QStringLiteral("ratio"), builder.scalar(ShapeType::Double));
    OperationBuilder::add(builder.input(), QStringLiteral("any"), builder.scalar(ShapeType::Document));
    const auto input = document::fromJson(R"({"ratio": -0.0, "any": [-0.0]})", *builder.input());
    QVERIFY2(input, input ? "" : qPrintable(input.error().sentence()));
    const http::Request request = protocol::serialise(builder.operation(), *input)->request;
    QCOMPARE(request.body, R"({"ratio":-0.0,"any":[-0.0]})");
    for (const QString &text :
         {awsCli(builder.operation(), *input, {}), boto3(builder.operation(), *input, {}),
          curl(builder.operation(), *input, request, {})})
        QVERIFY2(text.count(QStringLiteral("-0.0")) == 2, qPrintable(text));
}

QTEST_GUILESS_MAIN(ExportingDataTest)
#include "tst_exportingdata.moc"
