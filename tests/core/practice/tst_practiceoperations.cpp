// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace formwork;

namespace
{

const char kGroup[] = "{'DirectoryId':'d-926703a1b2','SAMAccountName':'Finance-Readers'}";
const char kConnection[] =
    "{'environmentName':'env-1','managementAccountId':'111122223333',"
    "'roleArn':'arn:aws:iam::111122223333:role/Proton','tags':[{'key':'team','value':'a'}]}";
const char kContext[] = "{'Catalog':'Sandbox','EngagementIdentifier':'eng-a1b2c3d4e5f6g7','Type':'"
                        "CustomerProject','ClientToken':'t-1',"
                        "'Payload':{'CustomerProject':{'Customer':{'CompanyName':'Example','CountryCode':'US'"
                        ",'Industry':'Aerospace',"
                        "'WebsiteUrl':'https://example.com'},'Project':{'BusinessProblem':'Orders are "
                        "entered by hand and take days.',"
                        "'TargetCompletionDate':'2027-06-30','Title':'Order intake'}}}}";
const char kProfile[] =
    "{'connectorProfileName':'p-1','connectorType':'Salesforce','connectionMode':'Public','"
    "connectorProfileConfig':{"
    "'connectorProfileProperties':{'Salesforce':{'instanceUrl':'https://example.my.salesforce.com'}},"
    "'connectorProfileCredentials':{'Salesforce':{'accessToken':'canary-secret-0001','refreshToken':'canary-"
    "secret-0002'}}}}";

} // namespace

class TestPracticeOperations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void creates_data()
    {
        QTest::addColumn<QByteArray>("service");
        QTest::addColumn<QByteArray>("operation");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("pointer"); // a member of the output
        QTest::addColumn<QString>("expression");
        const auto row = [](const char *service, const char *operation, const char *json, const char *pointer,
                            const char *expression) {
            QTest::newRow(service) << QByteArray(service) << QByteArray(operation) << QByteArray(json)
                                   << QString::fromLatin1(pointer) << QString::fromLatin1(expression);
        };
        row("ds-data", "CreateGroup", kGroup, "/SID", "^S-1-5-21-[0-9-]+$");
        row("proton", "CreateEnvironmentAccountConnection", kConnection, "/environmentAccountConnection/arn",
            "^arn:aws:proton:eu-west-1:000000000000:environment-account-connection/[0-9a-f-]{36}$");
        row("partnercentral-selling", "CreateEngagementContext", kContext, "/EngagementArn",
            "catalog/Sandbox/engagement/eng-a1b2c3d4e5f6g7$");
        row("sso-admin", "CreateInstance", "{'Name':'first'}", "/InstanceArn",
            "^arn:aws:sso:::instance/ssoins-[0-9a-f]{16}$");
        row("appflow", "CreateConnectorProfile", kProfile, "/connectorProfileArn",
            "^arn:aws:appflow:eu-west-1:000000000000:connectorprofile/p-1$");
    }

    void creates()
    {
        QFETCH(const QByteArray, service);
        QFETCH(const QByteArray, operation);
        QFETCH(const QByteArray, input);
        QFETCH(const QString, pointer);
        QFETCH(const QString, expression);
        Loopback account;
        QSignalSpy served(&account.server(), &practice::Server::requestServed);
        const model::OperationPtr op = account.operation(service.constData(), operation.constData());
        const protocol::Answer answer =
            account.call(*op, ::input(input.constData()), {.region = QStringLiteral("eu-west-1")});
        QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
        const QString text = document::valueAt(answer.output, document::Pointer::parse(pointer)).toString();
        QVERIFY2(QRegularExpression(expression).match(text).hasMatch(), qPrintable(text));
        QCOMPARE(answer.requestId.size(), 36);
        QVERIFY(account.last().headers.value("date").endsWith("03:04:05 GMT"));
        QVERIFY(!account.last().headers.contains("x-formwork-practice"));
        QCOMPARE(account.server().resourceCount(), 1);
        QCOMPARE(served.size(), 1);
        QCOMPARE(served[0],
                 (QList<QVariant>{QString::fromLatin1(service), QString::fromLatin1(operation), 200}));
    }

    void timestampsComeBackAsTheProtocolHasThem()
    {
        Loopback account;
        const model::OperationPtr op = account.operation("proton", "CreateEnvironmentAccountConnection");
        const protocol::Answer answer = account.call(*op, input(kConnection));
        const QCborMap made =
            answer.output.toMap().value(QStringLiteral("environmentAccountConnection")).toMap();
        QCOMPARE(made.value(QStringLiteral("requestedAt")).toDateTime(), account.clock().nowUtc());
        QVERIFY(!made.contains(QStringLiteral("componentRoleArn")));
    }

    void uniqueNames()
    {
        Loopback account;
        const model::OperationPtr op = account.operation("ds-data", "CreateGroup");
        QCOMPARE(account.codeOf(*op, input(kGroup)), QString());
        QCOMPARE(account.codeOf(*op, input(kGroup)), QStringLiteral("ConflictException"));
        QCOMPARE(account.last().status, 409);
        QCborMap other = input(kGroup);
        other[QStringLiteral("SAMAccountName")] = QStringLiteral("finance-readers");
        QCOMPARE(account.codeOf(*op, other),
                 QStringLiteral("ConflictException")); // the case makes no difference
        other[QStringLiteral("DirectoryId")] = QStringLiteral("d-926703a1b3");
        QCOMPARE(account.codeOf(*op, other), QString());
        QCOMPARE(account.codeOf(*op, input(kGroup), {.region = QStringLiteral("eu-west-1")}), QString());
        QCOMPARE(account.server().resourceCount(), 3);
    }

    void oneInstanceAnAccount()
    {
        Loopback account;
        const model::OperationPtr op = account.operation("sso-admin", "CreateInstance");
        QCOMPARE(account.codeOf(*op, input("{'Name':'a'}")), QString());
        QCOMPARE(account.codeOf(*op, input("{'Name':'b'}"), {.region = QStringLiteral("eu-west-1")}),
                 QStringLiteral("ConflictException"));
        QVERIFY(account.server().reset());
        QCOMPARE(account.codeOf(*op, input("{'Name':'b'}")), QString());
    }

    void limitsAreCountedWithin()
    {
        Loopback account;
        const model::OperationPtr op = account.operation("partnercentral-selling", "CreateEngagementContext");
        QCborMap context = input(kContext);
        for (int i = 0; i < 10; ++i) {
            context[QStringLiteral("ClientToken")] = QStringLiteral("t-%1").arg(i);
            const protocol::Answer answer = account.call(*op, context);
            QVERIFY(!answer.error);
            QCOMPARE(answer.output.toMap().value(QStringLiteral("ContextId")).toString(),
                     QString::number(i + 1));
        }
        context[QStringLiteral("ClientToken")] = QStringLiteral("t-10");
        QCOMPARE(account.codeOf(*op, context), QStringLiteral("ServiceQuotaExceededException"));
        context[QStringLiteral("EngagementIdentifier")] = QStringLiteral("eng-b1b2c3d4e5f6g7");
        QCOMPARE(account.codeOf(*op, context), QString());
    }

    void refusalsOfTheGuide()
    {
        Loopback account;
        const model::OperationPtr op = account.operation("ds-data", "CreateGroup");
        const protocol::Answer answer =
            account.call(*op, input("{'DirectoryId':'d-0000000000','SAMAccountName':'a'}"));
        QVERIFY(answer.error);
        QCOMPARE(answer.error->code, QStringLiteral("AccessDeniedException"));
        QVERIFY(answer.error->message.contains(QStringLiteral("d-0000000000")));
        QCOMPARE(answer.output.toMap().value(QStringLiteral("Reason")).toString(),
                 QStringLiteral("DIRECTORY_AUTH"));
        QCOMPARE(account.server().resourceCount(), 0);
    }

    void inputIsValidated_data()
    {
        QTest::addColumn<QByteArray>("service");
        QTest::addColumn<QByteArray>("operation");
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("missing member")
            << QByteArray("proton") << QByteArray("CreateEnvironmentAccountConnection")
            << QByteArray("{'environmentName':'a'}");
        QTest::newRow("too long") << QByteArray("ds-data") << QByteArray("CreateGroup")
                                  << "{'DirectoryId':'d-926703a1b2','SAMAccountName':'" + QByteArray(300, 'a')
                + "'}";
        QTest::newRow("a rule the service enforces")
            << QByteArray("partnercentral-selling") << QByteArray("CreateEngagementContext")
            << QByteArray(kContext).replace("'Type':'CustomerProject'", "'Type':'Lead'");
    }

    void inputIsValidated()
    {
        QFETCH(const QByteArray, service);
        QFETCH(const QByteArray, operation);
        QFETCH(const QByteArray, input);
        Loopback account;
        const model::OperationPtr op = account.operation(service.constData(), operation.constData());
        QCOMPARE(account.codeOf(*op, ::input(input.constData())), QStringLiteral("ValidationException"));
        QCOMPARE(account.last().status, 400);
        QCOMPARE(account.server().resourceCount(), 0);
    }

    void unknownOperations_data()
    {
        QTest::addColumn<QByteArray>("service");
        QTest::addColumn<QByteArray>("operation");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("status");
        QTest::newRow("target") << QByteArray("sso-admin") << QByteArray("CreateInstance")
                                << QByteArray("SWBExternalService.CreateInstance")
                                << QByteArray("SWBExternalService.MakeTea") << 400;
        QTest::newRow("path") << QByteArray("appflow") << QByteArray("CreateConnectorProfile")
                              << QByteArray("/create-connector-profile") << QByteArray("/make-tea") << 404;
    }

    void unknownOperations()
    {
        QFETCH(const QByteArray, service);
        QFETCH(const QByteArray, operation);
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        QFETCH(const int, status);
        Loopback account;
        const model::OperationPtr op = account.operation(service.constData(), operation.constData());
        model::Operation changed = *op; // shares the shapes of the first
        if (changed.httpUri == before)
            changed.httpUri = after;
        else
            changed.name = QString::fromLatin1(after.split('.').last());
        QCOMPARE(account.codeOf(changed, service == "appflow" ? input(kProfile) : QCborMap()),
                 QStringLiteral("UnknownOperationException"));
        QCOMPARE(account.last().status, status);
        QVERIFY(!account.last().headers.value("x-amzn-requestid").isEmpty());
    }

    void signatures_data()
    {
        QTest::addColumn<QByteArray>("keyId");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<qint64>("ahead");
        QTest::addColumn<QString>("code");
        QTest::newRow("right") << QByteArray() << QByteArray() << 0LL << QString();
        QTest::newRow("another secret") << QByteArray() << QByteArray("canary-secret-0001") << 0LL
                                        << QStringLiteral("InvalidSignatureException");
        QTest::newRow("another key") << QByteArray("AKIDEXAMPLE") << QByteArray() << 0LL
                                     << QStringLiteral("UnrecognizedClientException");
        QTest::newRow("an hour off") << QByteArray() << QByteArray() << 3'600'000LL
                                     << QStringLiteral("InvalidSignatureException");
    }

    void signatures()
    {
        QFETCH(const QByteArray, keyId);
        QFETCH(const QByteArray, secret);
        QFETCH(const qint64, ahead);
        QFETCH(const QString, code);
        Loopback account;
        signing::Keys keys = account.server().keys();
        keys.accessKeyId = keyId.isEmpty() ? keys.accessKeyId : keyId;
        keys.secretAccessKey = secret.isEmpty() ? keys.secretAccessKey : secret;
        const model::OperationPtr op = account.operation("sso-admin", "CreateInstance");
        QCOMPARE(account.codeOf(*op, input("{'Name':'a'}"), {.keys = keys, .clockAhead = ahead}), code);
        QCOMPARE(account.server().resourceCount(), code.isEmpty() ? 1 : 0);
    }

    void bodiesThatAreNotWhatTheyShouldBe_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("not JSON") << QByteArray("{'Name':");
        QTest::newRow("another type") << QByteArray("{'Name':{'a':1}}");
    }

    void bodiesThatAreNotWhatTheyShouldBe()
    {
        QFETCH(const QByteArray, json);
        Loopback account;
        const model::OperationPtr op = account.operation("sso-admin", "CreateInstance");
        http::Request request = protocol::serialise(*op, input("{'Name':'a'}"))->request;
        request.body = QByteArray(json).replace('\'', '"');
        QCOMPARE(account.send(account.bytes(*op, request)).status, 400);
        QVERIFY(account.last().body.contains("SerializationException")
                || account.last().body.contains("ValidationException"));
    }

    void noSecretIsKept()
    {
        Loopback account;
        const model::OperationPtr op = account.operation("appflow", "CreateConnectorProfile");
        QCOMPARE(account.codeOf(*op, input(kProfile)), QString());
        for (const QString &name : {account.file(), account.file() + QStringLiteral("-wal")}) {
            QFile file(name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains("canary-secret"));
        }
        QVERIFY(!account.last().body.contains("canary-secret"));
    }
};

QTEST_GUILESS_MAIN(TestPracticeOperations)
#include "tst_practiceoperations.moc"
