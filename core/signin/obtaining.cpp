// SPDX-License-Identifier: Apache-2.0
#include "signin/obtaining.h"

#include "base/tr.h"
#include "signin/consolesessions.h"
#include "signin/credentialdocument.h"
#include "signin/metadataprovider.h"
#include "signin/mfa.h"
#include "signin/processprovider.h"
#include "signin/questions.h"
#include "signin/roleprovider.h"
#include "signin/sharedaccounts.h"
#include "signin/ssoprovider.h"
#include "signin/ssotokens.h"

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

bool asksSts(const Way &way) { return !way.roles.isEmpty() || way.source == Step::WebIdentity; }

// As the account is where its roles are asked for.
Profile inRegionOf(const Way &way, Profile profile)
{
    if (!way.region.isEmpty())
        profile.region = way.region;
    return profile;
}

// Where what comes out can be used: a session of a role in more Regions than the one it is asked for in.
QStringList placesOf(const Way &way, const Profile &profile, const WirePtr &wire)
{
    if (asksSts(way))
        return stsPlaces(inRegionOf(way, profile), wire->environment);
    return {profile.endpointUrl};
}

// For the cache: what decides whose credentials come out, and where they can be used.
QByteArray nameOf(const Way &way, const Profile &profile, const QString &place)
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
          way.webIdentity.sessionPolicy, way.loginSession, way.command, place,
          way.source == Step::Login ? profile.region : QString()})
        add(part);
    for (const RoleHop &hop : way.roles) {
        for (const QString &part : {hop.roleArn, hop.sessionName, hop.externalId, hop.mfaSerial,
                                    hop.sessionPolicy, QString::number(hop.durationSeconds.value_or(0))})
            add(part);
    }
    return hash.result();
}

ConsoleSession consoleOf(const Way &way, const Profile &profile)
{
    const QString region = profile.signIn.region.isEmpty() ? profile.region : profile.signIn.region;
    return {way.loginSession, region.isEmpty() ? QStringLiteral("us-east-1") : region, way.profile};
}

// What is kept of a sign-in to the console, as long as it lasts.
QCoro::Task<Result<Credentials>> lastingConsole(Way way, Profile profile, WirePtr wire)
{
    const Result<ConsoleKept> kept = co_await knownConsole(consoleOf(way, profile), way.place, wire);
    if (!kept)
        co_return std::unexpected(kept.error());
    if (kept->credentials.expiresAt > wire->environment->clock->nowUtc())
        co_return kept->credentials;
    co_return failure(Phase::Credentials, QStringLiteral("NeedsCall"),
                      Tr::tr("The credentials of “%1” have to be renewed first.").arg(profile.name));
}

// Without a question to a service: what a program prints and what a file has, but no role and no token's
// worth.
QCoro::Task<Result<Credentials>> atHand(Way way, Profile profile, WirePtr wire)
{
    Result<Credentials> source = staticCredentials(way);
    if (way.source == Step::Process)
        source = co_await fromProcess(way, wire);
    else if (way.source == Step::Login)
        source = co_await lastingConsole(way, profile, wire);
    if (!source)
        co_return source;
    const bool isThere = way.roles.isEmpty() && (way.source == Step::Process || way.source == Step::Login);
    if (isThere)
        co_return source;
    co_return failure(Phase::Credentials, QStringLiteral("NeedsCall"),
                      Tr::tr("The credentials of “%1” have to be asked for first.").arg(profile.name));
}

// Which of what is got is kept from run to run: what costs a person or a service something.
bool isKept(const Way &way) { return !way.roles.isEmpty() || way.source == Step::Sso; }

Vault::Name sessionName(const Way &way, const Profile &profile, const QString &place)
{
    const QByteArray kind =
        way.source == Step::Sso ? sessionKind(centerOf(way.sso, profile)) : QByteArrayLiteral("session");
    return {kind + '-' + nameOf(way, profile, place).toHex()};
}

// One that lasts a while yet. What was got at an Identity Center counts only while somebody is signed in
// there.
QCoro::Task<std::optional<Credentials>> keptSession(Way way, Profile profile, QString place, WirePtr wire)
{
    using Found = std::optional<Credentials>;
    constexpr qint64 least = 15 * 60; // seconds
    const std::optional<QJsonObject> kept =
        co_await Vault::read(wire->vault, sessionName(way, profile, place));
    if (!kept)
        co_return Found();
    const Credentials session = sessionIn(*kept);
    const bool isGood = !session.isEmpty() && !wire->remembered->refusedKeys.contains(session.accessKeyId)
        && wire->environment->clock->nowUtc().secsTo(session.expiresAt) >= least;
    if (!isGood)
        co_return Found();
    if (way.source == Step::Sso) {
        const QList<SsoToken> tokens = co_await knownTokens(centerOf(way.sso, profile), wire);
        if (tokens.isEmpty())
            co_return Found();
    }
    co_return Found(session);
}

QCoro::Task<Result<Credentials>> followAndKeep(Way way, Profile profile, WirePtr wire)
{
    const QStringList places = placesOf(way, profile, wire);
    for (const QString &place : isKept(way) ? places : QStringList()) {
        const std::optional<Credentials> kept = co_await keptSession(way, profile, place, wire);
        if (kept)
            co_return *kept;
    }
    const Result<Credentials> got = co_await follow(way, profile, wire);
    if (got && isKept(way) && got->expiresAt.isValid()) {
        const QJsonObject value = sessionObject(*got);
        const Result<void> written = co_await Vault::write(
            wire->vault, sessionName(way, profile, places.first()), value, got->expiresAt);
        Q_UNUSED(written); // it is in memory; the next run gets another one
    }
    co_return got;
}

// Keys alone, unless a session with an MFA code was begun for them.
QCoro::Task<Result<Credentials>> keysOrSession(Way way, WirePtr wire)
{
    const Credentials keys = staticCredentials(way);
    const std::optional<Credentials> session = co_await keptMfaSession(keys.accessKeyId, wire);
    co_return session.value_or(keys);
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

namespace
{

// The profile whose settings count for what is asked of the machine: the account's own, else the chosen one.
QString profileInFiles(const Profile &profile, const Machine &machine)
{
    if (profile.id == sharedId(profile.name))
        return profile.name;
    const Result<Choice> choice = choose(machine, {});
    return choice && !choice->profile.isEmpty() ? choice->profile : QStringLiteral("default");
}

} // namespace

QCoro::Task<Result<Credentials>> followSource(const Way &way, const Profile &profile, const WirePtr &wire)
{
    switch (way.source) {
    case Step::Process:
        return fromProcess(way, wire);
    case Step::Sso:
        return fromSso(way, profile, wire);
    case Step::WebIdentity:
        return assumeWithWebIdentity(way, inRegionOf(way, profile), wire);
    case Step::Container:
        return fromContainer(wire);
    case Step::InstanceMetadata:
        return fromInstance(profileInFiles(profile, wire->machine), wire);
    case Step::Login:
        return currentConsole(consoleOf(way, profile), way.place, profile, wire);
    default:
        return now(staticCredentials(way));
    }
}

QCoro::Task<Result<Credentials>> follow(Way way, Profile profile, WirePtr wire)
{
    Result<Credentials> credentials = co_await followSource(way, profile, wire);
    for (const RoleHop &hop : way.roles) {
        if (!credentials)
            break;
        credentials = co_await assumeRole(hop, *credentials, inRegionOf(way, profile), wire);
    }
    co_return credentials;
}

QByteArray sessionKind(const IdentityCenter &center) { return "session." + tokenName(center).text.last(16); }

SourcesPtr Sources::of(Machine machine, ClockPtr clock)
{
    auto sources = std::make_shared<Sources>();
    sources->machine = std::move(machine);
    sources->clock = clock;
    sources->vault = std::make_shared<Vault>(QString(), nullptr, clock);
    sources->consents = std::make_shared<Consents>(QString());
    sources->cache = std::make_shared<CredentialCache>(std::move(clock));
    return sources;
}

WirePtr Sources::wire() const
{
    const asking::EnvironmentPtr there = environment.lock();
    if (!there)
        return nullptr;
    return std::make_shared<const Wire>(
        Wire{machine, there, prompts, vault, remembered, consents, cache, sessionsChanged});
}

Providers::Providers(SourcesPtr sources)
    : m_sources(std::move(sources))
{
}

void Providers::forget(const QString &accessKeyId)
{
    m_sources->remembered->refusedKeys.insert(accessKeyId);
    m_sources->cache->forget(accessKeyId);
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<Credentials>> Providers::obtain(Way way, Profile profile, Effort effort)
{
    const bool isStaticAlone = isStatic(way.source) && way.roles.isEmpty();
    const WirePtr wire = m_sources->wire();
    if (isStaticAlone && (!wire || !way.keys.sessionToken.isEmpty() || way.source == Step::Environment))
        return now(staticCredentials(way));
    if (!wire)
        return now(failure(Phase::Credentials, QStringLiteral("NeedsCall"),
                           Tr::tr("Nothing can be asked any more.")));
    if (isStaticAlone)
        return keysOrSession(way, wire);
    if (effort == Effort::AtHand)
        return atHand(way, profile, wire);
    const QString place = placesOf(way, profile, wire).join(u'\n'); // of either, what is good in all of them
    return CredentialCache::get(m_sources->cache, nameOf(way, profile, place),
                                [way, profile, wire] { return followAndKeep(way, profile, wire); });
}

} // namespace formwork::signin
