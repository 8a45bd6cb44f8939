// SPDX-License-Identifier: Apache-2.0
#include "relations/words.h"

#include <QTest>

using namespace formwork::relations;

namespace
{
QString text(const Words &words)
{
    QStringList list;
    for (const std::string &word : words)
        list.append(QString::fromStdString(word));
    return list.join(u' ');
}
} // namespace

class RelationWordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesNamesApart_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *words) {
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(words);
        };
        row("DescribeDBInstances", "describe db instances");
        row("loadBalancerARNs", "load balancer arns");
        row("ListWebACLs", "list web acls");
        row("CreateVPCEndpoint", "create vpc endpoint");
        row("s3BucketName", "s3 bucket name");
        row("app_id", "application id"); // one word for the same thing
        row("Username", "user name");
        row("", "");
    }
    void takesNamesApart()
    {
        QFETCH(QString, name);
        QTEST(text(wordsOf(name.toStdString())), "words");
    }

    void oneOfMany_data()
    {
        QTest::addColumn<QString>("many");
        QTest::addColumn<QString>("one");
        const auto row = [](const char *many, const char *one) {
            QTest::newRow(many) << QString::fromLatin1(many) << QString::fromLatin1(one);
        };
        row("policies", "policy");
        row("addresses", "address");
        row("databases", "database");
        row("caches", "cache");
        row("branches", "branch");
        row("indexes", "index");
        row("schemas", "schema");
        row("aliases", "alias");
        row("status", "status");
        row("ids", "id");
        row("kms", "kms"); // no plural
        row("dns", "dns");
        row("access", "access");
        row("role", "role");
    }
    void oneOfMany()
    {
        QFETCH(QString, many);
        QTEST(QString::fromStdString(singular(many.toStdString())), "one");
    }

    void whatAMemberIs()
    {
        const Stem subnets = stemOf("SubnetIds");
        QCOMPARE(subnets.noun, std::string("subnet"));
        QCOMPARE(int(subnets.kind), int(Kind::Id));
        QVERIFY(stemOf("clusterIdentifier").isIdentifier);
        QCOMPARE(int(stemOf("roleARN").kind), int(Kind::Arn));
        QCOMPARE(int(stemOf("Role").kind), int(Kind::None));
        QCOMPARE(stemOf("arn").noun, std::string());
    }

    void whatAnOperationWorksOn()
    {
        const OperationWords batch = operationWords("BatchCreateRooms");
        QCOMPARE(batch.verb, std::string("create"));
        QCOMPARE(text(batch.noun), QStringLiteral("room"));
        QVERIFY(batch.isBatch && batch.isPlural);
        const OperationWords scoped = operationWords("ListRulesByRoom");
        QCOMPARE(text(scoped.noun), QStringLiteral("rule"));
        QVERIFY(scoped.isScoped);
    }
};

QTEST_GUILESS_MAIN(RelationWordsTest)
#include "tst_relationwords.moc"
