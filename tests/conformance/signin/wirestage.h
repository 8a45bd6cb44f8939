// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conformance/signin/vectors.h"
#include "core/signin/signinbench.h"
#include "signin/cachefiles.h"
#include "signin/obtaining.h"

#include <QTest>

namespace formwork::tests
{

using namespace formwork::signin;

inline QString text(const QJsonObject &object, const char *name)
{
    return object[QLatin1String(name)].toString();
}

inline http::Response json(const char *text) { return {200, {{"content-type", "application/json"}}, text}; }

inline QByteArray stsAnswer(const QByteArray &action, const QByteArray &keyId, const QByteArray &session)
{
    return "<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action
        + "Result><AssumedRoleUser><AssumedRoleId>AROA:" + session
        + "</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/r/" + session
        + "</Arn></AssumedRoleUser><Credentials><AccessKeyId>" + keyId
        + "</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>"
          "2126-01-02T03:04:05Z</Expiration></Credentials></"
        + action + "Result></" + action + "Response>";
}

// Answers as the server did that the vectors were recorded with.
class Recorded final : public transport::Transport
{
public:
    QCoro::Task<Result<http::Response>> send(http::Request request, transport::Timeouts,
                                             transport::CancellationPtr, transport::Streams) override
    {
        requests.append(request);
        co_return answerTo(request);
    }

    QList<http::Request> requests;

private:
    [[nodiscard]] static http::Response answerTo(const http::Request &request)
    {
        if (request.path == "/")
            return request.body.contains("AssumeRoleWithWebIdentity")
                ? http::Response{200, {}, stsAnswer("AssumeRoleWithWebIdentity", "ASIAWEB", "web")}
                : http::Response{200, {}, stsAnswer("AssumeRole", "ASIAROLE", "me")};
        if (request.path == "/latest/api/token")
            return {200, {}, "IMDSTOKEN"};
        if (request.path.endsWith("/security-credentials/"))
            return {200, {}, "myrole"};
        if (request.path.endsWith("/security-credentials/myrole"))
            return json(R"({"Code":"Success","AccessKeyId":"ASIAIMDS","SecretAccessKey":"s","Token":"t",)"
                        R"("Expiration":"2126-01-02T03:04:05Z"})");
        if (request.path == "/cont")
            return json(R"({"AccessKeyId":"ASIACONT","SecretAccessKey":"s","Token":"t","AccountId":"1",)"
                        R"("Expiration":"2126-01-02T03:04:05Z"})");
        if (request.path == "/federation/credentials")
            return json(R"({"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"s",)"
                        R"("sessionToken":"t","expiration":4923000000000}})");
        if (request.path == "/client/register")
            return json(R"({"clientId":"cid","clientSecret":"csec","clientSecretExpiresAt":4900000000})");
        if (request.path == "/device_authorization")
            return json(R"({"deviceCode":"dc","userCode":"ABCD-EFGH","verificationUri":"https://d-1/",)"
                        R"("verificationUriComplete":"https://d-1/?c","expiresIn":600,"interval":1})");
        return json(R"({"accessToken":"at","tokenType":"Bearer","expiresIn":28800,"refreshToken":"rt"})");
    }
};

// One program in a folder, as the vectors' setup says.
struct Stage {
    QTemporaryDir folder;
    Machine machine;
    std::shared_ptr<FixedClock> clock =
        std::make_shared<FixedClock>(QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC));
    std::shared_ptr<Recorded> transport = std::make_shared<Recorded>();
    std::shared_ptr<asking::Environment> environment = std::make_shared<asking::Environment>();
    SourcesPtr sources;

    explicit Stage(const QJsonObject &setup)
    {
        machine.root = folder.path();
        machine.environment.insert(QStringLiteral("HOME"), QStringLiteral("/h"));
        machine.environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
        const QJsonObject env = setup[QStringLiteral("env")].toObject();
        for (auto it = env.begin(); it != env.end(); ++it)
            machine.environment.insert(it.key(), placed(it.value().toString()));
        write(QStringLiteral("/d/tok.jwt"), "a.b.c\n");
        write(QStringLiteral("/d/ctok"), "filetoken");
        write(QStringLiteral("/h/.aws/config"), placed(text(setup, "config")).toUtf8());
        if (setup[QStringLiteral("cachedToken")].isObject())
            write(QStringLiteral("/h/.aws/sso/cache/") + ssoTokenFile(text(setup, "cachedTokenKey"), {}),
                  QJsonDocument(setup[QStringLiteral("cachedToken")].toObject()).toJson());
        environment->clock = clock;
        environment->tokens = std::make_shared<RandomTokenSource>();
        environment->transport = transport;
        environment->clockOffsets = std::make_shared<asking::ClockOffsets>();
        environment->retryQuota = std::make_shared<asking::RetryQuota>();
        environment->profiles = std::make_shared<credentials::ProfileStore>(
            folder.filePath(QStringLiteral("profiles.json")), credentials::memoryKeychain(),
            [] { return credentials::Credentials(); });
        sources = Sources::of(machine, clock);
        sources->environment = environment;
        sources->vault = std::make_shared<Vault>(folder.filePath(QStringLiteral("sessions")),
                                                 environment->profiles->keychain(), clock);
        sources->prompts.mfaCode =
            [code = text(setup, "mfaCodeTyped")](const MfaQuestion &) -> QCoro::Task<Result<QString>> {
            co_return code;
        };
    }

    void write(const QString &path, const QByteArray &content) const
    {
        const QString whole = machine.onDisk(path);
        QVERIFY(QDir().mkpath(QFileInfo(whole).path()));
        QFile file(whole);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    static QString placed(QString given)
    {
        return given.replace(QStringLiteral("ENDPOINT"), QStringLiteral("http://127.0.0.1:9"))
            .replace(QStringLiteral("DIR/"), QStringLiteral("/d/"));
    }
};

} // namespace formwork::tests
