// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "operation/waitoffers.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

using namespace formwork;

// What is offered to wait for after operations that AWS publishes.
class TestWaitOffers : public QObject
{
    Q_OBJECT

private:
    catalog::CatalogPtr m_catalog;

private Q_SLOTS:
    void initTestCase()
    {
        const QString folder = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore");
        if (!QDir(folder).exists())
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        m_catalog = catalog::Catalog::build({folder});
    }

    void offers_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("answered");
        QTest::addColumn<QByteArray>("expected"); // the first offer and its input, or nothing
        const auto row = [](const char *operation, const char *sent, const char *answered,
                            const char *expected) {
            QTest::newRow(operation) << QByteArray(sent) << QByteArray(answered) << QByteArray(expected);
        };
        row("rds CreateDBInstance", "{\"DBInstanceIdentifier\":\"db\"}",
            "{\"DBInstance\":{\"DBInstanceIdentifier\":\"db\",\"DBInstanceStatus\":\"creating\"}}",
            "DBInstanceAvailable {\"DBInstanceIdentifier\":\"db\"}");
        row("rds DeleteDBInstance", "{\"DBInstanceIdentifier\":\"db\"}", "{}",
            "DBInstanceDeleted {\"DBInstanceIdentifier\":\"db\"}");
        row("dynamodb CreateTable", "{\"TableName\":\"t\"}", "{\"TableDescription\":{\"TableName\":\"t\"}}",
            "TableExists {\"TableName\":\"t\"}");
        row("ec2 RunInstances", "{}", "{\"Instances\":[{\"InstanceId\":\"i-1\"},{\"InstanceId\":\"i-2\"}]}",
            "InstanceRunning {\"InstanceIds\":[\"i-1\",\"i-2\"]}");
        row("eks CreateCluster", "{\"name\":\"c\"}", "{\"cluster\":{\"name\":\"c\",\"arn\":\"a\"}}",
            "ClusterActive {\"name\":\"c\"}");
        row("s3 CreateBucket", "{\"Bucket\":\"b\"}", "{\"Location\":\"/b\"}",
            "BucketExists {\"Bucket\":\"b\"}");
        row("iam CreateRole", "{\"RoleName\":\"r\"}", "{\"Role\":{\"RoleName\":\"r\"}}",
            "RoleExists {\"RoleName\":\"r\"}");
        row("sqs CreateQueue", "{\"QueueName\":\"q\"}", "{\"QueueUrl\":\"u\"}", "");
        row("dynamodb ListTables", "{}", "{\"TableNames\":[\"t\"]}", "");
    }

    void offers()
    {
        QFETCH(const QByteArray, sent);
        QFETCH(const QByteArray, answered);
        QFETCH(const QByteArray, expected);
        const QStringList names = QString::fromLatin1(QTest::currentDataTag()).split(u' ');
        const auto operation = m_catalog->operation(names[0], names[1]);
        QVERIFY(operation);
        QElapsedTimer timer;
        timer.start();
        const QList<operation::WaitOffer> list = operation::waitOffers(
            *m_catalog, **operation, *document::fromPlainJson(sent), *document::fromPlainJson(answered));
        QStringList all;
        QByteArrayList texts;
        for (const operation::WaitOffer &offer : list) {
            all += offer.waiter.name;
            texts += offer.waiter.name.toLatin1() + ' ' + document::toPlainJson(offer.input);
        }
        qInfo("%lld ms: %s", timer.elapsed(), qPrintable(all.join(QStringLiteral(", "))));
        if (expected.isEmpty())
            QVERIFY2(texts.isEmpty(), texts.join("; "));
        else
            QVERIFY2(texts.contains(expected), texts.join("; "));
    }
};

QTEST_GUILESS_MAIN(TestWaitOffers)
#include "tst_waitoffers.moc"
