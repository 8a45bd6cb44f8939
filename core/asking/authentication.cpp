// SPDX-License-Identifier: Apache-2.0
#include "asking/authentication.h"

#include "base/tr.h"
#include "quirks/quirks.h"

namespace formwork::asking
{

namespace
{

bool takesToken(const model::Operation &operation)
{
    const QStringList &schemes =
        operation.authSchemes.isEmpty() ? operation.service->authSchemes : operation.authSchemes;
    return schemes.contains(QLatin1String("smithy.api#httpBearerAuth"));
}

} // namespace

void preferToken(const model::Operation &operation, const credentials::Credentials &credentials,
                 endpoint::Endpoint &endpoint)
{
    if (takesToken(operation) && credentials.hasTokenOfItsOwn(endpoint.signingName))
        endpoint.authScheme = QStringLiteral("bearer");
}

Result<void> planAuthentication(const model::Operation &operation, Plan &plan)
{
    const QString &scheme = plan.endpoint.authScheme;
    plan.isSigned = scheme != QLatin1String("none");
    plan.usesToken = scheme == QLatin1String("bearer");
    const std::optional<quirks::SessionKeys> &session = quirks::quirksOf(operation).session;
    if (session && session->scheme == scheme) {
        plan.sessionHeader = session->tokenHeader;
        return {};
    }
    if (!plan.isSigned || plan.usesToken || scheme == QLatin1String("sigv4")
        || scheme == QLatin1String("sigv4a") || scheme == QLatin1String("sigv2"))
        return {};
    return failure(Phase::Sign, QStringLiteral("UnsupportedAuthScheme"),
                   Tr::tr("%1 asks for the signature scheme %2, which Formwork does not know yet.")
                       .arg(operation.name, scheme));
}

Result<void> checkWithoutSession(const model::Operation &operation, const Plan &plan)
{
    if (plan.sessionHeader.isEmpty())
        return {};
    return failure(Phase::Sign, QStringLiteral("SessionNeeded"),
                   Tr::tr("%1 is signed here with the keys of a session, which begins only when it is sent.")
                       .arg(operation.name),
                   Tr::tr("Send it: it cannot be shown before."));
}

Result<void> checkComplete(const model::Operation &operation, const Plan &plan,
                           const credentials::Credentials &credentials)
{
    if (!plan.isSigned)
        return {};
    if (plan.usesToken) {
        if (!credentials.tokenFor(plan.endpoint.signingName).isEmpty())
            return {};
        return failure(
            Phase::Credentials, QStringLiteral("NoBearerToken"),
            Tr::tr("%1 of %2 takes a bearer token instead of access keys, and this account has none.")
                .arg(operation.name, operation.service->title),
            Tr::tr("Enter one for the account, or set %1 and choose the account Environment.")
                .arg(credentials::tokenVariable(plan.endpoint.signingName)));
    }
    if (!credentials.isEmpty())
        return {};
    return failure(Phase::Credentials, QStringLiteral("NoAccessKeys"),
                   Tr::tr("%1 of %2 is signed with access keys, and this account has none.")
                       .arg(operation.name, operation.service->title),
                   Tr::tr("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or choose another account."));
}

credentials::Credentials withoutToken(credentials::Credentials credentials)
{
    credentials.serviceTokens.clear();
    credentials.bearerToken = QStringLiteral("NOT-SHOWN");
    return credentials;
}

} // namespace formwork::asking
