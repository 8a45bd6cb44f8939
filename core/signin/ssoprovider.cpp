// SPDX-License-Identifier: Apache-2.0
#include "signin/ssoprovider.h"

#include "base/tr.h"
#include "signin/cachefiles.h"
#include "signin/centersignin.h"

namespace formwork::signin
{

using credentials::Credentials;
using credentials::Profile;

namespace
{

constexpr qint64 kLeast = 15 * 60; // seconds that what the AWS CLI has must last

Result<Credentials> read(const QCborMap &output, const SsoRole &role)
{
    const QCborMap given = output.value(QLatin1StringView("roleCredentials")).toMap();
    const auto text = [&](const char *key) { return given.value(QLatin1StringView(key)).toString(); };
    Credentials credentials{text("accessKeyId"), text("secretAccessKey"), text("sessionToken"),
                            typeName(Step::Sso)};
    credentials.expiresAt =
        QDateTime::fromMSecsSinceEpoch(given.value(QLatin1StringView("expiration")).toInteger(), Qt::UTC);
    credentials.accountId = role.accountId;
    if (credentials.isEmpty())
        return failure(Phase::Parse, QStringLiteral("BadDocument"),
                       Tr::tr("Identity Center answered without credentials."));
    return credentials;
}

std::unexpected<Error> refused(Error error, const Way &way)
{
    if (error.httpStatus == 403 || error.httpStatus == 404) {
        error.code = QStringLiteral("AccessLost");
        error.message =
            Tr::tr("Identity Center does not give the role %1 in the account %2 to you (profile “%3”, %4).")
                .arg(way.sso.roleName, way.sso.accountId, way.profile, way.place);
        error.advice = Tr::tr("Check the name of the role and the account, or ask whoever assigns them.");
    }
    return std::unexpected(error);
}

// The AWS CLI keeps those of a profile itself, not of one that is a role's source.
std::optional<Credentials> ofCli(const Way &way, const Wire &wire)
{
    const std::optional<Credentials> cached =
        way.roles.isEmpty() ? cachedRole(wire.machine, way.sso) : std::nullopt;
    const bool isGood = cached && wire.environment->clock->nowUtc().secsTo(cached->expiresAt) >= kLeast
        && !wire.remembered->refusedKeys.contains(cached->accessKeyId);
    return isGood ? cached : std::nullopt;
}

} // namespace

QCoro::Task<Result<Credentials>> fromSso(Way way, Profile profile, std::shared_ptr<const Wire> wire)
{
    if (const std::optional<Credentials> cached = ofCli(way, *wire))
        co_return *cached;
    IdentityCenter center = centerOf(way.sso, profile);
    center.profile = way.profile;
    const QCborMap input{{QStringLiteral("roleName"), way.sso.roleName},
                         {QStringLiteral("accountId"), way.sso.accountId}};
    const Result<QCborMap> output =
        co_await askPortal(Call::GetRoleCredentials, input, center, profile, wire);
    if (!output)
        co_return refused(output.error(), way);
    co_return read(*output, way.sso);
}

} // namespace formwork::signin
