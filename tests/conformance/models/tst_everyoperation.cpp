// SPDX-License-Identifier: Apache-2.0
#include "client/call.h"
#include "document/json.h"
#include "protocol/codec.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTest>

using namespace formwork;

namespace
{

// What an operation is asked in a walk over all of them; empty: nothing is wrong.
QString faultOf(const model::Operation &operation, guide::Guides &guides, bool everyMember)
{
    const guide::GuidePtr guide = guides.guideFor(operation);
    if (!guide || guide->title.isEmpty())
        return QStringLiteral("there is no guide");
    const QCborValue input = document::skeleton(*operation.input, everyMember);
    const QByteArray json = document::toJson(input, *operation.input);
    const Result<QCborValue> again = document::fromJson(json, *operation.input);
    if (!again)
        return QStringLiteral("its skeleton cannot be read: ") + again.error().message;
    const QList<document::Problem> problems = client::check(operation, *guide, *again);
    for (const document::Problem &problem : problems) {
        if (problem.sentence.isEmpty())
            return QStringLiteral("a problem says nothing");
        if (problem.kind == u"type" || problem.kind == u"unknown")
            return QStringLiteral("its skeleton does not fit: ") + problem.sentence;
    }
    const Result<protocol::Serialised> made = protocol::serialise(operation, *again);
    if (made || !problems.isEmpty() || everyMember) // what a skeleton leaves empty a person is told to add
        return made || !made.error().message.isEmpty() ? QString()
                                                       : QStringLiteral("no word why it cannot be sent");
    return QStringLiteral("it is valid and cannot be sent: ") + made.error().message;
}

} // namespace

// Every operation of the models at hand: AWS's published ones where there is a copy (FORMWORK_SHARED), else
// the built-in ones. Each opens, has a guide and a skeleton that fits, is checked and put on the wire. Every
// 20th, or all of them where FORMWORK_EVERY_OPERATION is set.
class EveryOperationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walk_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("built in") << QString();
        for (const char *format : {"botocore", "smithy"}) {
            const QString folder = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/")
                + QString::fromLatin1(format);
            if (QFileInfo(folder).isDir())
                QTest::newRow(format) << folder;
        }
    }

    void walk()
    {
        QFETCH(const QString, folder);
        QElapsedTimer timer;
        timer.start();
        const catalog::CatalogPtr catalog =
            catalog::Catalog::build(folder.isEmpty() ? QStringList() : QStringList{folder});
        QVERIFY2(catalog->skipped().isEmpty(), qPrintable(catalog->skipped().value(0).reason));
        qInfo("%lld services, %lld operations found in %lld ms", qlonglong(catalog->services().size()),
              qlonglong(catalog->operationCount()), timer.restart());
        const qsizetype step =
            folder.isEmpty() || qEnvironmentVariableIsSet("FORMWORK_EVERY_OPERATION") ? 1 : 20;
        const auto guides = guide::Guides::builtIn();
        qsizetype number = 0;
        qsizetype walked = 0;
        QStringList faults;
        for (const model::ServicePtr &service : catalog->services()) {
            for (const model::OperationSummary &summary : service->operations) {
                if (number++ % step != 0)
                    continue;
                ++walked;
                const QString fault = faultOf(*catalog, service, summary.name, *guides);
                if (!fault.isEmpty())
                    faults.append(service->id + u' ' + summary.name + QStringLiteral(": ") + fault);
            }
        }
        qInfo("%lld operations in %lld ms", qlonglong(walked), timer.elapsed());
        QVERIFY2(faults.isEmpty(),
                 qPrintable(QStringLiteral("%1 faults, such as\n").arg(faults.size())
                            + faults.mid(0, 40).join(u'\n')));
        QCOMPARE(guides->problems(), QStringList());
    }

private:
    static QString faultOf(const catalog::Catalog &catalog, const model::ServicePtr &service,
                           const QString &name, guide::Guides &guides)
    {
        const Result<model::OperationPtr> operation = catalog.operation(service, name);
        if (!operation)
            return operation.error().message;
        for (const bool everyMember : {false, true}) {
            const QString fault = ::faultOf(**operation, guides, everyMember);
            if (!fault.isEmpty())
                return fault;
        }
        return {};
    }
};

QTEST_GUILESS_MAIN(EveryOperationTest)
#include "tst_everyoperation.moc"
