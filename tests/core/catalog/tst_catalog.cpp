// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::model;
using namespace formwork::catalog;
using namespace formwork::catalog;

class CatalogTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_home;

    QString write(const QString &name, QByteArray bytes) // JSON with single quotes
    {
        bytes.replace('\'', '"');
        const QString path = m_home.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    static QByteArray smithy(const char *sdkId, const char *version, int operations)
    {
        QByteArray members;
        QByteArray shapes;
        for (int i = 0; i < operations; ++i) {
            const QByteArray name = "a#CreateThing" + QByteArray::number(i);
            members += "{'target':'" + name + "'},";
            shapes += ",'" + name + "':{'type':'operation'}";
        }
        members.chop(1);
        return "{'smithy':'2.0','shapes':{'a#S':{'type':'service','version':'" + QByteArray(version)
            + "','operations':[" + members
            + "],'traits':{'aws.protocols#awsJson1_1':{},'aws.api#service':{'sdkId':'" + QByteArray(sdkId)
            + "'}}}" + shapes + "}}";
    }

    static QByteArray botocore(int operations)
    {
        QByteArray list;
        for (int i = 0; i < operations; ++i)
            list += "'Get" + QByteArray::number(i) + "':{'http':{'method':'POST','requestUri':'/'}},";
        list.chop(1);
        return "{'metadata':{'protocol':'json','jsonVersion':'1.1','serviceId':'Boto'},'shapes':{},'"
               "operations':{"
            + list + "}}";
    }

private Q_SLOTS:
    void findsEveryLayout()
    {
        write(QStringLiteral("layouts/loose.json"), smithy("Loose Thing", "2026-01-01", 1));
        write(QStringLiteral("layouts/boto-thing/2020-01-01/service-2.json"), botocore(1));
        write(QStringLiteral("layouts/boto-thing/2020-01-01/paginators-1.json"), "{}");
        write(QStringLiteral("layouts/endpoints.json"), "{}");
        write(QStringLiteral("layouts/aws/service/2021-01-01/aws-2021-01-01.json"),
              smithy("App Mesh", "2021-01-01", 1));
        const auto catalog = Catalog::build({m_home.filePath(QStringLiteral("layouts"))});
        QStringList ids;
        for (const ServicePtr &service : catalog->services())
            ids.append(service->id);
        QCOMPARE(ids,
                 (QStringList{QStringLiteral("appmesh"), QStringLiteral("boto-thing"),
                              QStringLiteral("loose-thing")}));
        QVERIFY2(catalog->skipped().isEmpty(), qPrintable(catalog->skipped().value(0).reason));
    }

    void laterVersionThenMoreOperationsWin()
    {
        write(QStringLiteral("twice/a.json"), smithy("Twice", "2026-01-01", 2));
        write(QStringLiteral("twice/b.json"), smithy("Twice", "2025-01-01", 9));
        write(QStringLiteral("twice/c.json"), smithy("Twice", "2026-01-01", 3));
        write(QStringLiteral("twice/d.json"), smithy("Twice", "2026-01-01", 1));
        const auto catalog = Catalog::build({m_home.filePath(QStringLiteral("twice"))});
        QCOMPARE(catalog->services().size(), 1);
        QVERIFY(catalog->services().first()->origin.endsWith(QLatin1String("c.json")));
    }

    void damagedFilesAreTold()
    {
        const QString bad = write(QStringLiteral("damaged/bad.json"), "{'smithy':");
        write(QStringLiteral("damaged/good.json"), smithy("Good", "1", 1));
        const QString absent = m_home.filePath(QStringLiteral("absent"));
        const auto catalog = Catalog::build({m_home.filePath(QStringLiteral("damaged")), absent});
        QCOMPARE(catalog->services().size(), 1);
        QCOMPARE(catalog->skipped().size(), 2);
        QCOMPARE(catalog->skipped().at(0).path, bad);
        QVERIFY(catalog->skipped().at(0).reason.contains(bad));
        QCOMPARE(catalog->skipped().at(1).path, absent);
    }

    void unknownNamesSuggestKnownOnes()
    {
        write(QStringLiteral("names/a.json"), smithy("Example Depot", "1", 1));
        const auto catalog = Catalog::build({m_home.filePath(QStringLiteral("names"))});
        QVERIFY(catalog->service(u"example-depot").has_value());
        const auto service = catalog->service(u"exmaple-depot");
        QVERIFY(!service.has_value());
        QCOMPARE(service.error().phase, Phase::Model);
        QVERIFY(service.error().sentence().contains(QStringLiteral("Did you mean example-depot?")));
        QVERIFY(catalog->operation(u"example-depot", u"create-thing0").has_value());
        const auto dashed = catalog->operation(u"example-depot", u"create-thng0");
        QVERIFY(dashed.error().sentence().contains(QStringLiteral("Did you mean create-thing0?")));
        const auto camel = catalog->operation(u"example-depot", u"CreateThng0");
        QVERIFY(camel.error().sentence().contains(QStringLiteral("Did you mean CreateThing0?")));
        QVERIFY(!catalog->operation(u"nothing-like-it", u"x").has_value());
    }
};

QTEST_GUILESS_MAIN(CatalogTest)
#include "tst_catalog.moc"
