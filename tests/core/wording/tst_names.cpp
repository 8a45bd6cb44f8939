// SPDX-License-Identifier: Apache-2.0
#include "model/service.h"
#include "wording/names.h"
#include "wording/nearest.h"
#include "wording/nouns.h"
#include "wording/plaintext.h"
#include "wording/servicenames.h"

#include <QTest>

using namespace formwork::model;
using namespace formwork::wording;
using namespace formwork::wording;

class NamesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // Found bug: "Add an attributes of key".
    void oneOfMany()
    {
        QCOMPARE(singular(QStringLiteral("Attributes of keys")), QStringLiteral("Attribute of keys"));
        QCOMPARE(singular(QStringLiteral("Policies")), QStringLiteral("Policy"));
        QCOMPARE(singular(QStringLiteral("Class of boxes")), QStringLiteral("Class of boxes"));
    }

    void cliNames_data()
    {
        QTest::addColumn<QString>("cli");
        const auto row = [](const char *name, const char *cli) {
            QTest::newRow(name) << QString::fromLatin1(cli);
        };
        row("CreateGroup", "create-group");
        row("SAMAccountName", "sam-account-name");
        row("kmsKeyArn", "kms-key-arn");
        row("DescribeDBInstances", "describe-db-instances");
        row("ListObjectsV2", "list-objects-v2");
        row("GetEC2InstanceRecommendations", "get-ec2-instance-recommendations");
        row("TargetGroupARNs", "target-group-arns");
        row("ListHITs", "list-hits");
        row("ListHITsForQualificationType", "list-hits-for-qualification-type");
        row("CreateCachediSCSIVolume", "create-cached-iscsi-volume");
        row("ExecutePartiQLBatch", "execute-partiql-batch");
        row("SendWhatsAppMessage", "send-whatsapp-message");
        row("whatsAppId", "whats-app-id");
        row("OAuth2Credentials", "o-auth2-credentials");
        row("AmazonQDocument", "amazon-q-document");
        row("already-there", "already-there");
        row("x", "x");
    }

    void cliNames()
    {
        QFETCH(QString, cli);
        QCOMPARE(cliName(QString::fromLatin1(QTest::currentDataTag())), cli);
    }

    void wordsForPeople_data()
    {
        QTest::addColumn<QString>("said");
        const auto row = [](const char *name, const char *said) {
            QTest::newRow(name) << QString::fromLatin1(said);
        };
        row("kmsKeyArn", "KMS key ARN");
        row("connectorProfileName", "Connector profile name");
        row("SAMAccountName", "SAM account name");
        row("SubnetIds", "Subnet IDs");
        row("DirectoryId", "Directory ID");
        row("snake_case_name", "Snake case name");
        row("name", "Name");
        row("IPv6CidrBlock", "IPv6 CIDR block");
        row("Ipv6Address", "IPv6 address");
        row("SSEKMSKeyId", "SSE-KMS key ID");
        row("S3Bucket", "S3 bucket");
        row("targetS3Bucket", "Target S3 bucket");
        row("DynamoDBTargetArn", "DynamoDB target ARN");
        row("CloudWatchLogsLogGroupArn", "CloudWatch logs log group ARN");
        row("oAuth2Properties", "OAuth 2 properties");
        row("OpenIDConnectProviderArn", "OpenID connect provider ARN");
        row("VCpuCount", "vCPU count");
        row("MemoryInGiB", "Memory in GiB");
        row("IoTAnalyticsDataset", "IoT analytics dataset");
        row("targetGroupARNs", "Target group ARNs");
        row("fsxLustre", "FSx lustre");
        row("FSxFileSystem", "FSx file system");
        row("DescribeDBInstances", "Describe DB instances");
        row("x-amz-acl", "X amz ACL");
    }

    void wordsForPeople()
    {
        QFETCH(QString, said);
        QCOMPARE(words(QString::fromLatin1(QTest::currentDataTag())), said);
    }

    void emptyNames()
    {
        QVERIFY(cliName(u"").isEmpty());
        QVERIFY(words(u"").isEmpty());
    }

    void serviceNames()
    {
        QCOMPARE(serviceCliName(QStringLiteral("Directory Service Data")), QStringLiteral("ds-data"));
        QCOMPARE(serviceCliName(QStringLiteral("SSO Admin")), QStringLiteral("sso-admin"));
        QCOMPARE(serviceCliName(QStringLiteral("AppFlow")), QStringLiteral("appflow"));
        QCOMPARE(canonicalServiceId(u"s3api"), QStringLiteral("s3"));
        QCOMPARE(canonicalServiceId(u"iam"), QStringLiteral("iam"));
    }

    void plainTexts_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("first");
        const auto row = [](const char *name, const char *html, const char *plain, const char *first) {
            QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(plain)
                                << QString::fromUtf8(first);
        };
        row("paragraphs", "<p>One. </p><p>Two.</p>", "One. Two.", "One.");
        row("inside a word", "<p>The <code>Name</code>s of it.</p>", "The Names of it.", "The Names of it.");
        row("dots in names", "<p>See v1.2 for aws.amazon.com now. Then.</p>",
            "See v1.2 for aws.amazon.com now. Then.", "See v1.2 for aws.amazon.com now.");
        row("entities", "a &lt; b &amp; c&nbsp;d &#8212; &unknown; &", "a < b & c d — &unknown; &",
            "a < b & c d — &unknown; &");
        row("less than", "if 1 < 2", "if 1 < 2", "if 1 < 2");
        row("open tag", "text <a href=", "text", "text");
        row("white space", "  a\n\n  b  ", "a b", "a b");
        row("list", "<ul><li>a</li><li>b</li></ul>", "a b", "a b");
        row("a name before it", "<fullname>Amazon X</fullname> <p>This is X. More.</p>",
            "Amazon X This is X. More.", "This is X.");
        row("a name alone", "<fullname>Amazon X</fullname>", "Amazon X", "Amazon X");
        row("nothing", "", "", "");
    }

    void plainTexts()
    {
        QFETCH(QString, html);
        QFETCH(QString, plain);
        QFETCH(QString, first);
        QCOMPARE(plainText(html), plain);
        QCOMPARE(firstSentence(html), first);
    }

    void longSentencesAreCut() { QCOMPARE(firstSentence(QString(5'000, u'x')).size(), 300); }

    void nearestNames_data()
    {
        QTest::addColumn<QString>("nearest");
        QTest::newRow("create-grop") << QStringLiteral("create-group");
        QTest::newRow("CREATE-GROUP") << QStringLiteral("create-group");
        QTest::newRow("crea") << QStringLiteral("create-group");
        QTest::newRow("describe-grup") << QStringLiteral("describe-group");
        QTest::newRow("zzzzzz") << QString();
        QTest::newRow("") << QString();
    }

    void nearestNames()
    {
        QFETCH(QString, nearest);
        const QStringList names{QStringLiteral("create-group"), QStringLiteral("describe-group"),
                                QStringLiteral("x-y-z-w")};
        const QStringList found =
            formwork::wording::nearestNames(QString::fromLatin1(QTest::currentDataTag()), names);
        QCOMPARE(found.isEmpty() ? QString() : found.first(), nearest);
    }
};

QTEST_GUILESS_MAIN(NamesTest)
#include "tst_names.moc"
