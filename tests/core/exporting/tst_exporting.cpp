// SPDX-License-Identifier: Apache-2.0
#include "../protocol/shapes.h"
#include "exporting/export.h"
#include "protocol/codec.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace formwork;
using namespace formwork::exporting;
using formwork::testing::OperationBuilder;
using model::Location;
using model::ShapeType;

namespace
{

const QString kCanary = QStringLiteral("canary-secret-%1");

QString canary(int number) { return kCanary.arg(number, 4, 10, QLatin1Char('0')); }

// A rest-json operation with a secret at every place that a request has.
struct Fixture {
    OperationBuilder builder{model::Protocol::RestJson};
    QCborMap input;

    Fixture()
    {
        model::Operation &operation = builder.operation();
        operation.httpUri = "/things/{id}/{hush}";
        model::Shape *text = builder.scalar(ShapeType::String);
        model::Shape *secret = builder.scalar(ShapeType::String);
        secret->sensitive = true;
        model::Shape *blob = builder.scalar(ShapeType::Blob);
        blob->sensitive = true;
        model::Shape *secretMap = builder.map(text);
        secretMap->sensitive = true;
        model::Shape *nested = builder.structure(QStringLiteral("Nested"));
        OperationBuilder::add(nested, QStringLiteral("plain"), text);
        OperationBuilder::add(nested, QStringLiteral("key"), secret).jsonName = QStringLiteral("WireKey");
        OperationBuilder::add(nested, QStringLiteral("bytes"), blob);
        OperationBuilder::add(nested, QStringLiteral("whole"), secretMap);

        model::Shape *in = builder.input();
        OperationBuilder::add(in, QStringLiteral("id"), text, Location::Label);
        OperationBuilder::add(in, QStringLiteral("hush"), secret, Location::Label);
        OperationBuilder::add(in, QStringLiteral("q"), secret, Location::Query, QStringLiteral("q"));
        OperationBuilder::add(in, QStringLiteral("more"), builder.map(secret), Location::QueryParams);
        OperationBuilder::add(in, QStringLiteral("h"), secret, Location::Header, QStringLiteral("X-Secret"));
        OperationBuilder::add(in, QStringLiteral("p"), builder.map(secret), Location::PrefixHeaders,
                              QStringLiteral("X-P-"));
        OperationBuilder::add(in, QStringLiteral("note"), text);
        OperationBuilder::add(in, QStringLiteral("nested"), builder.map(nested));
        OperationBuilder::add(in, QStringLiteral("list"), builder.list(secret));
        OperationBuilder::add(in, QStringLiteral("clientToken"), text).idempotencyToken = true;
        fill();
    }

    void fill()
    {
        QCborMap whole;
        whole[canary(10)] = canary(11);
        QCborMap inner;
        inner[QStringLiteral("plain")] = QStringLiteral("visible");
        inner[QStringLiteral("key")] = canary(1);
        inner[QStringLiteral("bytes")] = canary(2).toUtf8();
        inner[QStringLiteral("whole")] = whole;
        inner[QStringLiteral("sessionToken")] = canary(12); // not in the model
        QCborMap nested;
        nested[QStringLiteral("entry")] = inner;
        QCborMap prefixed;
        prefixed[QStringLiteral("a")] = canary(3);
        QCborMap more;
        more[QStringLiteral("extra")] = canary(4);
        input[QStringLiteral("id")] = QStringLiteral("a b");
        input[QStringLiteral("hush")] = canary(5) + QStringLiteral("/x");
        input[QStringLiteral("q")] = canary(6);
        input[QStringLiteral("more")] = more;
        input[QStringLiteral("h")] = canary(7);
        input[QStringLiteral("p")] = prefixed;
        input[QStringLiteral("note")] = QStringLiteral("it's \"$HOME\" `id`\n!Grüße");
        input[QStringLiteral("nested")] = nested;
        input[QStringLiteral("list")] = QCborArray{canary(8)};
        input[QStringLiteral("clientToken")] = QStringLiteral("00000000-0000-4000-8000-000000000000");
    }

    [[nodiscard]] http::Request request() const
    {
        http::Request request = protocol::serialise(*builder.ptr(), input)->request;
        request.authority = "things.eu-central-1.amazonaws.com";
        request.headers.append("Authorization",
                               "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE, Signature=canary-secret-0020");
        request.headers.append("X-Amz-Security-Token", "canary-secret-0021");
        return request;
    }
};

const Context kContext{QStringLiteral("eu-central-1"), QStringLiteral("http://127.0.0.1:8080"),
                       QStringLiteral("my profile")};

// What a real shell hands to the command: its arguments, one a line.
QStringList arguments(const QString &command, const QString &program)
{
    QProcess shell;
    shell.setEnvironment({QStringLiteral("LC_ALL=C.UTF-8"), QStringLiteral("KEY=k"),
                          QStringLiteral("BYTES=Yg=="), QStringLiteral("WHOLE={\"w\":1}"),
                          QStringLiteral("HUSH=h"), QStringLiteral("Q=q")});
    shell.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
         program + QStringLiteral("() { for a in \"$@\"; do printf '%s\\036' \"$a\"; done; }\n") + command});
    return shell.waitForFinished(20000) ? QString::fromUtf8(shell.readAllStandardOutput()).split(QChar(036))
                                        : QStringList();
}

} // namespace

class ExportingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverShowsASecret_data();
    void neverShowsASecret();
    void awsCliIsWhatAShellReads();
    void awsCliLeavesOutWhatIsNotSet();
    void namesTheCommandOfTheAwsCli_data();
    void namesTheCommandOfTheAwsCli();
    void boto3IsPython();
    void boto3NamesWhatCannotBeAnArgument();
    void httpTextShowsTheRest();
    void curlIsWhatAShellReads();
    void hidesTheBodyOfOtherProtocols();
};

void ExportingTest::neverShowsASecret_data()
{
    QTest::addColumn<QString>("text");
    const Fixture fixture;
    const model::Operation &operation = *fixture.builder.ptr();
    QTest::newRow("AWS CLI") << awsCli(operation, fixture.input, kContext);
    QTest::newRow("boto3") << boto3(operation, fixture.input, kContext);
    QTest::newRow("HTTP") << httpText(operation, fixture.input, fixture.request());
    QTest::newRow("curl") << curl(operation, fixture.input, fixture.request(), kContext);
}

void ExportingTest::neverShowsASecret()
{
    QFETCH(QString, text);
    QVERIFY2(!text.contains(QStringLiteral("canary")), qPrintable(text));
    QVERIFY2(!text.contains(QString::fromLatin1(canary(2).toUtf8().toBase64())), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("AKIDEXAMPLE")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("00000000-0000-4000-8000-000000000000")));
    QVERIFY(text.contains(QStringLiteral("visible")));
}

void ExportingTest::awsCliIsWhatAShellReads()
{
    const Fixture fixture;
    const QStringList words =
        arguments(awsCli(*fixture.builder.ptr(), fixture.input, kContext), QStringLiteral("aws"));
    QCOMPARE(
        words.mid(0, 9),
        QStringList({QStringLiteral("things"), QStringLiteral("create-thing"), QStringLiteral("--profile"),
                     QStringLiteral("my profile"), QStringLiteral("--region"), QStringLiteral("eu-central-1"),
                     QStringLiteral("--endpoint-url"), QStringLiteral("http://127.0.0.1:8080"),
                     QStringLiteral("--cli-input-json")}));
    const QJsonObject json = QJsonDocument::fromJson(words.value(9).toUtf8()).object();
    QCOMPARE(json.value(QLatin1String("note")).toString(), QStringLiteral("it's \"$HOME\" `id`\n!Grüße"));
    const QJsonObject inner =
        json.value(QLatin1String("nested")).toObject().value(QLatin1String("entry")).toObject();
    QCOMPARE(inner.value(QLatin1String("key")).toString(), QStringLiteral("k"));
    QCOMPARE(inner.value(QLatin1String("whole")).toObject().value(QLatin1String("w")).toInt(), 1);
    QCOMPARE(json.value(QLatin1String("hush")).toString(), QStringLiteral("h"));
}

void ExportingTest::namesTheCommandOfTheAwsCli_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("command");
    for (const auto &[service, command] :
         {std::pair("s3", "s3api"), std::pair("codedeploy", "deploy"), std::pair("config", "configservice"),
          std::pair("things", "things")})
        QTest::newRow(service) << QString::fromLatin1(service) << QString::fromLatin1(command);
}

// Which is not always the service's name; boto3's is.
void ExportingTest::namesTheCommandOfTheAwsCli()
{
    QFETCH(const QString, service);
    QFETCH(const QString, command);
    const Fixture fixture;
    model::Operation operation = *fixture.builder.ptr();
    auto renamed = std::make_shared<model::Service>(*operation.service);
    renamed->id = service;
    operation.service = renamed;
    QVERIFY(awsCli(operation, QCborMap(), {}).startsWith(QStringLiteral("aws %1 ").arg(command)));
    QVERIFY(boto3(operation, QCborMap(), {}).contains(QStringLiteral("client(\"%1\"").arg(service)));
}

void ExportingTest::awsCliLeavesOutWhatIsNotSet()
{
    OperationBuilder builder(model::Protocol::AwsJson10);
    builder.operation().takesInput = false;
    QCOMPARE(awsCli(builder.operation(), QCborMap(), {}), QStringLiteral("aws things create-thing\n"));
}

void ExportingTest::boto3IsPython()
{
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty())
        QSKIP("There is no python3 to read the script.");
    Fixture fixture;
    model::Shape *in = fixture.builder.input();
    OperationBuilder::add(in, QStringLiteral("at"), fixture.builder.scalar(ShapeType::Timestamp));
    OperationBuilder::add(in, QStringLiteral("raw"), fixture.builder.scalar(ShapeType::Blob));
    OperationBuilder::add(in, QStringLiteral("big"), fixture.builder.scalar(ShapeType::Long));
    OperationBuilder::add(in, QStringLiteral("ratio"), fixture.builder.scalar(ShapeType::Double));
    fixture.input[QStringLiteral("at")] =
        QCborValue(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 6), Qt::UTC));
    fixture.input[QStringLiteral("raw")] = QByteArray("\x00\xff\"\\a", 5);
    fixture.input[QStringLiteral("big")] = std::numeric_limits<qint64>::max();
    fixture.input[QStringLiteral("ratio")] = qInf();
    const QString script = boto3(*fixture.builder.ptr(), fixture.input, kContext);
    // A stand-in for the library that prints what it is called with.
    const QString before =
        QStringLiteral("import sys, types\n"
                       "class C:\n"
                       "    def create_thing(self, **k): return [k['note'], k['raw'], k['big'], k['ratio'], "
                       "k['at'].isoformat(), k['hush']]\n"
                       "class S:\n"
                       "    def __init__(self, profile_name): assert profile_name == 'my profile'\n"
                       "    def client(self, name, **k): assert (name, k['region_name']) == ('things', "
                       "'eu-central-1'); return C()\n"
                       "sys.modules['boto3'] = types.SimpleNamespace(Session=S)\n");
    QProcess process;
    QProcessEnvironment environment;
    for (const char *name : {"KEY", "HUSH", "Q", "EXTRA", "H", "A", "SECRET_0", "BYTES", "SESSION_TOKEN"})
        environment.insert(QLatin1String(name), QStringLiteral("s"));
    environment.insert(QStringLiteral("WHOLE"), QStringLiteral("{}"));
    environment.insert(QStringLiteral("BYTES"), QStringLiteral("AP8i")); // data is in base64
    environment.insert(QStringLiteral("PYTHONIOENCODING"), QStringLiteral("utf-8"));
    process.setProcessEnvironment(environment);
    process.start(python, {QStringLiteral("-c"), before + script});
    QVERIFY(process.waitForFinished(20000));
    QCOMPARE(QString::fromUtf8(process.readAllStandardError()), QString());
    QCOMPARE(
        QString::fromUtf8(process.readAllStandardOutput()).trimmed(),
        QStringLiteral("['it\\'s \"$HOME\" `id`\\n!Grüße', b'\\x00\\xff\"\\\\a', 9223372036854775807, inf, "
                       "'2026-01-02T03:04:05.006000+00:00', 's']"));
}

void ExportingTest::boto3NamesWhatCannotBeAnArgument()
{
    OperationBuilder builder(model::Protocol::AwsJson10);
    OperationBuilder::add(builder.input(), QStringLiteral("from"), builder.scalar(ShapeType::String));
    QCborMap input;
    input[QStringLiteral("from")] = QStringLiteral("x");
    QVERIFY(boto3(builder.operation(), input, {})
                .contains(QStringLiteral("create_thing(**{\n    \"from\": \"x\",\n})")));
}

void ExportingTest::httpTextShowsTheRest()
{
    const Fixture fixture;
    const QString text = httpText(*fixture.builder.ptr(), fixture.input, fixture.request());
    QVERIFY2(text.startsWith(QStringLiteral(
                 "POST https://things.eu-central-1.amazonaws.com/things/a%20b/\u2039sealed\u203a?"
                 "q=\u2039sealed\u203a&extra=\u2039sealed\u203a\n")),
             qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("X-Secret: \u2039sealed\u203a\n")));
    QVERIFY(text.contains(QStringLiteral("X-P-a: \u2039sealed\u203a\n")));
    QVERIFY(text.contains(QStringLiteral("Authorization: (hidden)\n")));
    QVERIFY(text.contains(QStringLiteral("X-Amz-Security-Token: (hidden)\n")));
    QVERIFY(text.contains(QStringLiteral("\"WireKey\": \"\u2039sealed\u203a\"")));
}

void ExportingTest::curlIsWhatAShellReads()
{
    const Fixture fixture;
    const QStringList words = arguments(
        curl(*fixture.builder.ptr(), fixture.input, fixture.request(), kContext), QStringLiteral("curl"));
    QCOMPARE(words.value(2),
             QStringLiteral("https://things.eu-central-1.amazonaws.com/things/a%20b/h?q=q&extra="));
    QVERIFY(words.contains(QStringLiteral("aws:amz:eu-central-1:things")));
    const QString body = words.value(words.indexOf(QStringLiteral("--data-raw")) + 1);
    const QJsonObject json = QJsonDocument::fromJson(body.toUtf8()).object();
    QCOMPARE(json.value(QLatin1String("note")).toString(), QStringLiteral("it's \"$HOME\" `id`\n!Grüße"));
    QVERIFY(!words.join(u' ').contains(QStringLiteral("Authorization")));
}

void ExportingTest::hidesTheBodyOfOtherProtocols()
{
    for (const model::Protocol protocol :
         {model::Protocol::Query, model::Protocol::RestXml, model::Protocol::RpcV2Cbor}) {
        OperationBuilder builder(protocol);
        model::Shape *secret = builder.scalar(ShapeType::String);
        secret->sensitive = true;
        OperationBuilder::add(builder.input(), QStringLiteral("secret"), secret);
        OperationBuilder::add(builder.input(), QStringLiteral("name"), builder.scalar(ShapeType::String));
        QCborMap input;
        input[QStringLiteral("secret")] = canary(1);
        input[QStringLiteral("name")] = QStringLiteral("visible");
        const http::Request request = protocol::serialise(builder.operation(), input)->request;
        const QString text = httpText(builder.operation(), input, request);
        QVERIFY(!text.contains(QStringLiteral("canary")));
        QVERIFY(text.contains(QStringLiteral("visible")));
        QVERIFY(!curl(builder.operation(), input, request, {}).contains(QStringLiteral("canary")));
    }
}

QTEST_GUILESS_MAIN(ExportingTest)
#include "tst_exporting.moc"
