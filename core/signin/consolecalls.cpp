// SPDX-License-Identifier: Apache-2.0
#include "signin/consolecalls.h"

#include "base/tr.h"
#include "signin/way.h"
#include "transport/pause.h"

#include <QStringList>

namespace formwork::signin
{

using credentials::Credentials;

QCoro::Task<Reply> askConsole(QCborMap tokenInput, ProofKey key, asking::Target target, WirePtr wire,
                              transport::CancellationPtr cancellation)
{
    using namespace std::chrono_literals;
    const Result<model::OperationPtr> operation = operationOf(Call::CreateConsoleToken);
    if (!operation)
        co_return Reply{operation.error(), {}, {}};
    const bool isCode = tokenInput.contains(QLatin1StringView("code"));
    const int attempts = isCode ? 1 : 3;
    Reply reply;
    for (int attempt = 1; attempt <= attempts; ++attempt) {
        const Result<endpoint::Endpoint> endpoint =
            asking::endpointFor(*wire->environment, **operation, QCborValue(QCborMap()), target);
        if (!endpoint)
            co_return Reply{endpoint.error(), {}, {}};
        QString url = endpoint->url();
        if (url.endsWith(u'/'))
            url.chop(1);
        const QByteArray proof =
            key.proof(url + QStringLiteral("/v1/token"), wire->environment->clock->nowUtc(),
                      wire->environment->tokens->nextToken());
        const QCborMap input{{QStringLiteral("tokenInput"), tokenInput},
                             {QStringLiteral("proof"), QString::fromLatin1(proof)}};
        reply = co_await askUnsigned(wire, Call::CreateConsoleToken, input, target, 1, cancellation);
        if (!reply.error || !reply.error->retryable)
            break;
        co_await transport::pause(500ms * attempt, cancellation);
    }
    reply.output = reply.output.value(QLatin1StringView("tokenOutput")).toMap();
    co_return reply;
}

bool isConsoleOver(const Reply &reply)
{
    static const QStringList names{QStringLiteral("TOKEN_EXPIRED"), QStringLiteral("AUTHCODE_EXPIRED"),
                                   QStringLiteral("USER_CREDENTIALS_CHANGED"),
                                   QStringLiteral("INVALID_REQUEST")};
    return reply.error
        && (names.contains(reply.oauthError) || reply.error->httpStatus == 401
            || reply.error->httpStatus == 400)
        && reply.error->httpStatus != 429;
}

Vault::Name consoleName(const ConsoleSession &session)
{
    return Vault::Name::of(QLatin1StringView("login"), {session.arn});
}

Credentials consoleCredentials(const QCborMap &output, const QDateTime &now)
{
    const QCborMap token = output.value(QLatin1StringView("accessToken")).toMap();
    const auto text = [&](const char *name) { return token.value(QLatin1String(name)).toString(); };
    Credentials credentials{text("accessKeyId"), text("secretAccessKey"), text("sessionToken"),
                            typeName(Step::Login)};
    credentials.expiresAt = now.addSecs(output.value(QLatin1StringView("expiresIn")).toInteger());
    return credentials;
}

void addConsoleToken(QJsonObject &object, const Credentials &credentials, const QCborMap &output)
{
    object.insert(QStringLiteral("accessToken"),
                  QJsonObject{{QStringLiteral("accessKeyId"), credentials.accessKeyId},
                              {QStringLiteral("secretAccessKey"), credentials.secretAccessKey},
                              {QStringLiteral("sessionToken"), credentials.sessionToken},
                              {QStringLiteral("accountId"), credentials.accountId},
                              {QStringLiteral("expiresAt"), credentials.expiresAt.toString(Qt::ISODate)}});
    // Without another one the one that is there goes on; without any the session could not be read any more.
    const QString refreshToken = output.value(QLatin1StringView("refreshToken")).toString();
    if (!refreshToken.isEmpty())
        object.insert(QStringLiteral("refreshToken"), refreshToken);
}

} // namespace formwork::signin
