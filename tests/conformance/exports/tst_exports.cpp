// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "document/json.h"
#include "exporting/export.h"
#include "protocol/codec.h"
#include "wireserver.h"

#include <QCborArray>
#include <QCborMap>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

using namespace formwork;
using namespace formwork::tests;

namespace
{

const QString kModels = QStringLiteral("/usr/lib/python3/dist-packages/botocore/data");

// What may stand in a text, by the name of the row.
QList<std::pair<QByteArray, QString>> hostileTexts()
{
    return {
        {"quotes", QStringLiteral("it's \"so\" '' \"\"")},
        {"shell", QStringLiteral("$HOME ${HOME} $(id) `id` !! ~/x *?[a] {a,b} ;|&<>#")},
        {"lines", QStringLiteral("one\ntwo\r\nthree\tfour\r")},
        {"ends with a line", QStringLiteral("one\n\n")},
        {"marks", QStringLiteral("\uFDD00\uFDD2 \uFDD1a-0\uFDD2")},
        {"byte order mark", QStringLiteral("\uFEFFa\uFEFF")},
        {"at", QStringLiteral("@/etc/hostname")},
        {"file", QStringLiteral("file:///etc/hostname")},
        {"binary file", QStringLiteral("fileb:///etc/hostname")},
        {"address", QStringLiteral("http://127.0.0.1:1/")},
        {"dash", QStringLiteral("-x")},
        {"option", QStringLiteral("--version")},
        {"controls", QStringLiteral("a\u0001\u001b[31m\u007f\u0085b")},
        {"backslashes", QStringLiteral("\\ \\n \\' \\\" \\u0041 \\\\")},
        {"beyond the first plane", QStringLiteral("\U0001F639 \u65e5\u672c Gr\u00fc\u00dfe")},
        {"line separators", QStringLiteral("a\u2028b\u2029c")},
        {"blanks", QStringLiteral("  a  ")},
        {"percent", QStringLiteral("%41 % %% %s %(a)s {0} {}")},
        {"form", QStringLiteral("a=b&c;d+e?f#g/h")},
        {"JSON", QStringLiteral("{\"a\": [1, null]}")},
        {"null", QStringLiteral("null")},
        {"digits", QStringLiteral("12345678901234567890123456789012345678")},
        {"variable", QStringLiteral("os.environ[\"HOME\"] ${AWS_PROFILE}")},
        {"right to left", QStringLiteral("a\u202eb\u2066c")},
    };
}

struct Sample {
    QString service;
    QString operation;
    QByteArray input; // "%1" stands for the text, as a JSON string
    bool inHeaders = false; // the text stands where line ends and what is not ASCII cannot
};

QList<Sample> samples()
{
    const auto of = [](const char *service, const char *operation, const char *input,
                       bool inHeaders = false) {
        return Sample{QString::fromLatin1(service), QString::fromLatin1(operation), input, inHeaders};
    };
    return {
        of("dynamodb", "PutItem",
           R"({"TableName": "tab", "Item": {%1: {"S": %1}, "n": {"N": "12345678901234567890123456789012345678"},
               "b": {"B": "AAECf4D+/w=="}, "l": {"L": [{"S": %1}, {"BOOL": true}, {"NULL": true}]}}})"),
        of("sns", "Publish",
           R"({"TopicArn": "arn:aws:sns:us-east-1:123456789012:a", "Message": %1, "Subject": "s",
               "MessageAttributes": {"a": {"DataType": "Binary", "BinaryValue": "AAH/"},
                                     "b": {"DataType": "String", "StringValue": %1}}})"),
        of("ec2", "CreateTags", R"({"Resources": ["i-1"], "Tags": [{"Key": %1, "Value": %1}]})"),
        of("lambda", "TagResource", R"({"Resource": "arn:aws:lambda:us-east-1:123456789012:function:a",
               "Tags": {%1: %1}})"),
        of("route53", "CreateHostedZone", R"({"Name": "example.com", "CallerReference": "r",
               "HostedZoneConfig": {"Comment": %1, "PrivateZone": false}})"),
        of("cloudwatch", "PutMetricData",
           R"({"Namespace": %1, "MetricData": [{"MetricName": "m", "Value": 1.5,
               "Values": [0.1, 3.0], "Counts": [1, 2]}]})"),
        of("kms", "Encrypt",
           R"({"KeyId": "alias/a", "Plaintext": "AAECf4D+/w==", "EncryptionContext": {"a": %1}})"),
        of("s3", "PutObject",
           R"({"Bucket": "bucket", "Key": %1, "ContentType": "text/plain", "Body": "AAECf4D+/w=="})"),
        of("s3", "PutObject", R"({"Bucket": "bucket", "Key": "k", "Body": "",
               "Metadata": {"a": %1}, "Tagging": "a=b"})",
           true),
        of("s3", "ListObjectsV2", R"({"Bucket": "bucket", "Prefix": %1, "Delimiter": %1, "MaxKeys": 7})"),
        of("s3", "GetObject", R"({"Bucket": "bucket", "Key": %1, "PartNumber": 7})"),
        of("lambda", "Invoke", R"({"FunctionName": "f", "Payload": "77u/QGZpbGU6Ly8vZXRjIC0tICcg"})"),
        of("secretsmanager", "CreateSecret",
           R"({"Name": "a", "ClientRequestToken": "0123456789012345678901234567890123",
               "SecretString": "$(not shown) x", "Description": %1})"),
        of("secretsmanager", "PutSecretValue",
           R"({"SecretId": %1, "ClientRequestToken": "0123456789012345678901234567890123",
               "SecretBinary": "AAECf4D+/w=="})"),
        of("cloudformation", "CreateStack",
           R"({"StackName": "a", "TemplateBody": %1, "Parameters": [{"ParameterKey": "k",
               "ParameterValue": %1}], "TimeoutInMinutes": 2147483647})"),
        of("ds-data", "CreateGroup",
           R"({"DirectoryId": "d-1234567890", "SAMAccountName": "g", "ClientToken": "t-1",
               "OtherAttributes": {"description": {"S": %1}, "number": {"N": 9223372036854775807}}})"),
        of("sso-admin", "CreateInstance", R"({"Name": "n", "ClientToken": "t-1",
               "Tags": [{"Key": "k", "Value": %1}]})"),
        of("proton", "CreateEnvironmentAccountConnection",
           R"({"clientToken": "t-1", "environmentName": "e", "managementAccountId": "123456789012",
               "roleArn": "arn:aws:iam::123456789012:role/a", "tags": [{"key": "k", "value": %1}]})"),
        of("appflow", "CreateConnectorProfile",
           R"({"clientToken": "t-1", "connectorProfileName": "p", "connectorType": "CustomConnector",
               "connectorLabel": "l", "connectionMode": "Public", "connectorProfileConfig": {
               "connectorProfileProperties": {"CustomConnector": {"profileProperties": {"a": %1}}},
               "connectorProfileCredentials": {"CustomConnector": {"authenticationType": "APIKEY",
               "apiKey": {"apiKey": "$(not shown) x"}}}}})"),
        of("partnercentral-selling", "CreateEngagementContext",
           R"({"Catalog": "Sandbox", "EngagementIdentifier": "eng-12345678901234", "ClientToken": "t-1",
               "Type": "Lead", "Payload": {"Lead": {"QualificationStatus": %1, "Customer": {
               "CompanyName": %1}, "Interactions": []}}})"),
        of("sqs", "SendMessage",
           R"({"QueueUrl": "http://127.0.0.1/1/q", "MessageBody": %1, "DelaySeconds": 0})"),
    };
}

QString inJson(const QString &text)
{
    return QString::fromUtf8(document::toPlainJson(QCborValue(text))).trimmed().sliced(1).chopped(1);
}

bool fitsInHeaders(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= QChar(0x20) && c < QChar(0x7f); });
}

QByteArray normalJson(const QByteArray &json)
{
    const Result<QCborValue> value = document::fromPlainJson(json);
    return value ? QJsonDocument(QJsonObject{{QStringLiteral("v"), value->toJsonValue()}}).toJson() : json;
}

QByteArray normalForm(const QByteArray &form)
{
    QByteArrayList items;
    for (const QByteArray &item : form.split('&')) {
        QByteArrayList sides;
        for (QByteArray side : QByteArray(item.endsWith(".0") ? item.chopped(2) : item).split('='))
            sides.append(QByteArray::fromPercentEncoding(side.replace('+', ' ')).toPercentEncoding());
        if (sides.size() == 1)
            sides.append(QByteArray());
        items.append(sides.join('='));
    }
    std::ranges::sort(items);
    return items.join('\n');
}

QByteArray normalXml(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    QByteArray result;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement())
            result += '<' + reader.name().toUtf8() + '>';
        else if (reader.isCharacters())
            result += reader.text().toUtf8();
        else if (reader.isEndElement())
            result += "</>";
    }
    return reader.hasError() ? xml : result;
}

QByteArray normalBody(const QByteArray &body, const QByteArray &type)
{
    if (type.contains("json"))
        return normalJson(body);
    if (type.contains("form"))
        return normalForm(body);
    return body.startsWith('<') ? normalXml(body) : body.toPercentEncoding();
}

// What counts of a request: its method, address, what the input puts into headers, and its body.
QByteArray essence(const QByteArray &method, const QByteArray &target, const http::Headers &headers,
                   const QByteArray &body, const QByteArray &type)
{
    const qsizetype question = target.indexOf('?');
    const QByteArray path = question < 0 ? target : target.first(question);
    const QByteArray query = question < 0 ? QByteArray() : target.sliced(question + 1);
    QByteArray result = method + ' ' + QByteArray::fromPercentEncoding(path).toPercentEncoding("/") + '\n'
        + (query.isEmpty() ? QByteArray() : normalForm(query)) + '\n';
    QByteArrayList lines;
    for (const http::Header &header : headers) {
        const QByteArray name = header.first.toLower();
        if (name.startsWith("x-amz-meta-") || name == "x-amz-target" || name == "x-amz-tagging")
            lines.append(name + ": " + header.second.trimmed());
    }
    std::ranges::sort(lines);
    return result + lines.join('\n') + "\n\n" + normalBody(body, type);
}

QByteArray essence(const RawRequest &raw)
{
    http::Headers headers;
    const QByteArrayList lines = raw.head.split('\n');
    QByteArray type;
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.first(std::max<qsizetype>(colon, 0));
        const QByteArray value = line.sliced(colon + 1).trimmed();
        headers.append(name, value);
        if (name.toLower() == "content-type")
            type = value;
    }
    return essence(raw.requestLine().split(' ').value(0), raw.target(), headers, raw.body, type);
}

} // namespace

// What a shell, the AWS CLI, botocore and curl make of exported commands: what arrives is what would have
// been sent.
class TestExports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const QString &needed :
             {kModels, QStringLiteral("/usr/bin/aws"), QStringLiteral("/usr/bin/curl")}) {
            if (!QFileInfo::exists(needed))
                QSKIP(qPrintable(QStringLiteral("There is no %1 on this machine.").arg(needed)));
        }
        m_system = catalog::Catalog::build({kModels});
        m_builtin = catalog::Catalog::build({QStringLiteral(TEST_DATA_DIR "/../../../resources/models")});
        // botocore is what boto3's clients are.
        QFile module(m_folder.filePath(QStringLiteral("boto3.py")));
        QVERIFY(module.open(QIODevice::WriteOnly));
        module.write("import botocore.session\n"
                     "def client(name, **settings):\n"
                     "    return botocore.session.Session().create_client(name, **settings)\n");
    }

    void arrives_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("text");
        const bool isWhole = qEnvironmentVariableIsSet("FORMWORK_EVERY_EXPORT");
        int number = 0;
        for (const auto &[name, text] : hostileTexts()) {
            const QByteArray json = document::toPlainJson(QCborValue(text));
            qsizetype index = 0;
            for (const Sample &sample : samples()) {
                // Each text and each sample comes up; all pairs where they are asked for.
                const bool isTurn = isWhole || index++ == number % samples().size();
                if (!isTurn || (sample.inHeaders && !fitsInHeaders(text)))
                    continue;
                QTest::addRow("%s %s %lld: %s", qPrintable(sample.service), qPrintable(sample.operation),
                              qlonglong(index), name.constData())
                    << sample.service << sample.operation << QByteArray(sample.input).replace("%1", json)
                    << text;
            }
            ++number;
        }
    }

    void arrives()
    {
        QFETCH(const QString, service);
        QFETCH(const QString, operation);
        QFETCH(const QByteArray, input);
        QFETCH(const QString, text);
        Result<model::OperationPtr> read = m_system->operation(service, operation);
        // The tools are as old as their models.
        const bool isInSystem = read && (*read)->service->origin.startsWith(kModels);
        if (!read)
            read = m_builtin->operation(service, operation);
        QVERIFY2(read, read ? "" : qPrintable(read.error().sentence()));
        const model::Operation &op = **read;
        const Result<QCborValue> value = document::fromJson(input, *op.input);
        QVERIFY2(value, value ? "" : qPrintable(value.error().sentence()));
        WireServer server(answer(200, "{}"));
        exporting::Context context;
        context.region = QStringLiteral("us-east-1");
        context.endpointUrl = QString::fromLatin1("http://" + server.authority());
        context.outputFile = m_folder.filePath(QStringLiteral("out"));
        const Result<protocol::Serialised> made = protocol::serialise(op, *value);
        QVERIFY2(made, made ? "" : qPrintable(made.error().sentence()));
        http::Request request = made->request;
        if (service == u"s3") // a server of one's own is asked by paths
            request.path = "/bucket" + (request.path == "/" ? QByteArray() : request.path);
        request.scheme = "http";
        request.authority = server.authority();
        const QByteArray wanted = essence(request.method, request.target(), request.headers, request.body,
                                          request.headers.value("content-type"));
        const QHash<QString, QString> scripts{
            {QStringLiteral("aws"), exporting::awsCli(op, *value, context)},
            {QStringLiteral("curl"), exporting::curl(op, *value, request, context)},
            {QStringLiteral("python"), exporting::boto3(op, *value, context)}};
        for (const auto &[tool, script] : scripts.asKeyValueRange()) {
            if (!isInSystem && tool != u"curl")
                continue;
            server.requests.clear();
            const QByteArray said =
                run(tool == u"python" ? QStringLiteral("/usr/bin/python3") : QStringLiteral("/bin/bash"),
                    script, text);
            const QByteArray told = (tool + u'\n' + script).toUtf8() + '\n' + said;
            QVERIFY2(!server.requests.isEmpty(), told.constData());
            const QByteArray arrived = essence(server.requests.first());
            QVERIFY2(arrived == wanted,
                     (told + "\narrived: " + arrived + "\nwanted:  " + wanted).constData());
        }
    }

private:
    // Runs it until something has arrived and it has ended; answers what it said.
    QByteArray run(const QString &program, const QString &script, const QString &text)
    {
        QFile file(m_folder.filePath(QStringLiteral("script")));
        if (!file.open(QIODevice::WriteOnly))
            return "no script";
        file.write(script.toUtf8());
        file.close();
        QProcessEnvironment environment;
        const QHash<QString, QString> variables{
            {QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin")},
            {QStringLiteral("HOME"), m_folder.path()},
            {QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8")},
            {QStringLiteral("PYTHONPATH"), m_folder.path()},
            {QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AKIAIOSFODNN7EXAMPLE")},
            {QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("canary-secret-0001")},
            {QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true")},
            {QStringLiteral("AWS_MAX_ATTEMPTS"), QStringLiteral("1")},
            {QStringLiteral("AWS_PAGER"), QString()},
            {QStringLiteral("BOTO_DISABLE_CRT"), QStringLiteral("true")},
            // What stands for the text of a row, as the comment of the command says: as it stands in JSON.
            {QStringLiteral("S"), inJson(text)},
            {QStringLiteral("COMPANY_NAME"), inJson(text)},
            {QStringLiteral("N"), QStringLiteral("9223372036854775807")},
            {QStringLiteral("SECRET_STRING"), QStringLiteral("$(not shown) x")},
            {QStringLiteral("API_KEY"), QStringLiteral("$(not shown) x")},
            // Data is in base64, whatever the tool.
            {QStringLiteral("PAYLOAD"), QStringLiteral("77u/QGZpbGU6Ly8vZXRjIC0tICcg")},
            {QStringLiteral("SECRET_BINARY"), QStringLiteral("AAECf4D+/w==")},
            {QStringLiteral("PLAINTEXT"), QStringLiteral("AAECf4D+/w==")}};
        for (const auto &[name, value] : variables.asKeyValueRange())
            environment.insert(name, value);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        QSignalSpy ended(&process, &QProcess::finished);
        process.start(program, {file.fileName()});
        if (process.state() != QProcess::NotRunning)
            ended.wait(120'000);
        process.kill();
        process.waitForFinished();
        return process.readAll();
    }

    catalog::CatalogPtr m_system;
    catalog::CatalogPtr m_builtin;
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestExports)
#include "tst_exports.moc"
