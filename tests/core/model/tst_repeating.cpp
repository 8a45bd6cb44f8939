// SPDX-License-Identifier: Apache-2.0
#include "model/repeating.h"
#include "readers/reader.h"

#include <QDir>
#include <QTest>

using namespace formwork::model;
using namespace formwork::readers;

// What the models leave unsaid about sending a request twice.
class RepeatingTest : public QObject
{
    Q_OBJECT
private:
    std::shared_ptr<Service> m_service = std::make_shared<Service>();
    Shape m_text;
    Shape m_number;

    // Members are optional texts; "!" before a name: required, "#": a number.
    std::shared_ptr<Operation> operation(const QString &name, const QStringList &members, bool idempotent)
    {
        auto result = std::make_shared<Operation>();
        result->service = m_service;
        result->name = name;
        result->idempotent = idempotent;
        Shape &input = result->shapes.emplace_back();
        for (const QString &text : members) {
            Member member;
            member.required = text.startsWith(u'!');
            member.name = text.startsWith(u'!') || text.startsWith(u'#') ? text.sliced(1) : text;
            member.target = text.startsWith(u'#') ? &m_number : &m_text;
            input.members.push_back(member);
        }
        result->input = &input;
        recogniseToken(*result, input);
        return result;
    }

    static QString published(const QString &service)
    {
        const QDir folder(qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore/")
                          + service);
        const QStringList versions = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        return versions.isEmpty() ? QString()
                                  : folder.filePath(versions.last() + QStringLiteral("/service-2.json.gz"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_text.type = ShapeType::String;
        m_number.type = ShapeType::Integer;
        m_service->id = QStringLiteral("things");
    }

    void recognisesTokens_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("members");
        QTest::addColumn<QString>("token");
        const auto row = [](const char *name, const QStringList &members, const char *token) {
            QTest::newRow(qPrintable(QLatin1String(name) + u' ' + members.join(u',')))
                << QString::fromLatin1(name) << members << QString::fromLatin1(token);
        };
        const auto one = [](const char *member) { return QStringList{QString::fromLatin1(member)}; };
        row("CreateThing", one("ClientToken"), "ClientToken");
        row("CreateThing", one("clientRequestToken"), "clientRequestToken");
        row("CreateThing", one("IdempotencyToken"), "IdempotencyToken");
        row("CreateThing", one("!CreatorRequestId"), "CreatorRequestId");
        row("CreateThing", one("!CallerReference"), "CallerReference");
        row("DeleteThing", one("client_token"), "client_token");
        row("CreateThing", one("#ClientToken"), "");
        row("CreateThing", one("NextToken"), "");
        row("CreateThing", one("RequestToken"), "");
        row("CreateThing", one("ClientId"), "");
        row("CreateThing", one("AmznClientToken"), "");
        row("CreateThing", one("SessionToken"), "");
        row("CreateThing", one("MessageDeduplicationId"), "");
    }

    void recognisesTokens()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, members);
        const auto made = operation(name, members, true);
        const Member *token = made->tokenMember();
        QTEST(token ? token->name : QString(), "token");
        if (token)
            QVERIFY(token->tokenByName);
    }

    void aMarkOfTheModelWins()
    {
        auto made = operation(QStringLiteral("CreateThing"), {QStringLiteral("Other")}, true);
        Shape input = *made->input;
        input.members.front().idempotencyToken = true;
        input.members.push_back(input.members.front());
        input.members.back().name = QStringLiteral("ClientToken");
        input.members.back().idempotencyToken = false;
        made->input = &input;
        recogniseToken(*made, input);
        QCOMPARE(made->tokenMember()->name, QStringLiteral("Other"));
        QVERIFY(!input.members.back().idempotencyToken);
    }

    void believesIdempotence_data()
    {
        QTest::addColumn<QStringList>("members");
        QTest::addColumn<bool>("harmless");
        const auto row = [](const char *name, const char *members, bool harmless) {
            QTest::newRow(name) << QString::fromLatin1(members).split(u' ', Qt::SkipEmptyParts) << harmless;
        };
        row("CreateSession", "tags", false);
        row("CreateInvocation", "!sessionIdentifier invocationId", false);
        row("CreateFunction", "!FunctionName !Role", true);
        row("CreatePlaceIndex", "!IndexName", true);
        row("CreateSbomExport", "!reportFormat", false);
        row("CreateQueueFleetAssociation", "!farmId !queueId !fleetId", true);
        row("CopyClusterSnapshot", "!snapshotArn !targetSnapshotName", true);
        row("RestoreClusterFromSnapshot", "!clusterName !snapshotArn", true);
        row("StartQuery", "QueryStatement", false);
        row("StartDashboardRefresh", "!DashboardId", false);
        row("StartExecution", "!stateMachineArn name", false);
        row("StartCluster", "!clusterArn", true);
        row("StartApplication", "!applicationId", true);
        row("PutInvocationStep", "!sessionIdentifier invocationStepId", false);
        row("PutResourcePolicy", "!resourceArn !policy", true);
        row("DeleteThing", "!ThingName", true);
        row("TagResource", "!ResourceArn", true);
        row("RebootDbInstance", "!dbInstanceId", false);
        row("SendConnectorEvent", "!ConnectorId", false);
        row("BatchCreateRule", "!rules", false);
        row("BatchDeleteRule", "!rules", true);
    }

    void believesIdempotence()
    {
        QFETCH(QStringList, members);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QTEST(repeatsHarmlessly(*operation(name, members, true)), "harmless");
        QVERIFY(!repeatsHarmlessly(*operation(name, members, false)));
        QVERIFY(repeatsHarmlessly(*operation(QStringLiteral("ScanThings"), members, false))); // it reads
    }

    void judgesPublishedModels_data()
    {
        QTest::addColumn<QString>("token");
        QTest::addColumn<bool>("harmless");
        const auto row = [](const char *name, const char *token, bool harmless) {
            QTest::newRow(name) << QString::fromLatin1(token) << harmless;
        };
        row("acm-pca CreateCertificateAuthority", "IdempotencyToken", false);
        row("cloud9 CreateEnvironmentEC2", "clientRequestToken", true);
        row("glue CreateDataQualityRuleset", "ClientToken", true);
        row("ecs CreateService", "clientToken", false);
        row("cloudformation CreateStack", "ClientRequestToken", false);
        row("route53 CreateHostedZone", "CallerReference", false);
        row("datapipeline CreatePipeline", "uniqueId", false);
        row("codepipeline PutThirdPartyJobSuccessResult", "", false);
        row("efs DescribeFileSystems", "", true);
        row("cloudtrail StartQuery", "", false);
        row("bedrock-agent-runtime CreateSession", "", false);
        row("lambda CreateFunction", "", true);
    }

    void judgesPublishedModels()
    {
        const QStringList words = QString::fromLatin1(QTest::currentDataTag()).split(u' ');
        const QString path = published(words[0]);
        if (path.isEmpty())
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        const auto service = readService(path);
        QVERIFY(service);
        const auto read = readOperation(*service, words[1]);
        QVERIFY(read);
        const Member *token = (*read)->tokenMember();
        QTEST(token ? token->name : QString(), "token");
        QTEST(repeatsHarmlessly(**read), "harmless");
    }

    // Prints what was decided by rule, to be looked through when the rule or the models change.
    void listsDecisions()
    {
        if (!qEnvironmentVariableIsSet("FORMWORK_EVERY_OPERATION"))
            QSKIP("Set FORMWORK_EVERY_OPERATION to list every decision.");
        const QDir folder(qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore"));
        for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const auto service = readService(published(name));
            if (!service)
                continue;
            for (const OperationSummary &summary : (*service)->operations) {
                const auto read = readOperation(*service, summary.name);
                const Member *token = read ? (*read)->tokenMember() : nullptr;
                if (token && token->tokenByName)
                    qInfo("token %s %s %s", qPrintable(name), qPrintable(summary.name),
                          qPrintable(token->name));
                else if (read && !token && (*read)->idempotent && !(*read)->readOnly)
                    qInfo("%s %s %s", repeatsHarmlessly(**read) ? "believed" : "doubted", qPrintable(name),
                          qPrintable(summary.name));
            }
        }
    }
};

QTEST_GUILESS_MAIN(RepeatingTest)
#include "tst_repeating.moc"
