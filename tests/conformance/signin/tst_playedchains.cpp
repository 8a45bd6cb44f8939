// SPDX-License-Identifier: Apache-2.0
#include "conformance/signin/playedtransport.h"
#include "conformance/signin/vectors.h"
#include "core/awaiting.h"
#include "signin/metadatarequest.h"
#include "signin/obtaining.h"
#include "signin/sources.h"

#include "signin/settings.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::signin;
using namespace formwork::tests;

namespace
{

class Tokens final : public TokenSource
{
public:
    [[nodiscard]] QString nextToken() override { return QStringLiteral("token"); }
    [[nodiscard]] double nextFraction() override { return 0; }
};

// Where this product differs from the recorded one on purpose.
const QHash<QString, QString> &justified()
{
    static const QHash<QString, QString> reasons{
        {QStringLiteral("e2e_fips_and_dual_stack_sso"),
         QStringLiteral("no FIPS names of Identity Center exist outside GovCloud")},
        {QStringLiteral("credential_process"),
         QStringLiteral("its command needs a shell, which is not used")},
        {QStringLiteral("imds_token_fail"),
         QStringLiteral("as the AWS CLI, version 1 is tried after HTTP 403")},
        {QStringLiteral("profile_overrides_web_identity"),
         QStringLiteral("as for the AWS CLI, the environment's web identity wins")}};
    return reasons;
}

QJsonDocument jsonIn(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
}

QByteArray play(const QString &folder, bool isProfileStep)
{
    const QJsonObject result =
        jsonIn(folder + QStringLiteral("/test-case.json")).object()[QStringLiteral("result")].toObject();
    const QJsonObject ok = result[QStringLiteral("Ok")].toObject();
    Machine machine;
    const QTemporaryDir copy; // renewing writes
    vectors::copyFolder(folder + QStringLiteral("/fs"), copy.path());
    machine.root = copy.path();
    const QJsonObject variables = jsonIn(folder + QStringLiteral("/env.json")).object();
    for (auto it = variables.begin(); it != variables.end(); ++it)
        machine.environment.insert(it.key(), it.value().toString());
    machine.environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));

    const qint64 expiry = ok[QStringLiteral("expiry")].toInteger();
    const auto clock =
        std::make_shared<FixedClock>(expiry > 0 ? QDateTime::fromSecsSinceEpoch(expiry - 3600, Qt::UTC)
                                                : QDateTime(QDate(2021, 1, 1), QTime(0, 0), Qt::UTC));
    const auto transport = std::make_shared<played::PlayedTransport>(
        played::exchangesOf(jsonIn(folder + QStringLiteral("/http-traffic.json"))));
    const auto environment = std::make_shared<asking::Environment>();
    environment->clock = clock;
    environment->tokens = std::make_shared<Tokens>();
    environment->transport = transport;
    environment->clockOffsets = std::make_shared<asking::ClockOffsets>();
    environment->retryQuota = std::make_shared<asking::RetryQuota>();
    const SourcesPtr sources = Sources::of(machine, clock);
    sources->environment = environment;
    const WirePtr wire = sources->wire();

    const SharedFiles files = loadSharedFiles(machine);
    Result<Choice> choice = choose(machine, {});
    if (choice && isProfileStep)
        choice = Choice{choice->profile.isEmpty() ? QStringLiteral("default") : choice->profile, true, {}};
    const Result<Way> way = choice ? findWay({files, machine, *choice, !isProfileStep, clock->nowUtc()})
                                   : std::unexpected(choice.error());
    Result<credentials::Credentials> got =
        way ? Result<credentials::Credentials>() : std::unexpected(way.error());
    if (way) {
        credentials::Profile profile;
        profile.kind = credentials::ProfileKind::Shared;
        profile.name = QStringLiteral("default");
        const Result<Settings> settings =
            settingsOf(files.profile(choice->profile.isEmpty() ? QStringLiteral("default") : choice->profile),
                       files, machine);
        if (settings) {
            profile.region = settings->region;
            profile.endpointUrl = settings->endpointUrl;
            profile.serviceEndpoints = settings->serviceEndpoints;
            profile.fips = settings->fips;
            profile.dualStack = settings->dualStack;
            // Plain http is refused but to this machine; the recordings use it for names that are none.
            const auto sealed = [](QString url) {
                return url.replace(QStringLiteral("http://aws."), QStringLiteral("https://aws."));
            };
            profile.endpointUrl = sealed(profile.endpointUrl);
            for (QString &url : profile.serviceEndpoints)
                url = sealed(url);
        }
        got = await(follow(*way, profile, wire));
    }
    if (got.has_value() != result.contains(QStringLiteral("Ok")))
        return got
            ? "should fail"
            : "failed: " + got.error().sentence().toUtf8() + transport->differences.join(u'\n').toUtf8();
    if (!got)
        return {};
    if (!transport->differences.isEmpty())
        return transport->differences.join(u'\n').toUtf8();
    const auto text = [&](const char *key) { return ok[QLatin1String(key)].toString(); };
    if (got->accessKeyId != text("access_key_id") || got->secretAccessKey != text("secret_access_key")
        || got->sessionToken != text("session_token"))
        return "other keys: " + got->accessKeyId.toUtf8();
    if (!text("account_id").isEmpty() && got->accountId != text("account_id"))
        return "other account: " + got->accountId.toUtf8();
    if (expiry > 0 && got->expiresAt.toSecsSinceEpoch() != expiry)
        return "other expiry: " + got->expiresAt.toString(Qt::ISODate).toUtf8();
    return transport->left() > 0 ? QByteArray("asked too little") : QByteArray();
}

} // namespace

class TestPlayedChains : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void credentials_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("isProfileStep");
        QDir root(vectors::folder() + QStringLiteral("signin"));
        if (qEnvironmentVariableIsEmpty("FORMWORK_SHARED") || !root.exists())
            QSKIP("No vectors here: set FORMWORK_SHARED to a folder that has conformance/signin.");
        for (const char *set : {"smithy-rs/default-credential-provider-chain", "smithy-rs/profile-provider",
                                "aws-sdk-kotlin/default-provider-chain"}) {
            const QString path = root.filePath(QLatin1String(set));
            for (const QString &name : QDir(path).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
                QTest::newRow(qPrintable(QLatin1String(set).first(9) + u' ' + name))
                    << path + u'/' + name << path.endsWith(u"profile-provider");
        }
    }

    void credentials()
    {
        QFETCH(QString, folder);
        QFETCH(bool, isProfileStep);
        const QString name = folder.section(u'/', -1);
        const QByteArray fault = play(folder, isProfileStep);
        if (justified().contains(name))
            QSKIP(qPrintable(QStringLiteral("differs on purpose: ") + justified().value(name)));
        QVERIFY2(fault.isEmpty(), fault.constData());
    }

    void containerUrls()
    {
        VECTORS_OR_SKIP(document, "signin/aws-cli-2.36.7/container-urls.json");
        for (const auto &entry : document->array()) {
            const QJsonObject test = entry.toObject();
            Machine machine;
            for (const QString &key : test.keys()) {
                if (key.startsWith(QStringLiteral("AWS_")))
                    machine.environment.insert(key, test[key].toString());
            }
            const QByteArray name = test[QStringLiteral("name")].toString().toUtf8();
            const QString url = test[QStringLiteral("expect")].toObject()[QStringLiteral("url")].toString();
            const Result<http::Request> request = containerRequest(machine);
            QVERIFY2(request.has_value() == !url.isEmpty(), name.constData());
            if (request)
                QVERIFY2(QUrl(QString::fromLatin1(request->url()))
                                 .matches(QUrl(url), QUrl::NormalizePathSegments | QUrl::StripTrailingSlash)
                             || QString::fromLatin1(request->url()) == url + u'/',
                         name + request->url());
        }
    }

    void containersOfTheSdks()
    {
        VECTORS_OR_SKIP(document, "signin/smithy-rs/ecs-tests.json");
        for (const auto &entry : document->object()[QStringLiteral("tests")].toArray()) {
            const QJsonObject test = entry.toObject();
            Machine machine;
            const QJsonObject variables = test[QStringLiteral("env")].toObject();
            for (auto it = variables.begin(); it != variables.end(); ++it)
                machine.environment.insert(it.key(), it.value().toString());
            const QByteArray name = test[QStringLiteral("docs")].toString().toUtf8();
            const QString url = test[QStringLiteral("result")].toObject()[QStringLiteral("Ok")].toString();
            const Result<http::Request> request = containerRequest(machine);
            QVERIFY2(request.has_value() == !url.isEmpty(), name.constData());
            QVERIFY2(!request || QString::fromLatin1(request->url()) == url, name.constData());
        }
    }

    void containerRequests()
    {
        VECTORS_OR_SKIP(document, "signin/aws-sdk-ruby/ecs_credentials_request.json");
        QTemporaryDir folder;
        for (const auto &entry : document->array()) {
            const QJsonObject test = entry.toObject();
            Machine machine;
            machine.root = folder.path();
            const QJsonObject variables = test[QStringLiteral("env")].toObject();
            for (auto it = variables.begin(); it != variables.end(); ++it)
                machine.environment.insert(it.key(), it.value().toString());
            const QJsonObject token = test[QStringLiteral("token_file")].toObject();
            const QString path = machine.onDisk(
                variables[QStringLiteral("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")].toString());
            if (token[QStringLiteral("type")] == QStringLiteral("success")) {
                QVERIFY(QDir().mkpath(path.section(u'/', 0, -2)));
                QFile file(path);
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(token[QStringLiteral("content")].toString().toUtf8());
            }
            const QByteArray name = test[QStringLiteral("description")].toString().toUtf8();
            const QJsonObject expect = test[QStringLiteral("expect")].toObject();
            const Result<http::Request> request = containerRequest(machine);
            QVERIFY2(request.has_value() == (expect[QStringLiteral("type")] == QStringLiteral("success")),
                     name.constData());
            if (!request)
                continue;
            const QJsonObject wanted = expect[QStringLiteral("request")].toObject();
            QVERIFY2(QString::fromLatin1(request->url()) == wanted[QStringLiteral("uri")].toString(),
                     name.constData());
            QVERIFY2(QString::fromUtf8(request->headers.value("Authorization"))
                         == wanted[QStringLiteral("headers")]
                                .toObject()[QStringLiteral("Authorization")]
                                .toString(),
                     name.constData());
        }
    }

    void metadataEndpoints()
    {
        VECTORS_OR_SKIP(document, "signin/smithy-rs/imds-config/imds-endpoint-tests.json");
        for (const auto &entry : document->object()[QStringLiteral("tests")].toArray()) {
            const QJsonObject test = entry.toObject();
            if (test.contains(QStringLiteral("mode_override"))
                || test.contains(QStringLiteral("endpoint_override")))
                continue; // settings of a program
            Machine machine;
            const QJsonObject variables = test[QStringLiteral("env")].toObject();
            for (auto it = variables.begin(); it != variables.end(); ++it)
                machine.environment.insert(it.key(), it.value().toString());
            const QJsonObject fs = test[QStringLiteral("fs")].toObject();
            const FileBytes config{QStringLiteral("config"),
                                   fs[QStringLiteral("config")].toString().toUtf8()};
            const SharedFiles files =
                merged(config, {QStringLiteral("credentials"), std::nullopt}, Dialect::Cli);
            const Result<QString> base = metadataBase(machine, files.profile(QStringLiteral("default")));
            const QJsonObject result = test[QStringLiteral("result")].toObject();
            const QByteArray name = test[QStringLiteral("docs")].toString().toUtf8();
            QVERIFY2(base.has_value() == result.contains(QStringLiteral("Ok")), name.constData());
            if (base)
                QCOMPARE(*base + QStringLiteral("/latest/api/token"),
                         result[QStringLiteral("Ok")].toString());
        }
    }
};

QTEST_GUILESS_MAIN(TestPlayedChains)
#include "tst_playedchains.moc"
