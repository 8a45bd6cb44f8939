// SPDX-License-Identifier: Apache-2.0
#include "builtin.h"

using namespace formwork;
using namespace formwork::model;

// What the built-in models say about the five operations, and that they explain themselves.
class BuiltinModelsTest : public QObject
{
    Q_OBJECT
private:
    static const Member *find(const Shape *shape, QStringView path)
    {
        const Member *member = nullptr;
        for (const QStringView name : path.split(u'/')) {
            member = shape ? shape->member(name) : nullptr;
            shape = member ? member->target : nullptr;
        }
        return member;
    }

private Q_SLOTS:
    void wire_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<Protocol>("protocol");
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("signingName");
        QTest::addColumn<QString>("token");
        const QString root = QStringLiteral("/");
        const auto row = [](const char *service, const char *operation, Protocol protocol, const char *uri,
                            const char *target, const char *signingName, const char *token) {
            QTest::newRow(service) << QString::fromLatin1(service) << QString::fromLatin1(operation)
                                   << protocol << QString::fromLatin1(uri) << QString::fromLatin1(target)
                                   << QString::fromLatin1(signingName) << QString::fromLatin1(token);
        };
        row("partnercentral-selling", "CreateEngagementContext", Protocol::AwsJson10, "/",
            "AWSPartnerCentralSelling", "partnercentral-selling", "ClientToken");
        row("proton", "CreateEnvironmentAccountConnection", Protocol::AwsJson10, "/", "AwsProton20200720",
            "proton", "clientToken");
        row("sso-admin", "CreateInstance", Protocol::AwsJson11, "/", "SWBExternalService", "sso",
            "ClientToken");
        row("appflow", "CreateConnectorProfile", Protocol::RestJson, "/create-connector-profile",
            "SandstoneConfigurationServiceLambda", "appflow", "clientToken");
        row("ds-data", "CreateGroup", Protocol::RestJson, "/Groups/CreateGroup", "DirectoryServiceData",
            "ds-data", "ClientToken");
    }

    void wire()
    {
        QFETCH(const QString, service);
        QFETCH(const QString, operation);
        QFETCH(const Protocol, protocol);
        QFETCH(const QString, uri);
        QFETCH(const QString, target);
        QFETCH(const QString, signingName);
        QFETCH(const QString, token);
        const OperationPtr read = test::readBuiltin(service, operation);
        QVERIFY(read);
        QCOMPARE(read->service->protocols, QList<Protocol>{protocol});
        QCOMPARE(read->httpMethod, QByteArray("POST"));
        QCOMPARE(QString::fromUtf8(read->httpUri), uri);
        QCOMPARE(read->service->targetPrefix, target);
        QCOMPARE(read->service->signingName, signingName);
        QVERIFY(read->tokenMember());
        QCOMPARE(read->tokenMember()->name, token);
        QCOMPARE(read->service->operations.size(), 2); // what makes the thing, and what shows it
        QVERIFY(!read->service->endpointRuleSet.isEmpty());
    }

    void everythingIsExplained_data() { test::addBuiltinRows(); }

    void everythingIsExplained()
    {
        QFETCH(const QString, service);
        QFETCH(const QString, operation);
        const OperationPtr read = test::readBuiltin(service, operation);
        QVERIFY(read);
        QVERIFY(read->documentation.endsWith(u'.'));
        QVERIFY(read->service->documentation.endsWith(u'.'));
        for (const Shape &shape : read->shapes) {
            for (const Member &member : shape.members)
                QVERIFY2(member.documentation.endsWith(u'.'), qPrintable(shape.name + u'.' + member.name));
            for (const EnumValue &value : shape.enumValues)
                QVERIFY2(!value.documentation.isEmpty(), qPrintable(shape.name + u'=' + value.value));
            if (shape.type == ShapeType::List || shape.type == ShapeType::Map)
                QVERIFY2(!shape.element.documentation.isEmpty(), qPrintable(shape.name));
            if (shape.error.isError)
                QVERIFY2(shape.documentation.endsWith(u'.'), qPrintable(shape.name));
        }
    }

    void errorsHaveAStatus_data() { test::addBuiltinRows(); }

    void errorsHaveAStatus()
    {
        QFETCH(const QString, service);
        QFETCH(const QString, operation);
        const OperationPtr read = test::readBuiltin(service, operation);
        QVERIFY(read && read->errors.size() >= 5);
        for (const Shape *error : read->errors) {
            QVERIFY2(error->error.isError && error->error.httpStatus >= 400, qPrintable(error->name));
            QCOMPARE(error->error.clientFault, error->error.httpStatus < 500);
        }
    }

    void directoryIdIsInTheQuery()
    {
        const OperationPtr read = test::readBuiltin(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        QVERIFY(read);
        const Member *member = find(read->input, u"DirectoryId");
        QVERIFY(member);
        QCOMPARE(member->location, Location::Query);
        QCOMPARE(member->locationName, QStringLiteral("DirectoryId"));
        const Member *retry = find(read->error(u"ThrottlingException"), u"RetryAfterSeconds");
        QVERIFY(retry);
        QCOMPARE(retry->location, Location::Header);
    }

    void payloadKindsOfAnEngagement()
    {
        const OperationPtr read = test::readBuiltin(QStringLiteral("partnercentral-selling"),
                                                    QStringLiteral("CreateEngagementContext"));
        QVERIFY(read);
        const Member *payload = find(read->input, u"Payload");
        QVERIFY(payload);
        QCOMPARE(payload->target->type, ShapeType::Union);
        const Member *type = find(read->input, u"Type");
        QCOMPARE(type->target->enumValues.size(), qsizetype(payload->target->members.size()));
        for (const EnumValue &value : type->target->enumValues)
            QVERIFY2(payload->target->member(value.value), qPrintable(value.value));
        QVERIFY(find(read->input, u"Payload/Lead/Interactions"));
        QVERIFY(find(read->input, u"Payload/ProspectingResult/Aws/Customer/EligiblePrograms"));
        QVERIFY(find(read->input, u"Payload/CustomerProject/Project/TargetCompletionDate"));
    }

    // Nothing a connector profile signs in with may be shown, logged or exported in clear.
    void credentialsAreSensitive()
    {
        const OperationPtr read =
            test::readBuiltin(QStringLiteral("appflow"), QStringLiteral("CreateConnectorProfile"));
        QVERIFY(read);
        const Member *credentials = find(read->input, u"connectorProfileConfig/connectorProfileCredentials");
        QVERIFY(credentials);
        QCOMPARE(credentials->target->members.size(), size_t(19));
        m_open.clear();
        collectOpen(*credentials);
        const QSet<QString> harmless{QStringLiteral("clientId"),
                                     QStringLiteral("userId"),
                                     QStringLiteral("username"),
                                     QStringLiteral("redirectUri"),
                                     QStringLiteral("oAuth2GrantType"),
                                     QStringLiteral("authenticationType"),
                                     QStringLiteral("customAuthenticationType")};
        QCOMPARE(m_open, harmless);
    }

private:
    void collectOpen(const Member &member)
    {
        if (member.isSensitive())
            return;
        const Shape &shape = *member.target;
        for (const Member &inner : shape.members)
            collectOpen(inner);
        if (shape.type == ShapeType::Map)
            QVERIFY2(shape.key.isSensitive() && shape.element.isSensitive(), qPrintable(shape.name));
        else if (shape.members.empty())
            m_open.insert(member.name);
    }

    QSet<QString> m_open; // names of values that are not sensitive
};

QTEST_GUILESS_MAIN(BuiltinModelsTest)
#include "tst_builtinmodels.moc"
