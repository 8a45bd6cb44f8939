// SPDX-License-Identifier: Apache-2.0
#include "signin/metadataprovider.h"

#include "base/tr.h"
#include "signin/credentialdocument.h"
#include "signin/metadatarequest.h"
#include "signin/sharedfiles.h"
#include "transport/pause.h"
#include "transport/transport.h"

#include <QJsonDocument>

namespace formwork::signin
{

using credentials::Credentials;
using WirePtr = std::shared_ptr<const Wire>;

namespace
{

constexpr int kContainerAttempts = 3;
constexpr transport::Timeouts kContainerTimeouts{std::chrono::seconds(2), std::chrono::seconds(2)};
constexpr std::chrono::seconds kContainerPause{1};

std::unexpected<Error> wrong(const QString &message, const QString &advice)
{
    return failure(Phase::Credentials, QStringLiteral("MetadataFailed"), message, advice);
}

std::unexpected<Error> noInstance(const QString &what)
{
    return wrong(
        Tr::tr("The instance's metadata gave no credentials: %1.").arg(what),
        Tr::tr("On an EC2 instance, attach a role to it; elsewhere set AWS_EC2_METADATA_DISABLED=true or use "
               "another source."));
}

Result<Credentials> readContainer(const http::Response &response)
{
    if (response.status != 200)
        return wrong(Tr::tr("it answered with HTTP %1").arg(response.status), {});
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    if (!document.isObject())
        return wrong(Tr::tr("its answer is not a JSON object"), {});
    Result<Credentials> credentials = credentialsOf(document.object(), containerForm());
    if (!credentials)
        return wrong(Tr::tr("its answer %1").arg(credentials.error().message), {});
    credentials->source = typeName(Step::Container);
    return credentials;
}

// The answer to one question, with the token if there is one.
QCoro::Task<Result<http::Response>> askInstance(QString url, QByteArray method, QByteArray token,
                                                MetadataLimits limits, WirePtr wire)
{
    Result<http::Request> request = requestTo(url, method);
    if (!request)
        co_return std::unexpected(request.error());
    if (method == "PUT")
        request->headers.append("x-aws-ec2-metadata-token-ttl-seconds", "21600");
    else if (!token.isEmpty())
        request->headers.append("x-aws-ec2-metadata-token", token);
    const http::Request sent = *request;
    const transport::Timeouts timeouts{limits.timeout, limits.timeout};
    Result<http::Response> response = http::Response();
    for (int attempt = 0; attempt < limits.attempts; ++attempt) {
        response = co_await wire->environment->transport->send(sent, timeouts, nullptr);
        const bool isAnswer = response && response->status == 200 && !response->body.trimmed().isEmpty();
        const bool isRefusedToken = method == "PUT" && (response || response.error().phase == Phase::Send);
        if (isAnswer || isRefusedToken)
            break;
    }
    co_return response;
}

Result<Credentials> readInstance(const http::Response &response, const QDateTime &now)
{
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    if (response.status != 200 || !document.isObject())
        return noInstance(Tr::tr("HTTP %1").arg(response.status));
    const QString code = document.object().value(QStringLiteral("Code")).toString(QStringLiteral("Success"));
    if (code != u"Success")
        return noInstance(code.left(80));
    Result<Credentials> credentials = credentialsOf(document.object(), metadataForm());
    if (!credentials)
        return noInstance(Tr::tr("the answer %1").arg(credentials.error().message));
    // The service may be behind; what it gave last still works.
    constexpr qint64 moment = 15 * 60;
    if (credentials->expiresAt < now.addSecs(moment))
        credentials->expiresAt = now.addSecs(moment + 120);
    credentials->source = typeName(Step::InstanceMetadata);
    return credentials;
}

} // namespace

QCoro::Task<Result<Credentials>> fromContainer(WirePtr wire)
{
    const Result<http::Request> request = containerRequest(wire->machine);
    if (!request)
        co_return std::unexpected(request.error());
    transport::Streams streams;
    streams.isDirect = true; // the token that goes with it is no proxy's business
    Result<Credentials> credentials = wrong({}, {});
    for (int attempt = 0; attempt < kContainerAttempts; ++attempt) {
        if (attempt > 0)
            co_await transport::pause(kContainerPause, nullptr);
        const Result<http::Response> response =
            co_await wire->environment->transport->send(*request, kContainerTimeouts, nullptr, streams);
        credentials = response ? readContainer(*response) : std::unexpected(response.error());
        if (credentials)
            co_return credentials;
    }
    co_return wrong(Tr::tr("The container's endpoint %1 gave no credentials: %2.")
                        .arg(QString::fromLatin1(request->authority), credentials.error().message),
                    Tr::tr("AWS_CONTAINER_CREDENTIALS_* are set; unset them where this is no container."));
}

QCoro::Task<Result<Credentials>> fromInstance(QString profileName, WirePtr wire)
{
    const SharedFiles files = loadSharedFiles(wire->machine);
    const SharedProfile *profile = files.profile(profileName);
    const Result<QString> base = metadataBase(wire->machine, profile);
    if (!base)
        co_return std::unexpected(base.error());
    const Result<MetadataLimits> limits = metadataLimits(wire->machine, profile);
    if (!limits)
        co_return std::unexpected(limits.error());
    const QByteArray put = "PUT";
    const QByteArray get = "GET";
    const QByteArray none;
    const Result<http::Response> token =
        co_await askInstance(*base + QStringLiteral("/latest/api/token"), put, none, *limits, wire);
    if (!token && token.error().phase != Phase::Send)
        co_return noInstance(Tr::tr("it cannot be reached"));
    const bool hasToken = token && token->status == 200;
    if (token && token->status == 400)
        co_return noInstance(Tr::tr("it gives no token"));
    if (!hasToken && isVersionOneDisabled(wire->machine, profile))
        co_return noInstance(Tr::tr("it gives no token, and version 1 is disabled"));
    const QByteArray header = hasToken ? token->body.trimmed() : none;
    const QString roles = *base + QStringLiteral("/latest/meta-data/iam/security-credentials/");
    const Result<http::Response> role = co_await askInstance(roles, get, header, *limits, wire);
    if (!role || role->status != 200 || role->body.trimmed().isEmpty())
        co_return noInstance(role ? Tr::tr("no role is attached (HTTP %1)").arg(role->status)
                                  : Tr::tr("it cannot be reached"));
    const QString roleName = QString::fromUtf8(role->body.trimmed()).section(u'\n', 0, 0);
    const Result<http::Response> answer = co_await askInstance(roles + roleName, get, header, *limits, wire);
    if (!answer)
        co_return noInstance(Tr::tr("it cannot be reached"));
    co_return readInstance(*answer, wire->environment->clock->nowUtc());
}

} // namespace formwork::signin
