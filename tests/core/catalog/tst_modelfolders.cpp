// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace formwork;
using namespace formwork::catalog;
using namespace formwork::catalog;

namespace
{

QByteArray botocore(const QByteArray &version, const QByteArrayList &operations,
                    const QByteArray &documentation = "<p>Keeps things. And more.</p>")
{
    QByteArray list;
    for (const QByteArray &name : operations)
        list += (list.isEmpty() ? "\"" : ",\"") + name + "\":{\"name\":\"" + name
            + "\",\"http\":{\"method\":\"POST\",\"requestUri\":\"/" + name + "\"}}";
    return "{\"metadata\":{\"apiVersion\":\"" + version
        + "\",\"protocol\":\"rest-json\",\"serviceId\":\"Thing\",\"endpointPrefix\":\"thing\"},"
          "\"operations\":{"
        + list + "},\"shapes\":{},\"documentation\":\"" + documentation + "\"}";
}

} // namespace

// Folders as they are on people's machines, and as nobody wants them: what is found, what wins, what is
// skipped and why.
class ModelFoldersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theLatestVersionThenTheMostOperationsWin()
    {
        write("one/thing/2020-01-01/service-2.json", botocore("2020-01-01", {"A", "B", "C", "D"}));
        write("one/thing/2021-01-01/service-2.json", botocore("2021-01-01", {"A"}));
        write("two/thing/2021-01-01/service-2.json", botocore("2021-01-01", {"A", "B"}));
        write("three/thing/2021-01-01/service-2.json", botocore("2021-01-01", {"A", "C"}));
        const auto catalog = Catalog::build({path("one"), path("two"), path("three")});
        QCOMPARE(catalog->services().size(), 1);
        QCOMPARE(catalog->services().first()->origin, path("two/thing/2021-01-01/service-2.json"));
        QList<QPair<qsizetype, qsizetype>> counts;
        for (const Catalog::Source &source : catalog->sources())
            counts.append({source.found, source.used});
        const QList<QPair<qsizetype, qsizetype>> expected{
            {0, 0}, {1, 0}, {1, 1}, {1, 0}}; // the built-in ones first
        QCOMPARE(counts, expected);
    }

    void aNamedFolderGoesBeforeAFoundOne()
    {
        write("named/thing/2021-01-01/service-2.json", botocore("2021-01-01", {"A"}));
        write("found/thing/2021-01-01/service-2.json", botocore("2021-01-01", {"A", "TakenBack"}));
        write("later/thing/2022-01-01/service-2.json", botocore("2022-01-01", {"A"}));
        Catalog::Request request;
        request.places = {{path("named"), Place::Kind::Asked}, {path("found"), Place::Kind::Python}};
        QCOMPARE(Catalog::fromPlaces(request)->services().first()->origin,
                 path("named/thing/2021-01-01/service-2.json"));
        request.places.append({path("later"), Place::Kind::Python});
        QCOMPARE(Catalog::fromPlaces(request)->services().first()->apiVersion, QStringLiteral("2022-01-01"));
    }

    void aDamagedNewVersionFallsBackToTheOldOne()
    {
        write("thing/2020-01-01/service-2.json", botocore("2020-01-01", {"A"}));
        write("thing/2022-01-01/service-2.json", botocore("2022-01-01", {"A"}).chopped(10));
        const auto catalog = Catalog::build({m_folder->path()});
        QCOMPARE(catalog->services().size(), 1);
        QCOMPARE(catalog->services().first()->apiVersion, QStringLiteral("2020-01-01"));
        QCOMPARE(catalog->skipped().size(), 1);
        QVERIFY(catalog->skipped().first().path.contains(QStringLiteral("2022-01-01")));
    }

    void oneServiceIsFoundWithoutTheOthers()
    {
        write("thing/2020-01-01/service-2.json", botocore("2020-01-01", {"A"}));
        write("broken/2020-01-01/service-2.json", "{");
        Catalog::Request request;
        request.places = {{m_folder->path(), Place::Kind::Python}};
        request.onlyService = QStringLiteral("thing");
        const auto catalog = Catalog::fromPlaces(request);
        QCOMPARE(catalog->services().size(), 1);
        QVERIFY(catalog->skipped().isEmpty()); // the broken one was not looked at
        request.onlyService = QStringLiteral("../thing");
        QVERIFY(Catalog::fromPlaces(request)->services().isEmpty());
    }

    void whatIsNoFileIsSkippedAndNeverWaitedFor()
    {
        write("good/2020-01-01/service-2.json", botocore("2020-01-01", {"A"}));
        QCOMPARE(::mkfifo(qPrintable(path("pipe.json")), 0600), 0);
        QVERIFY(QFile::link(QStringLiteral("/dev/zero"), path("device.json")));
        QVERIFY(QFile::link(path("loop.json"), path("loop.json")));
        QVERIFY(QFile::link(path("nowhere"), path("dangling.json")));
        QVERIFY(QFile::link(m_folder->path(), path("good/again"))); // a circle of folders
        write("cut.json", botocore("2020-01-01", {"A"}).chopped(1));
        write("latin.json", botocore("2020-01-01", {"A"}, "caf\xe9"));
        write("text.json", "hello");
        QElapsedTimer timer;
        timer.start();
        const auto catalog = Catalog::build({m_folder->path()});
        QVERIFY(timer.elapsed() < 30'000);
        QCOMPARE(catalog->services().size(), 1);
        QStringList names;
        for (const Catalog::Skipped &skipped : catalog->skipped()) {
            names.append(QFileInfo(skipped.path).fileName());
            QVERIFY2(skipped.reason.contains(skipped.path), qPrintable(skipped.reason));
        }
        names.sort();
        QCOMPARE(names,
                 (QStringList{QStringLiteral("cut.json"), QStringLiteral("dangling.json"),
                              QStringLiteral("device.json"), QStringLiteral("latin.json"),
                              QStringLiteral("loop.json"), QStringLiteral("pipe.json"),
                              QStringLiteral("text.json")}));
    }

    void whatMayNotBeReadIsSkipped()
    {
        if (::geteuid() == 0)
            QSKIP("The superuser may read everything.");
        write("secret.json", botocore("2020-01-01", {"A"}));
        QVERIFY(QFile::setPermissions(path("secret.json"), {}));
        const auto catalog = Catalog::build({m_folder->path()});
        QCOMPARE(catalog->skipped().size(), 1);
        QVERIFY(catalog->skipped().first().reason.contains(QStringLiteral("cannot be read")));
    }

    void namesThatCannotBeTypedAreRefused_data()
    {
        QTest::addColumn<QByteArray>("operation");
        QTest::newRow("line feed") << QByteArray("A\\nB");
        QTest::newRow("escape") << QByteArray("A\\u001b[31m");
        QTest::newRow("direction") << QByteArray("A\\u202eB");
        QTest::newRow("tag") << QByteArray("<b>A</b>");
        QTest::newRow("path") << QByteArray("../A");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("very long") << QByteArray(1000, 'A');
    }

    void namesThatCannotBeTypedAreRefused()
    {
        QFETCH(const QByteArray, operation);
        write("thing.json", botocore("2020-01-01", {operation}));
        const auto catalog = Catalog::build({m_folder->path()});
        QVERIFY(catalog->services().isEmpty());
        QCOMPARE(catalog->skipped().size(), 1);
        QVERIFY(catalog->skipped().first().reason.contains(QStringLiteral("letters, digits")));
    }

    void documentationIsShownAsText()
    {
        write("thing/2020-01-01/service-2.json",
              botocore("2020-01-01", {"A"},
                       "<p>Keeps <b>things</b><script>alert(1)</script>.\\u0007 More.</p>"));
        const auto catalog = Catalog::build({m_folder->path()});
        QCOMPARE(catalog->services().size(), 1);
        QCOMPARE(catalog->services().first()->brief, QStringLiteral("Keeps things."));
    }

    void moreFilesThanModelsEndTheWalk()
    {
        QDir deep(m_folder->path());
        for (int level = 0; level < 14; ++level) {
            QVERIFY(deep.mkdir(QStringLiteral("d")));
            QVERIFY(deep.cd(QStringLiteral("d")));
        }
        const auto catalog = Catalog::build({m_folder->path()});
        QCOMPARE(catalog->skipped().size(), 1);
        QVERIFY(catalog->skipped().first().reason.contains(QStringLiteral("deeper")));
    }

    void aVanishedFileIsTold()
    {
        write("thing/2020-01-01/service-2.json", botocore("2020-01-01", {"A", "B"}));
        const auto catalog = Catalog::build({m_folder->path()});
        QVERIFY(catalog->operation(u"thing", u"A").has_value());
        QVERIFY(QDir(path("thing")).removeRecursively());
        const auto gone = catalog->operation(u"thing", u"B");
        QVERIFY(!gone.has_value());
        QCOMPARE(gone.error().code, QStringLiteral("ModelGone"));
        QVERIFY(gone.error().advice.contains(QStringLiteral("Rescan")));
    }

    void aChangedFileIsReadAnew()
    {
        write("thing/2020-01-01/service-2.json", botocore("2020-01-01", {"A"}));
        const auto catalog = Catalog::build({m_folder->path()});
        QCOMPARE((*catalog->operation(u"thing", u"A"))->httpUri, QByteArrayLiteral("/A"));
        write("thing/2020-01-01/service-2.json",
              botocore("2020-01-01", {"A"}).replace("\"/A\"", "\"/other\""));
        QCOMPARE((*catalog->operation(u"thing", u"A"))->httpUri, QByteArrayLiteral("/other"));
    }

    void bindingsAreKnownWithoutOpeningEachOperation()
    {
        write("thing/2020-01-01/service-2.json", botocore("2020-01-01", {"A", "B"}));
        const auto catalog = Catalog::build({m_folder->path()});
        const auto bindings = catalog->bindings(catalog->services().first());
        QVERIFY(bindings.has_value());
        QCOMPARE(bindings->size(), 2);
        QCOMPARE(bindings->at(1).operation, QStringLiteral("B"));
        QCOMPARE(bindings->at(1).method, QByteArrayLiteral("POST"));
        QCOMPARE(bindings->at(1).uri, QByteArrayLiteral("/B"));
    }

    void anOpenedOperationHasItsWholeService()
    {
        write("thing/2020-01-01/service-2.json", botocore("2020-01-01", {"A"}));
        write("thing/2020-01-01/endpoint-rule-set-1.json", "{\"rules\":[]}");
        const auto catalog = Catalog::build({m_folder->path()});
        QVERIFY(catalog->services().first()->isListed);
        QVERIFY(catalog->services().first()->endpointRuleSet.isEmpty());
        const auto operation = catalog->operation(u"thing", u"A");
        QVERIFY(operation.has_value());
        QCOMPARE((*operation)->service->endpointRuleSet, QByteArrayLiteral("{\"rules\":[]}"));
        QVERIFY((*operation)->service->documentation.contains(QStringLiteral("And more")));
        QVERIFY(!(*operation)->service->isListed);
    }

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }

    void write(const char *name, const QByteArray &bytes) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(ModelFoldersTest)
#include "tst_modelfolders.moc"
