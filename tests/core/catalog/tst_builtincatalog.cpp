// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "wording/names.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::model;
using namespace formwork::wording;
using namespace formwork::catalog;
using namespace formwork::wording;
using namespace formwork::catalog;

// The models that come with the program.
class BuiltInCatalogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyOneIsInTheCatalog()
    {
        QElapsedTimer timer;
        timer.start();
        const auto catalog = Catalog::build({});
        qInfo("indexed in %.1f ms", double(timer.nsecsElapsed()) / 1e6);
        QVERIFY2(catalog->skipped().isEmpty(), qPrintable(catalog->skipped().value(0).reason));
        const QStringList files = QDir(QStringLiteral(":/models")).entryList({QStringLiteral("*.json")});
        QVERIFY(!files.isEmpty());
        for (const QString &file : files)
            QVERIFY2(catalog->service(file.chopped(5)).has_value(), qPrintable(file));
        QCOMPARE(catalog->services().size(), files.size());
    }

    void everyOperationOpensAndIsDocumented()
    {
        const auto catalog = Catalog::build({});
        for (const ServicePtr &service : catalog->services()) {
            QVERIFY2(!service->operations.isEmpty(), qPrintable(service->id));
            for (const OperationSummary &summary : service->operations) {
                const auto operation = catalog->operation(service->id, cliName(summary.name));
                QVERIFY2(operation.has_value(),
                         qPrintable(operation ? QString() : operation.error().message));
                for (const Shape &shape : (*operation)->shapes) {
                    for (const Member &member : shape.members)
                        QVERIFY2(!member.documentation.isEmpty(),
                                 qPrintable(shape.name + u'$' + member.name));
                }
            }
        }
    }

    // What a guide relies on is of the built-in model; what the service speaks is of the published one.
    void thePublishedProtocolIsSpoken()
    {
        QFile own(QStringLiteral(":/models/ds-data.json"));
        QVERIFY(own.open(QIODevice::ReadOnly));
        const QTemporaryDir folder;
        QFile found(folder.filePath(QStringLiteral("ds-data.json")));
        QVERIFY(found.open(QIODevice::WriteOnly));
        found.write(own.readAll()
                        .replace("SAMAccountName", "AccountName")
                        .replace("aws.protocols#restJson1", "smithy.protocols#rpcv2Cbor"));
        found.close();
        const auto operation = Catalog::build({folder.path()})->operation(u"ds-data", u"CreateGroup");
        QVERIFY(operation);
        QVERIFY((*operation)->input->member(u"SAMAccountName"));
        QCOMPARE((*operation)->service->protocols, QList<Protocol>{Protocol::RpcV2Cbor});
    }
};

QTEST_GUILESS_MAIN(BuiltInCatalogTest)
#include "tst_builtincatalog.moc"
