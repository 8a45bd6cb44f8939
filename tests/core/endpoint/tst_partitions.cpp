// SPDX-License-Identifier: Apache-2.0
#include "endpoint/partitiontable.h"

#include <QRegularExpression>
#include <QTest>

using namespace formwork::endpoint;

class PartitionsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ofRegion_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("partition");
        const auto row = [](const char *region, const char *partition) {
            QTest::newRow(region) << QString::fromLatin1(region) << QString::fromLatin1(partition);
        };
        row("us-east-1", "aws");
        row("mx-central-1", "aws");
        row("eu-newtown-9", "aws"); // by pattern
        row("aws-global", "aws");
        row("cn-north-1", "aws-cn");
        row("us-gov-west-1", "aws-us-gov");
        row("us-isob-east-1", "aws-iso-b");
        row("eusc-de-east-1", "aws-eusc");
        row("xx-nowhere-1", "");
        row("us-east", "");
        row("", "");
    }

    void ofRegion()
    {
        QFETCH(const QString, region);
        QFETCH(const QString, partition);
        const Partition *found = partitionOf(region);
        QCOMPARE(found ? found->id : QString(), partition);
    }

    void everyRegionHasAName()
    {
        QCOMPARE(partitions().first().id, QStringLiteral("aws"));
        for (const Partition &partition : partitions()) {
            QVERIFY(!partition.name.isEmpty() && !partition.dnsSuffix.isEmpty());
            QVERIFY(!partition.regions.isEmpty());
            for (const Region &region : partition.regions) {
                QVERIFY2(!region.name.isEmpty() && region.name != region.id, qPrintable(region.id));
                QCOMPARE(partitionOf(region.id), &partition);
            }
            QCOMPARE(partitionOf(partition.implicitGlobalRegion), &partition);
        }
    }

    void recordForRules()
    {
        const Value china = partitionRecord(u"cn-northwest-1");
        QCOMPARE(*china.field("name").text(), QByteArray("aws-cn"));
        QCOMPARE(*china.field("dualStackDnsSuffix").text(), QByteArray("api.amazonwebservices.com.cn"));
        QCOMPARE(*china.field("supportsFIPS").flag(), true);
        QCOMPARE(*partitionRecord(u"xx-nowhere-1").field("name").text(), QByteArray("aws"));
    }
};

QTEST_GUILESS_MAIN(PartitionsTest)
#include "tst_partitions.moc"
