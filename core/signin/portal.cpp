// SPDX-License-Identifier: Apache-2.0
#include "signin/centersignin.h"

#include "base/tr.h"
#include "signin/obtaining.h"
#include "signin/starturl.h"
#include "transport/pause.h"

#include <QCborArray>

namespace formwork::signin
{

using credentials::Profile;

namespace
{

constexpr int kPageSize = 100;

void tell(const Wire &wire)
{
    if (wire.sessionsChanged)
        wire.sessionsChanged();
}

// The portal throttles early: whoever lists hundreds asks slowly, a question after the other.
QCoro::Task<Reply> askPatiently(Call call, QCborMap input, asking::Target target, WirePtr wire,
                                transport::CancellationPtr cancellation)
{
    using namespace std::chrono_literals;
    Reply reply;
    for (auto delay = 500ms; delay <= 8s; delay *= 2) {
        reply = co_await askUnsigned(wire, call, input, target, 0, cancellation);
        const bool isThrottled = reply.error && reply.error->httpStatus == 429;
        if (!isThrottled || (cancellation && cancellation->isCancelled()))
            break;
        co_await transport::pause(delay, cancellation);
    }
    co_return reply;
}

} // namespace

QCoro::Task<Result<QCborMap>> askPortal(Call call, QCborMap input, IdentityCenter center, Profile profile,
                                        WirePtr wire, transport::CancellationPtr cancellation)
{
    for (int attempt = 0;; ++attempt) {
        const Result<SsoToken> token = co_await currentToken(center, profile, wire);
        if (!token)
            co_return std::unexpected(token.error());
        input[QLatin1StringView("accessToken")] = token->accessToken;
        const asking::Target target = centerTarget(profile, whereItWasGot(center, *token));
        const Reply reply = co_await askPatiently(call, input, target, wire, cancellation);
        if (!reply.error)
            co_return reply.output;
        if (reply.error->httpStatus != 401)
            co_return std::unexpected(*reply.error);
        callOver(*token, *wire);
        tell(*wire);
        if (attempt > 0) {
            const Result<SsoToken> other = co_await currentToken(center, profile, wire);
            if (!other)
                co_return std::unexpected(other.error());
            co_return std::unexpected(*reply.error);
        }
    }
}

QCoro::Task<Result<PageOf<PortalAccount>>> listAccounts(IdentityCenter center, Profile profile, QString next,
                                                        WirePtr wire, transport::CancellationPtr cancellation)
{
    QCborMap input{{QStringLiteral("maxResults"), kPageSize}};
    if (!next.isEmpty())
        input.insert(QStringLiteral("nextToken"), next);
    const Result<QCborMap> output =
        co_await askPortal(Call::ListAccounts, input, center, profile, wire, cancellation);
    if (!output)
        co_return std::unexpected(output.error());
    PageOf<PortalAccount> page;
    page.next = output->value(QLatin1StringView("nextToken")).toString();
    const QCborArray accounts = output->value(QLatin1StringView("accountList")).toArray();
    for (const auto &entry : accounts) {
        const QCborMap account = entry.toMap();
        const auto text = [&](const char *name) { return account.value(QLatin1String(name)).toString(); };
        page.items.append({text("accountId"), text("accountName"), text("emailAddress")});
    }
    co_return page;
}

QCoro::Task<Result<PageOf<QString>>> listRoles(IdentityCenter center, Profile profile, QString accountId,
                                               QString next, WirePtr wire,
                                               transport::CancellationPtr cancellation)
{
    QCborMap input{{QStringLiteral("maxResults"), kPageSize}, {QStringLiteral("accountId"), accountId}};
    if (!next.isEmpty())
        input.insert(QStringLiteral("nextToken"), next);
    const Result<QCborMap> output =
        co_await askPortal(Call::ListAccountRoles, input, center, profile, wire, cancellation);
    if (!output) {
        Error error = output.error();
        if (error.httpStatus == 403 || error.httpStatus == 404) {
            error.code = QStringLiteral("AccessLost");
            error.message = Tr::tr("You no longer have access to the account %1.").arg(accountId);
            error.advice = Tr::tr("Ask whoever assigns accounts in Identity Center.");
        }
        co_return std::unexpected(error);
    }
    PageOf<QString> page;
    page.next = output->value(QLatin1StringView("nextToken")).toString();
    const QCborArray roles = output->value(QLatin1StringView("roleList")).toArray();
    for (const auto &entry : roles)
        page.items.append(entry.toMap().value(QLatin1StringView("roleName")).toString());
    co_return page;
}

QCoro::Task<Result<void>> signOutAt(IdentityCenter center, Profile profile, WirePtr wire)
{
    const std::optional<QJsonObject> kept = co_await Vault::read(wire->vault, tokenName(center));
    const std::optional<SsoToken> token = kept ? tokenIn(*kept) : std::nullopt;
    wire->vault->remove(tokenName(center));
    wire->vault->removeAll(sessionKind(center));
    if (wire->cache)
        wire->cache->clear();
    if (token) { // what the portal says to it changes nothing: it is forgotten either way
        callOver(*token, *wire);
        const QCborMap input{{QStringLiteral("accessToken"), token->accessToken}};
        const asking::Target target = centerTarget(profile, whereItWasGot(center, *token));
        const Reply reply = co_await askUnsigned(wire, Call::Logout, input, target, 1);
        Q_UNUSED(reply);
    }
    tell(*wire);
    co_return Result<void>();
}

} // namespace formwork::signin
