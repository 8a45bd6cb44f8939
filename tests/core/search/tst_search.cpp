// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "search/search.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork::model;
using namespace formwork::catalog;
using namespace formwork::search;
using namespace formwork::search;

namespace
{

// A service model with nothing but operations.
QByteArray serviceModel(const QByteArray &sdkId, const QByteArray &title, const QByteArrayList &operations)
{
    QByteArray targets;
    QByteArray shapes;
    for (const QByteArray &operation : operations) {
        targets += (targets.isEmpty() ? "" : ",") + QByteArray("{\"target\":\"test#") + operation + "\"}";
        shapes += ",\"test#" + operation
            + "\":{\"type\":\"operation\",\"input\":{\"target\":\"smithy.api#Unit\"},\"output\":{\"target\":"
              "\"smithy.api#Unit\"}}";
    }
    return "{\"smithy\":\"2.0\",\"shapes\":{\"test#Service\":{\"type\":\"service\",\"version\":\"2026-01-"
           "01\",\"operations\":["
        + targets + "],\"traits\":{\"aws.api#service\":{\"sdkId\":\"" + sdkId
        + "\",\"endpointPrefix\":\"test\"},\"smithy.api#title\":\"" + title
        + "\",\"aws.protocols#awsJson1_1\":{}}}" + shapes + "}}";
}

QStringList names(const QList<OperationIndex::Hit> &hits)
{
    QStringList result;
    for (const OperationIndex::Hit &hit : hits)
        result.append(hit.service->operations[hit.operation].name);
    return result;
}

} // namespace

class SearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        write(QStringLiteral("rds.json"),
              serviceModel("Relational", "Relational Databases",
                           {"CreateDBInstance", "DeleteDBInstance", "DescribeDBInstances"}));
        write(QStringLiteral("data.json"), serviceModel("Every", "All Kinds of Parcels", {"DeleteParcel"}));
        write(QStringLiteral("groups.json"),
              serviceModel("Groups", "Directory Groups", {"CreateGroup", "ListGroups", "AddGroupMember"}));
        // By name the first of those that have buckets; they are not what it is about.
        write(QStringLiteral("all.json"),
              serviceModel("All Kinds", "All Kinds",
                           {"CreateBucket", "CreateDisk", "CreateHost", "ListDisks", "ListHosts"}));
        write(QStringLiteral("buckets.json"),
              serviceModel("Pails", "Simple Storage",
                           {"CopyObject", "CreateBucket", "DeleteBucket", "ListBuckets", "PutBucketRule"}));
        m_catalog = Catalog::build({m_folder.path()});
        m_index = std::make_unique<OperationIndex>(m_catalog->services());
        QVERIFY(m_index->size() >= 6);
    }

    void finds_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("first");
        QTest::newRow("name") << QStringLiteral("CreateDBInstance") << QStringLiteral("CreateDBInstance");
        QTest::newRow("beginnings") << QStringLiteral("cre db") << QStringLiteral("CreateDBInstance");
        QTest::newRow("other order") << QStringLiteral("instance delete")
                                     << QStringLiteral("DeleteDBInstance");
        QTest::newRow("beginnings in a row")
            << QStringLiteral("deldbin") << QStringLiteral("DeleteDBInstance");
        QTest::newRow("service and operation")
            << QStringLiteral("relational describe") << QStringLiteral("DescribeDBInstances");
        QTest::newRow("creation before the others")
            << QStringLiteral("directory group") << QStringLiteral("CreateGroup");
        QTest::newRow("a letter missing")
            << QStringLiteral("dlete instance") << QStringLiteral("DeleteDBInstance");
        QTest::newRow("two letters swapped")
            << QStringLiteral("instnace delete") << QStringLiteral("DeleteDBInstance");
        QTest::newRow("a letter too many")
            << QStringLiteral("describbe db") << QStringLiteral("DescribeDBInstances");
        QTest::newRow("a wrong letter") << QStringLiteral("lisd groips") << QStringLiteral("ListGroups");
        QTest::newRow("inside a word") << QStringLiteral("ember") << QStringLiteral("AddGroupMember");
    }

    void finds()
    {
        QFETCH(const QString, query);
        QFETCH(const QString, first);
        const QStringList found = names(m_index->find(query, 5));
        QVERIFY2(!found.isEmpty(), qPrintable(query));
        QCOMPARE(found.first(), first);
    }

    void theServiceThatIsAboutItComesFirst()
    {
        const QList<OperationIndex::Hit> hits = m_index->find(QStringLiteral("buck cre"), 5);
        QCOMPARE(names(hits).first(), QStringLiteral("CreateBucket"));
        QCOMPARE(hits.first().service->id, QStringLiteral("pails"));
    }

    void theWholeNameComesFirst()
    {
        QCOMPARE(names(m_index->find(QStringLiteral("listgroups"), 5)).first(), QStringLiteral("ListGroups"));
        QCOMPARE(names(m_index->find(QStringLiteral("add-group-member"), 5)).first(),
                 QStringLiteral("AddGroupMember"));
    }

    // Who writes "all-kinds" wants no other service that speaks of all kinds, least of all to delete there.
    void anIdWithHyphensMeansThatService()
    {
        QCOMPARE(names(m_index->find(QStringLiteral("all kinds delete"), 5)),
                 QStringList(QStringLiteral("DeleteParcel")));
        QVERIFY(m_index->find(QStringLiteral("all-kinds delete"), 5).isEmpty());
        QCOMPARE(names(m_index->find(QStringLiteral("All-Kinds create-disk"), 5)),
                 QStringList(QStringLiteral("CreateDisk")));
    }

    void aLongQueryIsNoBurden()
    {
        QElapsedTimer timer;
        timer.start();
        static_cast<void>(m_index->find(QString(10'000, u'a'), 5));
        static_cast<void>(m_index->find(QStringLiteral("create ").repeated(200), 5));
        QVERIFY(timer.elapsed() < 10'000);
    }

    void everyWordCounts()
    {
        QVERIFY(m_index->find(QStringLiteral("create zebra"), 5).isEmpty());
        QVERIFY(m_index->find(QStringLiteral("   "), 5).isEmpty());
        QVERIFY(m_index->find(QString(), 5).isEmpty());
    }

    void limitIsKept() { QCOMPARE(m_index->find(QStringLiteral("group"), 2).size(), 2); }

private:
    void write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QTemporaryDir m_folder;
    CatalogPtr m_catalog;
    std::unique_ptr<OperationIndex> m_index;
};

QTEST_GUILESS_MAIN(SearchTest)
#include "tst_search.moc"
