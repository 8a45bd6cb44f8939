// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "document/redact.h"
#include "document/secretnames.h"

#include <QDir>
#include <QSet>
#include <QTest>

#include <cstdio>

using namespace formwork;
using document::isSecretKey;
using document::isSecretName;
using document::isSecretText;

// What counts as a secret by its name or by itself, in both directions: what hides too much is as wrong as
// what shows a password. With FORMWORK_LIST_SECRETS=1 overModels() reads all of AWS
// and prints every member the rule adds.
class SecretNamesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names_data();
    void names();
    void keys();
    void texts_data();
    void texts();
    void overModels();
};

void SecretNamesTest::names_data()
{
    QTest::addColumn<bool>("expected");
    for (const char *name : {"Password",
                             "masterUserPassword",
                             "Passwords",
                             "KdcAdminPassword",
                             "PASSWORD",
                             "client_secret",
                             "HECToken",
                             "privateKeyBase64",
                             "SecretAccessKey",
                             "secretaccesskey",
                             "SessionToken",
                             "ClientSecret",
                             "PrivateKey",
                             "PreSharedKey",
                             "authKey",
                             "AuthToken2",
                             "AppSKey",
                             "FNwkSIntKey",
                             "StaticKeyValue",
                             "idToken",
                             "OTP",
                             "SharedSecret",
                             "oldPassword",
                             "passwd",
                             "KeyMaterial",
                             "ActivationCode",
                             "PreSignedUrl",
                             "SAMLAssertion",
                             "clientSecretText",
                             "apiKey",
                             "refreshToken",
                             "sharedAccessKey",
                             "licenseKey",
                             "pin",
                             "userPin"})
        QTest::newRow(name) << true;
    for (const char *name : {"apiKeyHeader",
                             "RemovePrivateKey",
                             "DisassociatedAt",
                             "SecretArn",
                             "TokenType",
                             "NextToken",
                             "ClientToken",
                             "KeyId",
                             "PasswordPolicy",
                             "PasswordLastUsed",
                             "PublicKeyMaterial",
                             "S3Key",
                             "kmsKey",
                             "SecretId",
                             "SecretName",
                             "AccessKeyId",
                             "PasswordResetRequired",
                             "EncryptedPrivateKeyArn",
                             "tokenUrl",
                             "Compass",
                             "PartitionKey",
                             "MinimumPasswordLength",
                             "ErrorCode",
                             "LanguageCode",
                             "PaginationToken",
                             "UpdateToken",
                             "SyncSessionToken",
                             "SecretType",
                             "PasswordVersion",
                             "key",
                             "Tokenizer",
                             "PublicKey",
                             "TagKey",
                             "LockToken",
                             "IdempotencyToken",
                             "SecretVersionsToStages",
                             "signatureAlgorithm",
                             "maxTokens",
                             "passwordParam",
                             "VisaPin",
                             "SelectiveAuth",
                             "auth",
                             "LicenseConfigurationArn"})
        QTest::newRow(name) << false;
}

void SecretNamesTest::names()
{
    QFETCH(bool, expected);
    QCOMPARE(isSecretName(QString::fromLatin1(QTest::currentDataTag())), expected);
}

void SecretNamesTest::keys()
{
    for (const char *key : {"DB_PASSWORD", "GITHUB_TOKEN", "PASSWORD", "KAFKA_CLIENT_KEYSTORE_PASSWORD",
                            "DB_PASS", "client_secret", "API_KEY", "NPM_TOKEN"})
        QVERIFY2(isSecretKey(QString::fromLatin1(key)), key);
    for (const char *key : {"TOKEN", "AWS_CREDENTIALS", "Authorization", "SESSION_COOKIE",
                            "SLACK_WEBHOOK_URL", "ENCRYPTION_KEY", "SIGNING_KEY", "DEPLOY_KEY"})
        QVERIFY2(isSecretKey(QString::fromLatin1(key)), key);
    for (const char *key :
         {"LICENSE_KEY", "NEW_RELIC_LICENSE_KEY", "licenseKey", "PIN", "CARD_PIN", "PIN_CODE", "AUTH",
          "REDIS_AUTH", "BASIC_AUTH", "_auth", "WIFI_PSK", "DB_CREDS", "WALLET_MNEMONIC"})
        QVERIFY2(isSecretKey(QString::fromLatin1(key)), key);
    for (const char *key :
         {"LICENSE", "LICENSE_KEY_ARN", "GPIO_PIN", "LED_PIN", "PINNED", "SPIN", "ENABLE_BASIC_AUTH",
          "USE_AUTH", "AUTH_ENABLED", "AUTH_TYPE", "AUTHOR", "AUTH_URL", "CLIENT_AUTH", "PIN_LENGTH"})
        QVERIFY2(!isSecretKey(QString::fromLatin1(key)), key);
    for (const char *key :
         {"ENCRYPTION_KEY_ARN", "CREDENTIALS_FILE_NAME", "PUBLIC_SSH", "WEBHOOK_ENABLED", "KEY",
          "COOKIE_NAME", "PRIMARY_KEY", "URL", "OAUTH_TOKEN_URL", "method.request.header.Authorization"})
        QVERIFY2(!isSecretKey(QString::fromLatin1(key)), key);
    for (const char *key : {"NEXT_TOKEN", "PASSWORD_FILE_PATH", "SECRET_ID", "USERNAME",
                            "JDBC_CONNECTION_URL", "token", "SECRET_ARN"})
        QVERIFY2(!isSecretKey(QString::fromLatin1(key)), key);
}

void SecretNamesTest::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *text, bool expected) {
        QTest::newRow(text) << QString::fromLatin1(text) << expected;
    };
    row("https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0123456789abcdef",
        true);
    row("password=abc12345;sslmode=require", true);
    row("Password=abc12345;Uid=u", true);
    row("host=db user=u password=abc12345", true);
    row("The column password=x is hashed.", false);
    row("passwordPolicy=strict;minLength=8", false);
    row("https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKID&Signature=abcdefghij%3D&Expires=1", true);
    row("https://console.example.com/?token=abcdefghijklmnop", true);
    row("https://user:hunter22@git.example.com/repo.git", true);
    row("mongodb://admin:hunter22@db.example.com:27017/?tls=true", true);
    row("jdbc:postgresql://db.example.com/x?user=a&password=hunter22", true);
    row("Server=db;User Id=a;Password=hunter22;", true);
    row("-----BEGIN RSA PRIVATE KEY-----\nMIIE", true);
    row("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U", true);
    row("Bearer abcdefghijklmnop", true);
    row("https://example.com/a?nextToken=abcdefghijklmnop", false);
    row("https://example.com/path@2/x?page=2", false);
    row("https://sqs.us-east-1.amazonaws.com/123456789012/queue", false);
    row("-----BEGIN CERTIFICATE-----\nMIIE", false);
    row("-----BEGIN PUBLIC KEY-----\nMIIE", false);
    row("Basic plan", false);
    row("arn:aws:iam::123456789012:role/x", false);
    row("a=b;c=d&e=f", false);
    row("git@example.com:team/repo.git", false);
}

void SecretNamesTest::texts()
{
    QFETCH(QString, text);
    QFETCH(bool, expected);
    QCOMPARE(isSecretText(text), expected);
}

namespace
{

struct Found {
    QSet<QString> added; // by name: "service Container.member (shape)"
    qsizetype marked = 0;
};

void walk(const QString &service, const model::Shape *shape, QSet<const model::Shape *> &seen, Found &found)
{
    if (!shape || seen.contains(shape))
        return;
    seen.insert(shape);
    for (const model::Member &member : shape->members) {
        const bool isNamedSo = document::isSecret(member) || document::isSecretEntry(member);
        const bool isMarked = member.isSensitive()
            || (member.target && member.target->element.target && member.target->element.isSensitive());
        found.marked += isMarked ? 1 : 0;
        if (isNamedSo && !isMarked)
            found.added.insert(
                QStringLiteral("%1 %2.%3 (%4)").arg(service, shape->name, member.name, member.target->name));
        walk(service, member.target, seen, found);
    }
    walk(service, shape->element.target, seen, found);
}

} // namespace

void SecretNamesTest::overModels()
{
    const QString folder = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore");
    if (!QDir(folder).exists())
        QSKIP("AWS's published models are not there");
    const bool isListing = qEnvironmentVariableIsSet("FORMWORK_LIST_SECRETS");
    const auto catalog = catalog::Catalog::build({folder});
    Found found;
    const QSet<QString> some{
        QStringLiteral("apigateway"), QStringLiteral("docdb"),       QStringLiteral("elasticache"),
        QStringLiteral("emr"),        QStringLiteral("firehose"),    QStringLiteral("glue"),
        QStringLiteral("iam"),        QStringLiteral("iotwireless"), QStringLiteral("lightsail"),
        QStringLiteral("mq"),         QStringLiteral("pinpoint"),    QStringLiteral("s3")};
    for (const model::ServicePtr &service : catalog->services()) {
        if (!isListing && !some.contains(service->id))
            continue;
        for (const model::OperationSummary &summary : service->operations) {
            const auto operation = catalog->operation(service, summary.name);
            QVERIFY(operation);
            QSet<const model::Shape *> seen;
            walk(service->id, (*operation)->input, seen, found);
            walk(service->id, (*operation)->output, seen, found);
        }
    }
    QStringList added = found.added.values();
    added.sort();
    if (isListing)
        std::fputs(qPrintable(added.join(u'\n') + u'\n'), stdout);
    QVERIFY2(added.size() > 60 && added.size() < 400, qPrintable(QString::number(added.size())));
    const auto isIn = [&](const char *line) { return found.added.contains(QString::fromLatin1(line)); };
    QVERIFY(isIn("elasticache CreateUserMessage.Passwords (PasswordListInput)"));
    QVERIFY(isIn("emr KerberosAttributes.KdcAdminPassword (XmlStringMaxLen256)"));
    QVERIFY(isIn("firehose SplunkDestinationConfiguration.HECToken (HECToken)"));
    QVERIFY(isIn("lightsail CreateKeyPairResult.privateKeyBase64 (Base64)"));
    for (const QString &line : std::as_const(added))
        QVERIFY2(!line.contains(QStringLiteral("NextToken")) && !line.contains(QStringLiteral("Arn.")),
                 qPrintable(line));
}

QTEST_APPLESS_MAIN(SecretNamesTest)
#include "tst_secretnames.moc"
