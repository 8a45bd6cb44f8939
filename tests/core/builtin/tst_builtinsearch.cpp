// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "search/search.h"
#include "search/searchwords.h"

#include <QFileInfo>
#include <QTest>

using namespace formwork::catalog;
using namespace formwork::search;

// The abbreviations that come with the program, and what they find among the built-in operations.
class BuiltInSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void abbreviationsAreWords()
    {
        const auto all = readAbbreviations();
        QVERIFY(all.size() > 50);
        QCOMPARE(all.value("ddb"), QList<QByteArrayList>{QByteArrayList{"dynamodb"}});
        QVERIFY(all.value("sg").contains(QByteArrayList{"security", "group"}));
        for (auto entry = all.cbegin(); entry != all.cend(); ++entry) {
            QCOMPARE(searchWords(QString::fromLatin1(entry.key())), QByteArrayList{entry.key()});
            for (const QByteArrayList &meaning : entry.value())
                for (const QByteArray &word : meaning)
                    QCOMPARE(searchWords(QString::fromLatin1(word)), QByteArrayList{word});
        }
    }

    // What people type and expect first, over all that AWS publishes.
    void whatManyUseComesFirst_data()
    {
        QTest::addColumn<QString>("operation");
        const auto row = [](const char *query, const char *operation) {
            QTest::newRow(query) << QString::fromLatin1(operation);
        };
        row("ec2 run", "ec2 RunInstances");
        row("lambda fn", "lambda CreateFunction");
        row("start instance", "ec2 StartInstances");
        row("stop instance", "ec2 StopInstances");
        row("launch instance", "ec2 RunInstances");
        row("secgroup", "ec2 CreateSecurityGroup");
        row("new user", "iam CreateUser");
        row("new bucket", "s3 CreateBucket");
        row("new queue", "sqs CreateQueue");
        row("new table", "dynamodb CreateTable");
        row("iam role", "iam CreateRole");
        row("s3 put", "s3 PutObject");
        row("lambda invoke", "lambda Invoke");
        row("delete bucket", "s3 DeleteBucket");
    }

    void whatManyUseComesFirst()
    {
        QFETCH(const QString, operation);
        const QString folder = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore");
        if (!qEnvironmentVariableIsSet("FORMWORK_SHARED") || !QFileInfo::exists(folder))
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        static const OperationIndex index(Catalog::build({folder})->services());
        const auto hits = index.find(QString::fromLatin1(QTest::currentDataTag()), 3);
        QVERIFY(!hits.isEmpty());
        const OperationIndex::Hit &first = hits.first();
        QCOMPARE(first.service->id + u' ' + first.service->operations[first.operation].name, operation);
    }

    void theyFindOperations_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("operation");
        QTest::newRow("conn") << QStringLiteral("conn profile") << QStringLiteral("CreateConnectorProfile");
        QTest::newRow("ds") << QStringLiteral("ds group") << QStringLiteral("CreateGroup");
        QTest::newRow("env acct") << QStringLiteral("acct env")
                                  << QStringLiteral("CreateEnvironmentAccountConnection");
        QTest::newRow("vm") << QStringLiteral("vm create") << QStringLiteral("CreateInstance");
    }

    void theyFindOperations()
    {
        QFETCH(const QString, query);
        QFETCH(const QString, operation);
        const OperationIndex index(Catalog::build({})->services());
        const auto hits = index.find(query, 3);
        QVERIFY(!hits.isEmpty());
        QCOMPARE(hits.first().service->operations[hits.first().operation].name, operation);
    }
};

QTEST_GUILESS_MAIN(BuiltInSearchTest)
#include "tst_builtinsearch.moc"
