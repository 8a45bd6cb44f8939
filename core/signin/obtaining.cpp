// SPDX-License-Identifier: Apache-2.0
#include "signin/obtaining.h"

#include "base/tr.h"
#include "signin/cachefiles.h"
#include "signin/metadataprovider.h"
#include "signin/processprovider.h"
#include "signin/roleprovider.h"
#include "signin/ssoprovider.h"

#include <QCryptographicHash>

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

QCoro::Task<Result<Credentials>> now(Result<Credentials> result) { co_return result; }

// For the cache: what decides whose credentials come out, and from where.
QByteArray nameOf(const Way &way, const Profile &profile)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&](const QString &part) {
        const QByteArray bytes = part.toUtf8();
        hash.addData(QByteArray::number(bytes.size()) + ' ' + bytes);
    };
    for (const QString &part :
         {typeName(way.source), way.profile, way.keys.accessKeyId, way.keys.secretAccessKey,
          way.keys.sessionToken, way.sso.session, way.sso.startUrl, way.sso.region, way.sso.accountId,
          way.sso.roleName, way.webIdentity.tokenFile, way.webIdentity.roleArn, way.webIdentity.sessionName,
          way.loginSession, way.command, profile.region, profile.endpointUrl})
        add(part);
    for (const RoleHop &hop : way.roles) {
        for (const QString &part : {hop.roleArn, hop.sessionName, hop.externalId, hop.mfaSerial,
                                    QString::number(hop.durationSeconds.value_or(0))})
            add(part);
    }
    return hash.result();
}

QCoro::Task<Result<Credentials>> fromLogin(Way way, std::shared_ptr<const Wire> wire)
{
    const Result<Credentials> credentials = readLogin(wire->machine, way);
    if (credentials && credentials->expiresAt <= wire->environment->clock->nowUtc())
        co_return failure(
            Phase::Credentials, QStringLiteral("SignInNeeded"),
            Tr::tr("The sign-in of the profile “%1” (%2) ended at %3.")
                .arg(way.profile, way.place, credentials->expiresAt.toString(Qt::ISODate)),
            Tr::tr("Any command of the AWS CLI with that profile renews it; else: aws login --profile %1")
                .arg(way.profile));
    co_return credentials;
}

// Without a question to a service: what a program prints and what a file has, but no role and no token's
// worth.
QCoro::Task<Result<Credentials>> atHand(Way way, Profile profile, std::shared_ptr<const Wire> wire)
{
    Result<Credentials> source = staticCredentials(way);
    if (way.source == Step::Process)
        source = co_await fromProcess(way, wire);
    else if (way.source == Step::Login)
        source = readLogin(wire->machine, way);
    if (!source)
        co_return source;
    const bool isThere = way.roles.isEmpty()
        && (way.source == Step::Process
            || (way.source == Step::Login && source->expiresAt > wire->environment->clock->nowUtc()));
    if (isThere)
        co_return source;
    co_return failure(Phase::Credentials, QStringLiteral("NeedsCall"),
                      Tr::tr("The credentials of “%1” have to be asked for first.").arg(profile.name));
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

QCoro::Task<Result<Credentials>> followSource(const Way &way, const Profile &profile,
                                              const std::shared_ptr<const Wire> &wire)
{
    switch (way.source) {
    case Step::Process:
        return fromProcess(way, wire);
    case Step::Sso:
        return fromSso(way, profile, wire);
    case Step::WebIdentity:
        return assumeWithWebIdentity(way, profile, wire);
    case Step::Container:
        return fromContainer(wire);
    case Step::InstanceMetadata:
        return fromInstance(wire);
    case Step::Login:
        return fromLogin(way, wire);
    default:
        return now(staticCredentials(way));
    }
}

QCoro::Task<Result<Credentials>> follow(Way way, Profile profile, std::shared_ptr<const Wire> wire)
{
    Result<Credentials> credentials = co_await followSource(way, profile, wire);
    for (const RoleHop &hop : way.roles) {
        if (!credentials)
            break;
        credentials = co_await assumeRole(hop, *credentials, profile, wire);
    }
    co_return credentials;
}

Providers::Providers(Machine machine, ClockPtr clock)
    : m_machine(std::move(machine))
    , m_cache(std::make_shared<CredentialCache>(std::move(clock)))
{
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<Credentials>> Providers::obtain(Way way, Profile profile, Effort effort)
{
    if (isStatic(way.source) && way.roles.isEmpty())
        return now(staticCredentials(way));
    const auto environment = m_environment.lock();
    if (!environment)
        return now(failure(Phase::Credentials, QStringLiteral("NeedsCall"),
                           Tr::tr("Nothing can be asked any more.")));
    const auto wire = std::make_shared<const Wire>(Wire{m_machine, environment, m_prompts});
    if (effort == Effort::AtHand)
        return atHand(way, profile, wire);
    return CredentialCache::get(m_cache, nameOf(way, profile),
                                [way, profile, wire] { return follow(way, profile, wire); });
}

} // namespace formwork::signin
