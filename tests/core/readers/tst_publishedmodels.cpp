// SPDX-License-Identifier: Apache-2.0
#include "readers/reader.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>

using namespace formwork;
using namespace formwork::model;
using namespace formwork::readers;
using namespace formwork::readers;

// Reads what AWS publishes, where a copy of it is at hand (FORMWORK_SHARED).
class PublishedModelsTest : public QObject
{
    Q_OBJECT
private:
    static QStringList files(const QString &folder, const QString &pattern)
    {
        QStringList result;
        QDirIterator walk(qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/") + folder,
                          {pattern}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext())
            result.append(walk.next());
        result.sort();
        return result;
    }

    static void checkGraph(const Operation &operation)
    {
        QVERIFY(operation.input != nullptr && operation.output != nullptr);
        for (const Shape &shape : operation.shapes) {
            QVERIFY2(!shape.name.isEmpty(), qPrintable(operation.name));
            for (const Member &member : shape.members)
                QVERIFY2(member.target != nullptr, qPrintable(shape.name));
            if (shape.type == ShapeType::List || shape.type == ShapeType::Map)
                QVERIFY2(shape.element.target != nullptr, qPrintable(shape.name));
            if (shape.type == ShapeType::Enum)
                QVERIFY2(!shape.enumValues.isEmpty(), qPrintable(shape.name));
        }
    }

    // Every 40th operation, or all of them (a minute or two) where FORMWORK_EVERY_OPERATION is set.
    static void readAll(const QStringList &paths)
    {
        const qsizetype step = qEnvironmentVariableIsSet("FORMWORK_EVERY_OPERATION") ? 1 : 40;
        if (paths.isEmpty())
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        QElapsedTimer timer;
        timer.start();
        QList<ServicePtr> services;
        for (const QString &path : paths) {
            const auto service = readService(path);
            QVERIFY2(service.has_value(), qPrintable(service ? QString() : service.error().sentence()));
            QVERIFY2(!(*service)->operations.isEmpty(), qPrintable(path));
            QVERIFY2(!(*service)->protocols.isEmpty(), qPrintable(path));
            services.append(*service);
        }
        qInfo("%lld services in %lld ms", qlonglong(services.size()), timer.restart());
        qsizetype count = 0;
        qsizetype read = 0;
        qint64 longest = 0;
        QString slowest;
        for (const ServicePtr &service : services) {
            for (const OperationSummary &summary : service->operations) {
                if (count++ % step != 0)
                    continue;
                ++read;
                QElapsedTimer one;
                one.start();
                const auto operation = readOperation(service, summary.name);
                if (one.elapsed() > longest) {
                    longest = one.elapsed();
                    slowest = service->id + u' ' + summary.name;
                }
                QVERIFY2(operation.has_value(),
                         qPrintable(operation ? QString() : operation.error().sentence()));
                checkGraph(**operation);
            }
        }
        qInfo("%lld of %lld operations in %lld ms, the slowest %s in %lld ms", qlonglong(read),
              qlonglong(count), timer.elapsed(), qPrintable(slowest), longest);
    }

private Q_SLOTS:
    void smithy() { readAll(files(QStringLiteral("smithy"), QStringLiteral("*.json.gz"))); }
    void botocore() { readAll(files(QStringLiteral("botocore"), QStringLiteral("service-2.json.gz"))); }
};

QTEST_GUILESS_MAIN(PublishedModelsTest)
#include "tst_publishedmodels.moc"
