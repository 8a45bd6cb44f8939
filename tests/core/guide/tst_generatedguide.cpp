// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "guide/examples.h"
#include "guide/guide.h"
#include "guide/order.h"
#include "readers/reader.h"

#include <QCborArray>
#include <QCborMap>
#include <QFileInfo>
#include <QTest>

using namespace formwork;

namespace
{

using Members = QList<std::pair<QString, QString>>; // names and shapes

// A service of one operation with these members, in botocore's format.
model::OperationPtr operationWith(const Members &members, const QStringList &required)
{
    QStringList entries;
    for (const auto &[name, shape] : members)
        entries.append(QStringLiteral("'%1':{'shape':'%2'}").arg(name, shape));
    QStringList needed;
    for (const QString &name : required)
        needed.append(u'\'' + name + u'\'');
    const QByteArray file =
        QStringLiteral("{'version':'2.0','metadata':{'apiVersion':'2020-01-01','endpointPrefix':'small',"
                       "'protocol':'json','jsonVersion':'1.1','serviceFullName':'Small','serviceId':'Small',"
                       "'targetPrefix':'Small','signatureVersion':'v4'},'operations':{'CreateThing':{"
                       "'name':'CreateThing','http':{'method':'POST','requestUri':'/'},"
                       "'input':{'shape':'In'},'output':{'shape':'Out'}}},'shapes':{"
                       "'Out':{'type':'structure','members':{}},'Text':{'type':'string'},"
                       "'Number':{'type':'integer'},'Truth':{'type':'boolean'},'Bytes':{'type':'blob'},"
                       "'Times':{'type':'timestamp'},'Numbers':{'type':'list','member':{'shape':'Number'}},"
                       "'In':{'type':'structure','members':{%1},'required':[%2]}}}")
            .arg(entries.join(u','), needed.join(u','))
            .replace(u'\'', u'"')
            .toUtf8();
    const auto service = readers::readServiceBytes(file, QStringLiteral("small"), QStringLiteral("small"));
    return readers::readOperationBytes(file, *service, u"CreateThing").value();
}

QStringList list(const char *names) { return QString::fromLatin1(names).split(u' '); }

Members texts(const QStringList &names)
{
    Members members;
    for (const QString &name : names)
        members.append({name, QStringLiteral("Text")});
    return members;
}

QStringList namesIn(const guide::Step &step)
{
    QStringList names;
    for (const document::Pointer &pointer : step.members)
        names.append(pointer.last());
    return names;
}

} // namespace

class GeneratedGuideTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSmallInputIsOneStepWithWhatIsRequiredFirst()
    {
        const auto operation = operationWith(texts(list("Alpha Beta Gamma")), list("Gamma"));
        const auto made = guide::generatedGuide(*operation);
        QCOMPARE(made->steps.size(), 1);
        QCOMPARE(namesIn(made->steps[0]), list("Gamma Alpha Beta"));
        QCOMPARE(made->title, QStringLiteral("Create thing"));
    }

    void aLargeInputIsCutByWhatItsMembersAreAbout()
    {
        const QStringList members =
            list("ThingName Zeal VpcId SubnetIds SecurityGroupIds KmsKeyId Encrypted "
                 "CertificateArn LogGroup Monitoring LogLevel Description Alpha Beta Gamma Delta PublicIp");
        const auto operation = operationWith(texts(members), list("Zeal"));
        const auto made = guide::generatedGuide(*operation);
        QStringList titles;
        qsizetype count = 0;
        for (const guide::Step &step : made->steps) {
            titles.append(step.title);
            count += step.members.size();
        }
        QCOMPARE(titles.join(u'|'), QStringLiteral("Settings|Encryption|Network|Monitoring|More settings"));
        QCOMPARE(namesIn(made->steps[0]).first(), QStringLiteral("Zeal"));
        QVERIFY(namesIn(made->steps[0]).contains(QStringLiteral("ThingName")));
        QVERIFY(namesIn(made->steps[2]).contains(QStringLiteral("SubnetIds")));
        QCOMPARE(count, members.size()); // none lost, none twice
    }

    // In forms that are made from the model alone, too, over all of AWS.
    void requiredIsNeverBehindAnotherStep()
    {
        const QString models = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore");
        if (!QFileInfo(models).isDir())
            QSKIP("No published models here.");
        const catalog::CatalogPtr catalog = catalog::Catalog::build({models});
        qsizetype count = 0;
        for (const model::ServicePtr &service : catalog->services()) {
            for (qsizetype i = 0; i < service->operations.size(); i += 12) {
                const auto operation = catalog->operation(service, service->operations[i].name);
                if (!operation || (*operation)->input->members.empty())
                    continue;
                ++count;
                const auto made = guide::generatedGuide(**operation);
                for (const model::Member &member : (*operation)->input->members) {
                    const document::Pointer place({member.name});
                    QVERIFY2(!member.required || member.idempotencyToken
                                 || made->steps.first().members.contains(place),
                             qPrintable((*operation)->name + u' ' + member.name));
                }
            }
        }
        QVERIFY(count > 1000);
        const auto analysis = catalog->operation(u"quicksight", u"CreateAnalysis");
        QVERIFY(analysis
                && guide::isEssential(*(*analysis)
                                           ->input->member(QStringLiteral("Definition"))
                                           ->target->member(QStringLiteral("Sheets"))));
        const auto service = catalog->operation(u"ecs", u"CreateService");
        QVERIFY(service && guide::isEssential(*(*service)->input->member(QStringLiteral("cluster"))));
    }

    void theNounIsOneThing_data()
    {
        QTest::addColumn<QString>("noun");
        QTest::newRow("CreateThing") << "thing";
        QTest::newRow("RunInstances") << "instance";
        QTest::newRow("PutPolicies") << "policy";
        QTest::newRow("ReleaseAddress") << "address";
        QTest::newRow("AllocateAddresses") << "address";
        QTest::newRow("CreateAlias") << "alias";
        QTest::newRow("GetStatus") << "status";
        QTest::newRow("CreateDNS") << "DNS";
    }

    void theNounIsOneThing()
    {
        QFETCH(QString, noun);
        const auto published = operationWith({}, {});
        auto operation = std::make_shared<model::Operation>(*published);
        operation->name = QString::fromLatin1(QTest::currentDataTag());
        QCOMPARE(guide::generatedGuide(*operation)->noun, noun);
    }

    void nothingToFillInHasNoStep()
    {
        QVERIFY(guide::generatedGuide(*operationWith({}, {}))->steps.isEmpty());
    }

    void examplesFitTheModel()
    {
        Members members;
        for (const QString &member :
             list("Name=Text Count=Number Numbers=Numbers Body=Bytes On=Truth When=Times"))
            members.append({member.section(u'=', 0, 0), member.section(u'=', 1)});
        const model::OperationPtr published = operationWith(members, {}); // owns the shapes
        auto operation = std::make_shared<model::Operation>(*published);
        operation->examples =
            "[{\"title\":\"To <i>make</i> "
            "one\",\"input\":{\"Name\":\"a\",\"Count\":\"3\",\"Numbers\":[1,\"2\"],"
            "\"Body\":\"happy.jpg\",\"On\":\"true\",\"When\":\"2020-01-02T03:04:05Z\",\"Gone\":1}},"
            "{\"title\":\"Nothing\",\"input\":{}},{\"input\":{\"Name\":\"b\"}}]";
        const auto examples = guide::examplesOf(*operation);
        QCOMPARE(examples.size(), 2);
        QCOMPARE(examples[0].title, QStringLiteral("To make one"));
        const QCborMap input = examples[0].input.toMap();
        QCOMPARE(input.value(QStringLiteral("Count")), QCborValue(3));
        QCOMPARE(input.value(QStringLiteral("Numbers")).toArray().at(1), QCborValue(2));
        QCOMPARE(input.value(QStringLiteral("Body")).toByteArray(), QByteArray("happy.jpg"));
        QVERIFY(input.value(QStringLiteral("On")).isTrue());
        QVERIFY(input.value(QStringLiteral("When")).isDateTime());
        QVERIFY(!input.contains(QStringLiteral("Gone")));
        QCOMPARE(examples[1].title, QStringLiteral("Example 2"));
    }
};

QTEST_GUILESS_MAIN(GeneratedGuideTest)
#include "tst_generatedguide.moc"
