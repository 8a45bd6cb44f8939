// SPDX-License-Identifier: Apache-2.0
#include "model/search.h"
#include "model/searchwords.h"

#include <QTest>

using namespace formwork::model;

// The abbreviations that come with the program, and what they find among the built-in operations.
class BuiltInSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void abbreviationsAreWords()
    {
        const auto all = readAbbreviations();
        QVERIFY(all.size() > 50);
        QCOMPARE(all.value("ddb"), QByteArrayList{"dynamodb"});
        QCOMPARE(all.value("sg"), (QByteArrayList{"security", "group"}));
        for (auto entry = all.cbegin(); entry != all.cend(); ++entry) {
            QCOMPARE(searchWords(QString::fromLatin1(entry.key())), QByteArrayList{entry.key()});
            for (const QByteArray &word : entry.value())
                QCOMPARE(searchWords(QString::fromLatin1(word)), QByteArrayList{word});
        }
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
        const OperationIndex index(Catalog::build({}));
        const auto hits = index.find(query, 3);
        QVERIFY(!hits.isEmpty());
        QCOMPARE(hits.first().service->operations[hits.first().operation].name, operation);
    }
};

QTEST_GUILESS_MAIN(BuiltInSearchTest)
#include "tst_builtinsearch.moc"
