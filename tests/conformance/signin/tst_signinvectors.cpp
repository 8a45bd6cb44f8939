// SPDX-License-Identifier: Apache-2.0
#include "conformance/signin/vectors.h"
#include "signin/authorize.h"
#include "signin/cachefiles.h"
#include "signin/dpop.h"
#include "signin/questions.h"
#include "signin/settings.h"
#include "signing/ecdsa.h"

#include <QTest>
#include <QUrl>

using namespace formwork;
using namespace formwork::signin;

namespace
{

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QString text(const QJsonObject &object, const char *name) { return object[QLatin1String(name)].toString(); }

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    for (const auto &entry : value.toArray())
        list.append(entry.toString());
    return list;
}

QString outcomeOfPaste(const QJsonObject &vector)
{
    const auto read = readPasted(text(vector, "pasted"));
    return read ? read->code + u' ' + read->state : QStringLiteral("error");
}

SharedFiles filesOf(const QString &config)
{
    return merged({QStringLiteral("/h/.aws/config"), config.toUtf8()},
                  {QStringLiteral("/h/.aws/credentials"), {}}, Dialect::Cli);
}

// The URL that would be called, or "error".
QString urlOf(const QJsonObject &vector)
{
    static const QHash<QString, Call> calls{{QStringLiteral("sts"), Call::AssumeRole},
                                            {QStringLiteral("sso"), Call::ListAccounts},
                                            {QStringLiteral("sso-oidc"), Call::RegisterClient},
                                            {QStringLiteral("signin"), Call::CreateConsoleToken}};
    static const QHash<QString, QString> paths{
        {QStringLiteral("sts"), QStringLiteral("/")},
        {QStringLiteral("sso"), QStringLiteral("/assignment/accounts")},
        {QStringLiteral("sso-oidc"), QStringLiteral("/client/register")},
        {QStringLiteral("signin"), QStringLiteral("/v1/token")}};
    Machine machine;
    const QJsonObject env = vector[QStringLiteral("env")].toObject();
    for (auto it = env.begin(); it != env.end(); ++it)
        machine.environment.insert(it.key(), it.value().toString());
    const SharedFiles files = filesOf(text(vector, "config"));
    const QString named = vector.contains(QStringLiteral("profileArgument")) ? text(vector, "profileArgument")
        : files.profile(QStringLiteral("a"))                                 ? QStringLiteral("a")
                                                                             : QStringLiteral("default");
    const Result<Settings> settings = settingsOf(files.profile(named), files, machine);
    if (!settings)
        return QStringLiteral("error");
    credentials::Profile profile;
    profile.kind = credentials::ProfileKind::Shared;
    const QString region = text(vector, "region");
    profile.region = region.isEmpty() ? settings->region : region;
    profile.endpointUrl = settings->endpointUrl;
    profile.serviceEndpoints = settings->serviceEndpoints;
    profile.fips = settings->fips;
    profile.dualStack = settings->dualStack;
    const QString service = text(vector, "service");
    const auto operation = operationOf(calls.value(service));
    const asking::Target target =
        service == u"sts" ? roleTarget(profile) : consoleTarget(profile, {{}, profile.region, {}});
    const auto endpoint = operation ? asking::endpointFor({}, **operation, QCborValue(QCborMap()), target)
                                    : Result<endpoint::Endpoint>(std::unexpected(operation.error()));
    if (!endpoint)
        return QStringLiteral("error");
    QString url = endpoint->url();
    if (url.endsWith(u'/'))
        url.chop(1);
    return url + paths.value(service);
}

} // namespace

class TestSignInVectors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void authorizeUrls()
    {
        VECTORS_OR_SKIP(document, "signin/aws-cli-2.36.7/authorize.json");
        for (const auto &entry : vectors::cases(*document)) {
            const QJsonObject vector = entry.toObject();
            const QJsonObject expect = vector[QStringLiteral("expect")].toObject();
            const QString kind = text(vector, "kind");
            const QByteArray verifier = text(vector, "codeVerifier").toLatin1();
            const QByteArray name = text(vector, "name").toUtf8();
            if (kind == u"verification-code") {
                const QString wanted = expect.contains(QStringLiteral("error"))
                    ? QStringLiteral("error")
                    : text(expect, "code") + u' ' + text(expect, "state");
                QVERIFY2(outcomeOfPaste(vector) == wanted, name.constData());
                continue;
            }
            QVERIFY2(challengeOf(verifier) == text(expect, "codeChallenge").toLatin1(), name.constData());
            if (kind == u"pkce")
                continue;
            const QString region = text(vector, "region");
            const auto operation = operationOf(kind == u"sso" ? Call::CreateToken : Call::CreateConsoleToken);
            QVERIFY(operation);
            const auto base = asking::endpointFor({}, **operation, QCborValue(QCborMap()),
                                                  consoleTarget({}, {{}, region, {}}));
            QVERIFY(base);
            const QString back = kind == u"sso" ? QStringLiteral("http://127.0.0.1:%1/oauth/callback")
                                                      .arg(vector[QStringLiteral("port")].toInt())
                                                : text(vector, "redirectUri");
            const Authorization authorization{base->url(), text(vector, "clientId"), back,
                                              text(vector, "state"), verifier};
            QStringList scopes = texts(vector[QStringLiteral("scopes")]);
            if (scopes.isEmpty())
                scopes.append(QStringLiteral("sso:account:access"));
            const QUrl url = kind == u"sso" ? centerAuthorizeUrl(authorization, scopes)
                                            : consoleAuthorizeUrl(authorization);
            QCOMPARE(QString::fromLatin1(url.toEncoded()), text(expect, "url"));
        }
    }

    void cacheKeys()
    {
        VECTORS_OR_SKIP(document, "signin/aws-cli-2.36.7/cache-keys.json");
        for (const auto &entry : vectors::cases(*document)) {
            const QJsonObject vector = entry.toObject();
            const QString kind = text(vector, "kind");
            QString file;
            if (kind == u"login")
                file = loginFile(text(vector, "loginSession"));
            else if (kind == u"sso-token")
                file = ssoTokenFile(text(vector, "ssoSession"), text(vector, "startUrl"));
            else if (kind == u"sso-registration")
                file = ssoRegistrationFile({text(vector, "ssoSession"),
                                            text(vector, "startUrl"),
                                            text(vector, "region"),
                                            texts(vector[QStringLiteral("scopes")]),
                                            false,
                                            {}});
            else if (kind == u"sso-role")
                file = ssoRoleFile({text(vector, "ssoSession"),
                                    text(vector, "startUrl"),
                                    {},
                                    text(vector, "accountId"),
                                    text(vector, "roleName")});
            else {
                const QJsonObject args = vector[QStringLiteral("args")].toObject();
                RoleHop hop;
                hop.roleArn = text(vector, "roleArn");
                hop.sessionName = text(args, "RoleSessionName");
                hop.externalId = text(args, "ExternalId");
                hop.mfaSerial = text(args, "SerialNumber");
                if (args.contains(QStringLiteral("DurationSeconds")))
                    hop.durationSeconds = args[QStringLiteral("DurationSeconds")].toInt();
                file = roleFile(hop);
            }
            QVERIFY2(file == text(vector, "file"), qPrintable(text(vector, "name") + u' ' + file));
        }
    }

    void startUrls()
    {
        VECTORS_OR_SKIP(document, "signin/aws-cli-2.36.7/start-urls.json");
        for (const auto &entry : vectors::cases(*document)) {
            const QJsonObject vector = entry.toObject();
            const QJsonObject expect = vector[QStringLiteral("expect")].toObject();
            const QByteArray name = text(vector, "name").toUtf8();
            if (vector.contains(QStringLiteral("host"))) {
                const PortalHost host = portalHost(text(vector, "host"));
                QVERIFY2(host.isOfAws == expect[QStringLiteral("awsOwned")].toBool(), name.constData());
                if (host.isOfAws)
                    QVERIFY2(host.region == text(expect, "region"), name + ' ' + host.region.toUtf8());
            } else if (vector.contains(QStringLiteral("url"))) {
                QCOMPARE(normalisedUrl(text(vector, "url")), text(expect, "normalised"));
            } else {
                QVERIFY2(checkStartUrl(text(vector, "startUrl")).has_value()
                             == !expect.contains(QStringLiteral("error")),
                         name.constData());
            }
        }
    }

    void proofs()
    {
        VECTORS_OR_SKIP(document, "signin/aws-cli-2.36.7/dpop.json");
        for (const auto &entry : vectors::cases(*document)) {
            const QJsonObject vector = entry.toObject();
            const QJsonObject expect = vector[QStringLiteral("expect")].toObject();
            const auto key = ProofKey::fromPem(text(vector, "privateKeyPem").toLatin1());
            QVERIFY(key);
            const QByteArray proof =
                key->proof(text(vector, "htu"),
                           QDateTime::fromSecsSinceEpoch(vector[QStringLiteral("iat")].toInteger(), Qt::UTC),
                           text(vector, "jti"));
            const QByteArrayList parts = proof.split('.');
            QCOMPARE(parts.size(), 3);
            QCOMPARE(QString::fromLatin1(parts[0]), text(expect, "headerSegment"));
            QCOMPARE(QString::fromLatin1(parts[1]), text(expect, "payloadSegment"));
            const QByteArray raw = QByteArray::fromBase64(parts[2], kBase64Url);
            QCOMPARE(raw.size(), 64);
            const auto integer = [](QByteArray bytes) {
                while (bytes.size() > 1 && bytes[0] == 0)
                    bytes.remove(0, 1);
                if (bytes[0] & 0x80)
                    bytes.prepend('\0');
                return QByteArray("\x02") + char(bytes.size()) + bytes;
            };
            const QByteArray both = integer(raw.first(32)) + integer(raw.last(32));
            QVERIFY(signing::isEcdsaSignature(key->publicPoint(), parts[0] + '.' + parts[1],
                                              QByteArray("\x30") + char(both.size()) + both));
            for (const QString &name : expect.keys()) {
                if (name.contains(QLatin1String("thumbprint"), Qt::CaseInsensitive))
                    QCOMPARE(QString::fromLatin1(key->thumbprint()), expect[name].toString());
            }
        }
    }

    void endpoints()
    {
        VECTORS_OR_SKIP(document, "signin/aws-cli-2.36.7/endpoints.json");
        for (const auto &entry : vectors::cases(*document)) {
            const QJsonObject vector = entry.toObject();
            const QJsonObject expect = vector[QStringLiteral("expect")].toObject();
            const QString wanted =
                expect.contains(QStringLiteral("error")) ? QStringLiteral("error") : text(expect, "url");
            const QString got = urlOf(vector);
            QVERIFY2(got == wanted,
                     qPrintable(text(vector, "name") + QStringLiteral(": ") + got + QStringLiteral(" for ")
                                + wanted));
        }
    }

    void configuredEndpoints()
    {
        VECTORS_OR_SKIP(document, "signin/botocore/configured-endpoint-urls.json");
        const QJsonObject suite =
            document->object()[QStringLiteral("testSuites")].toArray().first().toObject();
        const auto part = [&](const char *group, const QString &name) {
            return suite[QLatin1String(group)].toObject()[name].toObject();
        };
        for (const auto &entry : suite[QStringLiteral("endpointUrlTests")].toArray()) {
            const QJsonObject vector = entry.toObject();
            QString config = QStringLiteral("[profile p]\n");
            const QJsonObject values = part("profiles", text(vector, "profile"));
            for (auto it = values.begin(); it != values.end(); ++it)
                config += it.key() + u'=' + it.value().toString() + u'\n';
            const QJsonObject sections = suite[QStringLiteral("services")].toObject();
            for (auto it = sections.begin(); it != sections.end(); ++it) {
                config += QStringLiteral("[services %1]\n").arg(it.key());
                const QJsonObject services = it.value().toObject();
                for (auto one = services.begin(); one != services.end(); ++one)
                    config += one.key() + QStringLiteral(" =\n  endpoint_url = ")
                        + text(one.value().toObject(), "endpoint_url") + u'\n';
            }
            Machine machine;
            const QJsonObject env = part("environments", text(vector, "environment"));
            for (auto it = env.begin(); it != env.end(); ++it)
                machine.environment.insert(it.key(), it.value().toString());
            const QJsonObject client = part("client_configs", text(vector, "client_config"));
            if (client[QStringLiteral("ignore_configured_endpoint_urls")].toBool())
                machine.environment.insert(QStringLiteral("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"),
                                           QStringLiteral("true"));
            const SharedFiles files = filesOf(config);
            const auto settings = settingsOf(files.profile(QStringLiteral("p")), files, machine);
            QVERIFY2(settings, qPrintable(text(vector, "name")));
            credentials::Profile profile;
            profile.endpointUrl = settings->endpointUrl;
            profile.serviceEndpoints = settings->serviceEndpoints;
            const QString given = text(client, "endpoint_url");
            const QString service = text(vector, "service");
            const QString configured = given.isEmpty() ? profile.endpointOf(service) : given;
            const QString wanted = text(vector[QStringLiteral("output")].toObject(), "endpointUrl");
            const bool isPlain = wanted.endsWith(u"fake-region-10.amazonaws.com");
            QVERIFY2(configured == (isPlain ? QString() : wanted),
                     qPrintable(text(vector, "name") + QStringLiteral(": ") + configured));
        }
    }
};

QTEST_GUILESS_MAIN(TestSignInVectors)
#include "tst_signinvectors.moc"
