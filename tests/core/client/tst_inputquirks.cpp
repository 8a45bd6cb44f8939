// SPDX-License-Identifier: Apache-2.0
#include "client/call.h"
#include "document/json.h"
#include "guide/guide.h"
#include "protocol/codec.h"
#include "readers/reader.h"

#include <QDir>
#include <QTest>

using namespace formwork;

// What is checked is what is sent: quirks of inputs come before validation, and what cannot be sent is said
// there. With the models that AWS publishes, where a copy is at hand (FORMWORK_SHARED).
class InputQuirksTest : public QObject
{
    Q_OBJECT
private:
    static Result<model::OperationPtr> published(const QString &service, const QString &operation)
    {
        const QDir folder(qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore/")
                          + service);
        const QStringList versions = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        if (versions.isEmpty())
            return failure(Phase::Model, QStringLiteral("None"), QStringLiteral("no models"));
        const auto read =
            readers::readService(folder.filePath(versions.last() + QStringLiteral("/service-2.json.gz")));
        return read ? readers::readOperation(*read, operation) : std::unexpected(read.error());
    }

private Q_SLOTS:
    void checksWhatIsSent_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char *name, const char *operation, const char *input,
                            const QStringList &problems) {
            QTest::newRow(name) << QString::fromLatin1(operation) << QByteArray(input) << problems;
        };
        row("id with its path", "route53 GetHostedZone", R"({"Id":"/hostedzone/Z0123456789ABCDEFGHIJKLMNO"})",
            {});
        row("change with its path", "route53 GetChange", R"({"Id":"/change/C0123456789ABCDEFGHIJKLMNO"})",
            {});
        row("id too long", "route53 GetHostedZone", R"({"Id":"Z01234567890123456789012345678901234567890"})",
            {QStringLiteral("/Id length")});
        row("account by default", "glacier ListVaults", "{}", {});
        row("copy from text", "s3 CopyObject", R"({"Bucket":"b","Key":"k","CopySource":"from/a b"})", {});
        row("copy from an object", "s3 CopyObject",
            R"({"Bucket":"b","Key":"k","CopySource":{"Bucket":"from","Key":"a","VersionId":"v"}})", {});
        row("copy from half an object", "s3 CopyObject",
            R"({"Bucket":"b","Key":"k","CopySource":{"Bucket":"from"}})",
            {QStringLiteral("/CopySource type")});
        row("metadata", "s3 PutObject", R"({"Bucket":"b","Key":"k","Metadata":{"a":"1","b":"2"}})", {});
        row("metadata beyond ASCII", "s3 PutObject",
            "{\"Bucket\":\"b\",\"Key\":\"k\",\"Metadata\":{\"a\":\"\xc3\xbc\"}}",
            {QStringLiteral("/Metadata/a type")});
        row("name of metadata beyond ASCII", "s3 PutObject",
            "{\"Bucket\":\"b\",\"Key\":\"k\",\"Metadata\":{\"\xc3\xbc\":\"1\"}}",
            {QStringLiteral("/Metadata/\u00fc type")});
        row("metadata in two cases", "s3 PutObject",
            R"({"Bucket":"b","Key":"k","Metadata":{"A":"1","a":"2"}})",
            {QStringLiteral("/Metadata/a unique")});
        row("metadata with a line break", "s3 PutObject",
            R"({"Bucket":"b","Key":"k","Metadata":{"a":"1\n2"}})", {QStringLiteral("/Metadata/a type")});
        row("header beyond ASCII", "s3 PutObject",
            "{\"Bucket\":\"b\",\"Key\":\"k\",\"ContentDisposition\":\"\xc3\xbc\"}",
            {QStringLiteral("/ContentDisposition type")});
    }

    void checksWhatIsSent()
    {
        QFETCH(QString, operation);
        QFETCH(QByteArray, input);
        const auto read = published(operation.section(u' ', 0, 0), operation.section(u' ', 1));
        if (!read)
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        const auto value = document::fromJson(input, *(*read)->input);
        QVERIFY(value);
        QStringList found;
        bool isStopped = false;
        for (const document::Problem &problem :
             client::check(**read, *guide::generatedGuide(**read), *value)) {
            found.append(problem.pointer.toString() + u' ' + problem.kind);
            isStopped = isStopped || !problem.canSendAnyway;
        }
        QTEST(found, "problems");
        // What cannot be sent is refused there, too, for who does not validate.
        if (isStopped)
            QVERIFY(!protocol::serialise(**read, *value, {}, true));
        else if (found.isEmpty())
            QVERIFY(protocol::serialise(**read, *value, {}, true));
    }

    void writesCopySources_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("plain") << QByteArray(R"({"Bucket":"b","Key":"a/\u00fc +"})")
                               << QByteArray("b/a/%C3%BC%20%2B");
        QTest::newRow("version") << QByteArray(R"({"Bucket":"b","Key":"k?x","VersionId":"v/1"})")
                                 << QByteArray("b/k%3Fx?versionId=v/1");
        QTest::newRow("access point")
            << QByteArray(R"({"Bucket":"arn:aws:s3:us-east-1:000000000000:accesspoint/p","Key":"k"})")
            << QByteArray("arn%3Aaws%3As3%3Aus-east-1%3A000000000000%3Aaccesspoint/p/object/k");
    }

    void writesCopySources()
    {
        QFETCH(QByteArray, source);
        const auto read = published(QStringLiteral("s3"), QStringLiteral("CopyObject"));
        if (!read)
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        const auto value =
            document::fromJson(R"({"Bucket":"b","Key":"k","CopySource":)" + source + '}', *(*read)->input);
        QVERIFY(value);
        const auto request = protocol::serialise(**read, *value, {}, true);
        QVERIFY(request);
        QTEST(request->request.headers.value("x-amz-copy-source"), "header");
    }
};

QTEST_GUILESS_MAIN(InputQuirksTest)
#include "tst_inputquirks.moc"
