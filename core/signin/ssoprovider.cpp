// SPDX-License-Identifier: Apache-2.0
#include "signin/ssoprovider.h"

#include "asking/ask.h"
#include "base/tr.h"
#include "readers/reader.h"
#include "signin/cachefiles.h"

#include <QCborMap>

namespace formwork::signin
{

using credentials::Credentials;
using credentials::Profile;

namespace
{

Result<model::OperationPtr> portalOperation()
{
    const Result<model::ServicePtr> service = readers::readService(QStringLiteral(":/asking/sso.json"));
    return service ? readers::readOperation(*service, u"GetRoleCredentials")
                   : std::unexpected(service.error());
}

// The portal stands in the Region of Identity Center, whatever that of the profile. Names for FIPS do not
// exist there outside GovCloud, and in GovCloud the plain ones are validated.
asking::Target targetOf(Profile profile, const SsoRole &role)
{
    asking::Target target;
    profile.fips = false;
    profile.accountId.clear();
    target.profile = std::move(profile);
    target.region = role.region;
    return target;
}

Result<Credentials> read(const QCborValue &output, const SsoRole &role)
{
    const QCborMap given = output.toMap().value(QLatin1StringView("roleCredentials")).toMap();
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
    const QString command = way.sso.session.isEmpty()
        ? QStringLiteral("aws sso login --profile %1").arg(way.profile)
        : QStringLiteral("aws sso login --sso-session %1").arg(way.sso.session);
    if (error.httpStatus == 401) {
        error.code = QStringLiteral("SignInNeeded");
        error.message =
            Tr::tr(
                "The sign-in at Identity Center (%1) for the profile “%2” is over, whatever its file says.")
                .arg(way.sso.startUrl, way.profile);
        error.advice = Tr::tr("Sign in with: %1").arg(command);
    } else if (error.httpStatus == 403 || error.httpStatus == 404) {
        error.code = QStringLiteral("AccessLost");
        error.message =
            Tr::tr("Identity Center does not give the role %1 in the account %2 to you (profile “%3”, %4).")
                .arg(way.sso.roleName, way.sso.accountId, way.profile, way.place);
        error.advice = Tr::tr("Check the name of the role and the account, or ask whoever assigns them.");
    }
    return std::unexpected(error);
}

} // namespace

QCoro::Task<Result<Credentials>> fromSso(Way way, Profile profile, std::shared_ptr<const Wire> wire)
{
    const Result<SsoToken> token = readSsoToken(wire->machine, way.sso, way.profile);
    if (!token)
        co_return std::unexpected(token.error());
    if (token->expiresAt <= wire->environment->clock->nowUtc()) {
        Error over;
        over.phase = Phase::Credentials;
        over.httpStatus = 401;
        co_return refused(over, way);
    }
    const Result<model::OperationPtr> operation = portalOperation();
    if (!operation)
        co_return std::unexpected(operation.error());
    const QCborValue asked = QCborMap{{QStringLiteral("roleName"), way.sso.roleName},
                                      {QStringLiteral("accountId"), way.sso.accountId},
                                      {QStringLiteral("accessToken"), token->accessToken}};
    asking::AskOptions options;
    options.keys = Credentials();
    const Result<asking::Reply> reply =
        co_await asking::ask(wire->environment, *operation, asked, targetOf(profile, way.sso), options);
    if (!reply)
        co_return refused(reply.error(), way);
    co_return read(reply->output, way.sso);
}

} // namespace formwork::signin
