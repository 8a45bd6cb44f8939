// SPDX-License-Identifier: Apache-2.0
#include "conformance/signin/vectors.h"
#include "document/timestamp.h"
#include "signin/way.h"

#include <QTest>

using namespace formwork;
using namespace formwork::signin;

namespace
{

FileBytes bytesOf(const QJsonObject &input, const QString &name)
{
    return {name, input.contains(name) ? std::optional(input[name].toString().toUtf8()) : std::nullopt};
}

Machine machineOf(const QJsonObject &environment)
{
    Machine machine;
    machine.root = QStringLiteral("/nowhere");
    for (auto it = environment.begin(); it != environment.end(); ++it)
        machine.environment.insert(it.key(), it.value().toString());
    return machine;
}

QByteArray sectionsOf(const QJsonObject &sections, const QString &prefix)
{
    QByteArray text;
    for (auto it = sections.begin(); it != sections.end(); ++it) {
        text += QStringLiteral("[%1 %2]\n").arg(prefix, it.key()).toUtf8();
        const QJsonObject values = it.value().toObject();
        for (auto value = values.begin(); value != values.end(); ++value)
            text += QStringLiteral("%1 = %2\n").arg(value.key(), value.value().toString()).toUtf8();
    }
    return text;
}

QString orNothing(const QJsonValue &value) { return value.toString(); }

QJsonObject withoutEmpty(QJsonObject object)
{
    for (const QString &key : object.keys()) {
        if (object[key].toString().isEmpty())
            object.remove(key);
    }
    return object;
}

// The form of the vectors of smithy-rs.
QJsonArray asChain(const Way &way)
{
    const auto key = [](const char *name) { return QString::fromLatin1(name); };
    QJsonArray chain;
    switch (way.source) {
    case Step::SharedCredentials:
    case Step::ConfigFile:
        chain.append(QJsonObject{{key("AccessKey"),
                                  withoutEmpty({{key("access_key_id"), way.keys.accessKeyId},
                                                {key("secret_access_key"), way.keys.secretAccessKey},
                                                {key("session_token"), way.keys.sessionToken},
                                                {key("account_id"), way.sourceAccountId}})}});
        break;
    case Step::Sso:
        chain.append(QJsonObject{{key("Sso"),
                                  withoutEmpty({{key("sso_account_id"), way.sso.accountId},
                                                {key("sso_region"), way.sso.region},
                                                {key("sso_role_name"), way.sso.roleName},
                                                {key("sso_session"), way.sso.session},
                                                {key("sso_start_url"), way.sso.startUrl}})}});
        break;
    case Step::WebIdentity:
        chain.append(QJsonObject{{key("WebIdentityToken"),
                                  withoutEmpty({{key("role_arn"), way.webIdentity.roleArn},
                                                {key("web_identity_token_file"), way.webIdentity.tokenFile},
                                                {key("role_session_name"), way.webIdentity.sessionName}})}});
        break;
    case Step::Process:
        chain.append(QJsonObject{{key("CredentialProcess"), way.command}});
        break;
    case Step::InstanceMetadata:
        chain.append(QJsonObject{{key("NamedSource"), key("Ec2InstanceMetadata")}});
        break;
    default:
        chain.append(typeName(way.source));
    }
    for (const RoleHop &hop : way.roles)
        chain.append(QJsonObject{{key("AssumeRole"),
                                  withoutEmpty({{key("role_arn"), hop.roleArn},
                                                {key("external_id"), hop.externalId},
                                                {key("role_session_name"), hop.sessionName}})}});
    return chain;
}

} // namespace

class TestWayVectors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chainOfTheCli()
    {
        VECTORS_OR_SKIP(document, "signin/aws-cli-2.36.7/chain.json");
        QVERIFY(document->array().size() > 55);
        for (const auto &entry : document->array()) {
            const QJsonObject test = entry.toObject();
            const QByteArray name = test[QStringLiteral("name")].toString().toUtf8();
            const QJsonObject expect = test[QStringLiteral("expect")].toObject();
            Machine machine = machineOf(test[QStringLiteral("env")].toObject());
            machine.environment.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
            const SharedFiles files = merged(bytesOf(test, QStringLiteral("config")),
                                             bytesOf(test, QStringLiteral("credentials")), Dialect::Cli);
            const Result<Choice> choice = choose(machine, test[QStringLiteral("profileArgument")].toString());
            const Result<Way> way = choice
                ? findWay({files, machine, *choice, true, QDateTime::currentDateTimeUtc()})
                : std::unexpected(choice.error());
            if (way && (way->source == Step::Process || way->source == Step::Login))
                continue; // what they give is another test's
            if (expect.contains(QStringLiteral("credentials"))) {
                QVERIFY2(!way && way.error().code == QStringLiteral("NoCredentials"), name.constData());
                continue;
            }
            if (expect.contains(QStringLiteral("error"))) {
                QVERIFY2(!way && way.error().code != QStringLiteral("NoCredentials"), name.constData());
                continue;
            }
            QVERIFY2(way, name + (way ? QByteArray() : way.error().sentence().toUtf8()));
            QVERIFY2(typeName(way->step) == expect[QStringLiteral("provider")].toString(), name.constData());
            if (expect[QStringLiteral("deferred")].toBool())
                continue;
            QCOMPARE(way->keys.accessKeyId, expect[QStringLiteral("accessKeyId")].toString());
            QCOMPARE(way->keys.secretAccessKey, expect[QStringLiteral("secretAccessKey")].toString());
            QCOMPARE(way->keys.sessionToken, orNothing(expect[QStringLiteral("sessionToken")]));
            QCOMPARE(way->accountId(), orNothing(expect[QStringLiteral("accountId")]));
            QCOMPARE(way->keys.expiresAt,
                     formwork::document::writtenTime(expect[QStringLiteral("expires")].toString()));
        }
    }

    void rolesOfTheSdks()
    {
        VECTORS_OR_SKIP(document, "signin/smithy-rs/assume-role-tests.json");
        QVERIFY(document->array().size() > 15);
        for (const auto &entry : document->array()) {
            const QJsonObject test = entry.toObject();
            const QByteArray docs = test[QStringLiteral("docs")].toString().toUtf8();
            const QJsonObject input = test[QStringLiteral("input")].toObject();
            const QJsonObject output = test[QStringLiteral("output")].toObject();
            const QByteArray text =
                sectionsOf(input[QStringLiteral("profiles")].toObject(), QStringLiteral("profile"))
                + sectionsOf(input[QStringLiteral("sso_sessions")].toObject(), QStringLiteral("sso-session"));
            const SharedFiles files = merged({QStringLiteral("config"), text},
                                             {QStringLiteral("credentials"), std::nullopt}, Dialect::Cli);
            const Machine machine = machineOf({});
            const Result<Way> way = findWay({files,
                                             machine,
                                             {input[QStringLiteral("selected_profile")].toString(), true, {}},
                                             false,
                                             {}});
            QVERIFY2(way.has_value() == output.contains(QStringLiteral("ProfileChain")), docs.constData());
            if (way)
                QVERIFY2(asChain(*way) == output[QStringLiteral("ProfileChain")].toArray(),
                         docs + QJsonDocument(asChain(*way)).toJson());
        }
    }
};

QTEST_GUILESS_MAIN(TestWayVectors)
#include "tst_wayvectors.moc"
