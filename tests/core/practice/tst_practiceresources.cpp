// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"
#include "practice/controls.h"

#include <QCborArray>
#include <QFile>
#include <QTest>

#include <chrono>

using namespace formwork;
using namespace std::chrono_literals;

// What the five built-in creations leave behind, asked for by the operations that the models pair them with.
class TestPracticeResources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_account = std::make_unique<Loopback>(); }

    void seedsAreThereAfterwards_data()
    {
        QTest::addColumn<QByteArray>("service");
        QTest::addColumn<QByteArray>("creation");
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("reader");
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("connector profile")
            << QByteArray("appflow") << QByteArray("CreateConnectorProfile")
            << QByteArray(
                   "{'connectorProfileName':'p-1','connectorType':'Salesforce','connectionMode':'Public',"
                   "'connectorProfileConfig':{'connectorProfileProperties':{'Salesforce':{'instanceUrl':"
                   "'https://example.my.salesforce.com'}},'connectorProfileCredentials':{'Salesforce':"
                   "{'accessToken':'canary-secret-0001','refreshToken':'canary-secret-0002'}}}}")
            << QByteArray("DescribeConnectorProfiles") << QByteArray("{}") << QByteArray("p-1");
        QTest::newRow("environment account connection")
            << QByteArray("proton") << QByteArray("CreateEnvironmentAccountConnection")
            << QByteArray("{'environmentName':'env-1','managementAccountId':'111122223333','roleArn':"
                          "'arn:aws:iam::111122223333:role/Proton'}")
            << QByteArray("ListEnvironmentAccountConnections")
            << QByteArray("{'requestedBy':'ENVIRONMENT_ACCOUNT'}") << QByteArray("env-1");
        QTest::newRow("instance") << QByteArray("sso-admin") << QByteArray("CreateInstance")
                                  << QByteArray("{'Name':'instance-1'}") << QByteArray("ListInstances")
                                  << QByteArray("{}") << QByteArray("instance-1");
        QTest::newRow("group") << QByteArray("ds-data") << QByteArray("CreateGroup")
                               << QByteArray("{'DirectoryId':'d-1234567890','SAMAccountName':'group-1'}")
                               << QByteArray("DescribeGroup")
                               << QByteArray("{'DirectoryId':'d-1234567890','SAMAccountName':'group-1'}")
                               << QByteArray("group-1");
    }

    void seedsAreThereAfterwards()
    {
        QFETCH(const QByteArray, service);
        QFETCH(const QByteArray, creation);
        QFETCH(const QByteArray, given);
        QFETCH(const QByteArray, reader);
        QFETCH(const QByteArray, asked);
        QFETCH(const QByteArray, told);
        const model::OperationPtr op = m_account->operation(service, creation);
        const model::OperationPtr read = m_account->operation(service, reader);
        (void)m_account->call(*read, input(asked));
        QVERIFY(!m_account->last().body.contains('"' + told + '"') || m_account->last().status >= 400);
        const protocol::Answer made = m_account->call(*op, input(given));
        QVERIFY2(!made.error, made.error ? qPrintable(made.error->message) : "");
        m_account->restart(); // it is in the file
        const protocol::Answer answer = m_account->call(*read, input(asked));
        QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
        QVERIFY2(m_account->last().body.contains('"' + told + '"'), m_account->last().body.constData());
        QVERIFY(!m_account->last().headers.contains("x-formwork-practice"));
        QVERIFY(!m_account->last().body.contains("canary"));
        Loopback::Sent elsewhere;
        elsewhere.region = QStringLiteral("eu-west-1");
        (void)m_account->call(*read, input(asked), elsewhere);
        QVERIFY(!m_account->last().body.contains('"' + told + '"') || m_account->last().status >= 400);
    }

    void pages()
    {
        const model::OperationPtr op = m_account->operation("proton", "CreateEnvironmentAccountConnection");
        const model::OperationPtr list = m_account->operation("proton", "ListEnvironmentAccountConnections");
        for (int i = 0; i < 5; ++i) {
            QCborMap given = input("{'managementAccountId':'111122223333'}");
            given[QStringLiteral("environmentName")] = QStringLiteral("env-%1").arg(i);
            given[QStringLiteral("roleArn")] = QStringLiteral("arn:aws:iam::111122223333:role/Proton");
            QVERIFY(!m_account->call(*op, given).error);
        }
        QCborMap asked = input("{'requestedBy':'ENVIRONMENT_ACCOUNT','maxResults':2}");
        QStringList names;
        for (const int size : {2, 2, 1}) {
            const QCborMap page = m_account->call(*list, asked).output.toMap();
            const QCborArray found = page[QStringLiteral("environmentAccountConnections")].toArray();
            QCOMPARE(found.size(), size);
            for (const QCborValue entry : found)
                names.append(entry.toMap()[QStringLiteral("environmentName")].toString());
            QCOMPARE(page.contains(QStringLiteral("nextToken")), size == 2);
            asked[QStringLiteral("nextToken")] = page[QStringLiteral("nextToken")];
        }
        QCOMPARE(names.join(u' '), QStringLiteral("env-0 env-1 env-2 env-3 env-4"));
        asked[QStringLiteral("nextToken")] = QStringLiteral("not-ours");
        QCOMPARE(m_account->codeOf(*list, asked), QStringLiteral("ValidationException"));
    }

    void takesItsTime()
    {
        practice::Timing timing;
        timing.visible = 5s;
        timing.settled = 60s;
        m_account->server().setTiming(timing);
        const model::OperationPtr op = m_account->operation("sso-admin", "CreateInstance");
        const model::OperationPtr list = m_account->operation("sso-admin", "ListInstances");
        QVERIFY(!m_account->call(*op, input("{'Name':'instance-1'}")).error);
        const auto instances = [&] {
            return m_account->call(*list, {}).output.toMap()[QStringLiteral("Instances")].toArray();
        };
        QVERIFY(instances().isEmpty()); // nobody sees it yet
        m_account->clock().advance(5'000);
        QCOMPARE(instances().at(0).toMap()[QStringLiteral("Status")].toString(),
                 QStringLiteral("CREATE_IN_PROGRESS"));
        m_account->clock().advance(55'000);
        QCOMPARE(instances().at(0).toMap()[QStringLiteral("Status")].toString(), QStringLiteral("ACTIVE"));
    }

    // What is not there is refused as the service says it: by the error that its model has for that.
    void danglingReferences_data()
    {
        QTest::addColumn<QByteArray>("operation");
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QString>("code");
        QTest::newRow("ec2") << QByteArray("ec2.CreateSubnet")
                             << QByteArray("{'VpcId':'vpc-0123456789abcdef0','CidrBlock':'10.0.0.0/24'}")
                             << QStringLiteral("InvalidVpcID.NotFound");
        QTest::newRow("query") << QByteArray("elbv2.CreateListener")
                               << QByteArray("{'LoadBalancerArn':'arn:aws:elasticloadbalancing:us-east-1:"
                                             "000000000000:loadbalancer/app/a/1','DefaultActions':"
                                             "[{'Type':'redirect'}]}")
                               << QStringLiteral("LoadBalancerNotFound");
        QTest::newRow("rest-json") << QByteArray(
            "lambda.CreateAlias") << QByteArray("{'FunctionName':'no-such','Name':'n','FunctionVersion':'1'}")
                                   << QStringLiteral("ResourceNotFoundException");
        QTest::newRow("json") << QByteArray("logs.CreateLogStream")
                              << QByteArray("{'logGroupName':'/no/such','logStreamName':'s'}")
                              << QStringLiteral("ResourceNotFoundException");
    }

    void danglingReferences()
    {
        QFETCH(const QByteArray, operation);
        QFETCH(const QByteArray, given);
        QFETCH(const QString, code);
        const QString models = QStringLiteral("/usr/lib/python3/dist-packages/botocore/data");
        if (!QFile::exists(models))
            QSKIP("The models of botocore are not installed (Debian package python3-botocore).");
        m_account = std::make_unique<Loopback>(QStringList{models});
        const QByteArrayList parts = operation.split('.');
        const model::OperationPtr creation = m_account->operation(parts[0].constData(), parts[1].constData());
        practice::Controls &controls = practice::Controls::of(m_account->server());
        controls.setChecksReferences(true);
        QCOMPARE(m_account->codeOf(*creation, input(given)), code);
        QCOMPARE(m_account->server().resourceCount(), 0);
        controls.setChecksReferences(false); // as it is without being asked
        QCOMPARE(m_account->codeOf(*creation, input(given)), QString());
    }

private:
    std::unique_ptr<Loopback> m_account;
};

QTEST_GUILESS_MAIN(TestPracticeResources)
#include "tst_practiceresources.moc"
