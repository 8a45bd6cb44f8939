// SPDX-License-Identifier: Apache-2.0
#include "signin/obtaining.h"

#include "base/tr.h"

namespace formwork::signin
{

using credentials::Credentials;
using credentials::Profile;

namespace
{

bool isStatic(Step step)
{
    switch (step) {
    case Step::Environment:
    case Step::SharedCredentials:
    case Step::ConfigFile:
    case Step::Ec2Credentials:
    case Step::Boto:
        return true;
    default:
        return false;
    }
}

} // namespace

Credentials staticCredentials(const Way &way)
{
    Credentials credentials{way.keys.accessKeyId, way.keys.secretAccessKey, way.keys.sessionToken,
                            typeName(way.source)};
    credentials.expiresAt = way.keys.expiresAt;
    credentials.accountId = way.sourceAccountId;
    return credentials;
}

QCoro::Task<Result<Credentials>> Providers::obtain(Way way, Profile profile, Effort effort)
{
    Q_UNUSED(effort)
    if (isStatic(way.source) && way.roles.isEmpty())
        co_return staticCredentials(way);
    co_return failure(Phase::Credentials, QStringLiteral("NeedsCall"),
                      Tr::tr("The credentials of “%1” have to be asked for first.").arg(profile.name));
}

} // namespace formwork::signin
