// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "search/search.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace formwork;

namespace
{

constexpr qsizetype kSeenAtOnce = 3; // results

// Where the models are that AWS publishes; empty: nowhere.
QString publishedModels()
{
    const QString shared = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore");
    for (const QString &path : {shared, QStringLiteral("/usr/lib/python3/dist-packages/botocore/data")}) {
        if (QFileInfo(path).isDir())
            return path;
    }
    return {};
}

} // namespace

// What administrators type, in queries.json, and the operation that they mean: it is among the first three of
// all operations that AWS publishes.
class QueriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString models = publishedModels();
        if (models.isEmpty())
            QSKIP("There are no models that AWS publishes: neither FORMWORK_SHARED nor Debian's botocore.");
        m_catalog = catalog::Catalog::build({models});
        m_index = std::make_unique<search::OperationIndex>(m_catalog->services());
    }

    void whatIsMeantIsSeenAtOnce_data()
    {
        QTest::addColumn<QString>("meant");
        QFile file(QStringLiteral(QUERIES_FILE));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject queries = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(!queries.isEmpty());
        for (auto query = queries.begin(); query != queries.end(); ++query)
            QTest::newRow(qPrintable(query.key())) << query.value().toString();
    }

    void whatIsMeantIsSeenAtOnce()
    {
        QFETCH(const QString, meant);
        QStringList found;
        const QString query = QString::fromUtf8(QTest::currentDataTag());
        for (const search::OperationIndex::Hit &hit : m_index->find(query, kSeenAtOnce))
            found += hit.service->id + u' ' + hit.service->operations[hit.operation].name;
        QVERIFY2(found.contains(meant), qPrintable(found.join(QStringLiteral(", "))));
    }

private:
    catalog::CatalogPtr m_catalog;
    std::unique_ptr<search::OperationIndex> m_index;
};

QTEST_GUILESS_MAIN(QueriesTest)
#include "tst_queries.moc"
