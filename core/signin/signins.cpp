// SPDX-License-Identifier: Apache-2.0
#include "signin/signins.h"

#include "base/tr.h"
#include "signin/centersignin.h"
#include "signin/consolesessions.h"
#include "signin/filewatch.h"
#include "signin/mfa.h"
#include "signin/questions.h"
#include "signin/settings.h"
#include "signin/sources.h"
#include "signin/way.h"

#include <QPointer>

#include <algorithm>

namespace formwork::signin
{

using credentials::Credentials;
using credentials::Profile;
using credentials::ProfileKind;
using transport::CancellationPtr;

namespace
{

std::unexpected<Error> atTheEnd()
{
    return failure(Phase::Credentials, QStringLiteral("NeedsCall"), Tr::tr("Nothing can be asked any more."));
}

template <typename T>
QCoro::Task<Result<T>> ended()
{
    co_return atTheEnd();
}

QStringList scopesOf(const Section &section)
{
    QStringList scopes;
    const QString text = section.values.value(QStringLiteral("sso_registration_scopes")).text;
    for (const QString &scope : text.split(u',', Qt::SkipEmptyParts)) {
        if (!scope.trimmed().isEmpty())
            scopes.append(scope.trimmed());
    }
    return scopes;
}

std::optional<IdentityCenter> centerIn(const Section &section)
{
    const auto text = [&](const char *key) { return section.values.value(QLatin1String(key)).text; };
    IdentityCenter center;
    center.session = section.name;
    center.startUrl = text("sso_start_url");
    center.region = text("sso_region");
    center.scopes = scopesOf(section);
    if (center.startUrl.isEmpty() || center.region.isEmpty())
        return {};
    return center;
}

// What the profile, or else the one that is chosen, says of endpoints and certificates.
Profile settingsFor(const QString &profileName, const Wire &wire)
{
    Profile profile;
    const SharedFiles files = loadSharedFiles(wire.machine);
    const Result<Choice> choice = choose(wire.machine, profileName);
    const QString chosen = choice ? choice->profile : QString();
    const Result<Settings> settings =
        settingsOf(files.profile(chosen.isEmpty() ? QStringLiteral("default") : chosen), files, wire.machine);
    profile.name = profileName;
    if (!settings)
        return profile;
    profile.region = settings->region;
    profile.endpointUrl = settings->endpointUrl;
    profile.serviceEndpoints = settings->serviceEndpoints;
    profile.dualStack = settings->dualStack;
    profile.fips = settings->fips;
    profile.endpointProblems = settings->endpointProblems;
    profile.caBundle = settings->caBundle;
    profile.caBundlePlace = settings->caBundlePlace;
    profile.wire = settings->wire;
    profile.maxAttempts = settings->maxAttempts;
    return profile;
}

SessionState stateOf(const SsoToken &token, const IdentityCenter &center, const Wire &wire)
{
    const QDateTime now = wire.environment->clock->nowUtc();
    SessionState state;
    state.isOfCli = token.isOfCli();
    state.expiresAt = token.expiresAt;
    state.isRenewed = !token.refreshToken.isEmpty() && token.registrationExpiresAt > now
        && !(token.isOfCli() && center.session.isEmpty());
    const bool isOver = isCalledOver(token, wire) || (token.expiresAt <= now && !state.isRenewed);
    state.kind = isOver ? SessionState::Kind::Over : SessionState::Kind::SignedIn;
    return state;
}

QCoro::Task<Result<SessionState>> stateAt(IdentityCenter center, WirePtr wire)
{
    const QList<SsoToken> known = co_await knownTokens(center, wire);
    SessionState best;
    for (const SsoToken &token : known) {
        const SessionState state = stateOf(token, center, *wire);
        if (best.kind != SessionState::Kind::SignedIn)
            best = state;
    }
    co_return best;
}

QCoro::Task<Result<SessionState>> stateAt(ConsoleSession session, WirePtr wire)
{
    const Result<ConsoleKept> kept = co_await knownConsole(session, QString(), wire);
    SessionState state;
    if (!kept)
        co_return state;
    state.kind = SessionState::Kind::SignedIn;
    state.expiresAt = kept->credentials.expiresAt;
    state.isRenewed = true;
    state.isOfCli = !kept->file.isEmpty();
    state.identity = session.arn;
    co_return state;
}

QCoro::Task<Result<SessionState>> signedIn(IdentityCenter center, SignInOptions options, WirePtr wire)
{
    const Result<SignedInAt> done =
        co_await signInAt(center, settingsFor(center.profile, *wire), options, wire);
    if (!done)
        co_return std::unexpected(done.error());
    if (wire->cache)
        wire->cache->clear();
    SessionState state = stateOf(done->token, center, *wire);
    state.notKept = done->notKept;
    co_return state;
}

QCoro::Task<Result<void>> signedOut(ConsoleSession session, WirePtr wire)
{
    signOutOfConsole(session, *wire);
    if (wire->cache)
        wire->cache->clear();
    co_return Result<void>();
}

QCoro::Task<Result<QDateTime>> mfaBegun(Profile profile, QString serial, WirePtr wire)
{
    const Result<Credentials> keys = co_await wire->environment->profiles->credentials(profile.id);
    if (!keys)
        co_return std::unexpected(keys.error());
    if (!keys->sessionToken.isEmpty())
        co_return failure(Phase::Credentials, QStringLiteral("InvalidProfile"),
                          Tr::tr("“%1” has temporary credentials already.").arg(profile.name),
                          Tr::tr("A session with an MFA code is for keys that last."));
    const MfaQuestion question{profile.name, serial, {}, {}, {}, false};
    const Result<Credentials> session = co_await mfaSession(*keys, question, profile, wire);
    if (!session)
        co_return std::unexpected(session.error());
    if (wire->sessionsChanged)
        wire->sessionsChanged();
    co_return session->expiresAt;
}

QCoro::Task<Result<void>> mfaEnded(Profile profile, WirePtr wire)
{
    wire->vault->remove(mfaName(profile.accessKeyId));
    if (wire->cache)
        wire->cache->clear();
    if (wire->sessionsChanged)
        wire->sessionsChanged();
    co_return Result<void>();
}

} // namespace

struct SignIns::Watching {
    std::unique_ptr<FileWatch> files;
};

SignIns::SignIns(std::shared_ptr<Sources> sources, QObject *parent)
    : QObject(parent)
    , m_sources(std::move(sources))
    , m_watching(std::make_unique<Watching>())
{
    const auto tell = [watched = QPointer(this)] {
        if (watched)
            Q_EMIT watched->sessionsChanged();
    };
    m_sources->sessionsChanged = tell;
    QStringList folders;
    for (const QString &folder : cacheFolders(m_sources->machine))
        folders.append(m_sources->machine.onDisk(folder));
    m_watching->files = std::make_unique<FileWatch>(folders, [this] {
        m_sources->cache->clear();
        Q_EMIT sessionsChanged();
    });
    m_sources->vault->sweep();
}

SignIns::~SignIns() = default;

QList<IdentityCenter> SignIns::centers() const
{
    const SharedFiles files = loadSharedFiles(m_sources->machine);
    QList<IdentityCenter> centers;
    for (const Section &section : files.ssoSessions) {
        if (const std::optional<IdentityCenter> center = centerIn(section))
            centers.append(*center);
    }
    std::ranges::sort(centers, {}, &IdentityCenter::session);
    const auto add = [&](const IdentityCenter &center) {
        const bool isThere = std::ranges::any_of(centers, [&](const IdentityCenter &other) {
            return other.startUrl == center.startUrl && other.region == center.region
                && (other.session == center.session || center.session.isEmpty());
        });
        if (!isThere)
            centers.append(center);
    };
    if (const auto environment = m_sources->environment.lock()) {
        for (const Profile &profile : environment->profiles->profiles()) {
            if (const std::optional<IdentityCenter> center = centerOf(profile))
                add(*center);
        }
        const bool isNamed = std::ranges::any_of(
            centers, [](const IdentityCenter &other) { return other.session == practiceCenter().session; });
        if (environment->practiceUrl && !isNamed)
            centers.append(practiceCenter());
    }
    return centers;
}

QList<ConsoleSession> SignIns::consoleSessions() const
{
    QList<ConsoleSession> sessions;
    const auto environment = m_sources->environment.lock();
    for (const Profile &profile : environment ? environment->profiles->profiles() : QList<Profile>()) {
        const std::optional<ConsoleSession> session = consoleOf(profile);
        const auto isSame = [&](const ConsoleSession &other) { return other.arn == session->arn; };
        if (session && std::ranges::none_of(sessions, isSame))
            sessions.append(*session);
    }
    if (environment && environment->practiceUrl && std::ranges::none_of(sessions, isPracticeConsole))
        sessions.append(practiceConsole());
    return sessions;
}

std::optional<IdentityCenter> SignIns::centerOf(const Profile &profile) const
{
    const credentials::SignInPlace &place = profile.signIn;
    if (place.startUrl.isEmpty())
        return {};
    IdentityCenter center;
    center.session = place.session;
    center.startUrl = place.startUrl;
    center.region = place.region;
    center.fips = place.fips;
    center.profile = profile.kind == ProfileKind::Shared ? profile.name : QString();
    if (!center.session.isEmpty()) {
        const SharedFiles files = loadSharedFiles(m_sources->machine);
        const auto section = files.ssoSessions.constFind(center.session);
        if (section != files.ssoSessions.cend())
            center.scopes = scopesOf(*section);
    }
    return center;
}

std::optional<ConsoleSession> SignIns::consoleOf(const Profile &profile) const
{
    const credentials::SignInPlace &place = profile.signIn;
    if (place.consoleIdentity.isEmpty())
        return {};
    QString region = place.region.isEmpty() ? profile.region : place.region;
    if (region.isEmpty())
        region = QStringLiteral("us-east-1");
    return ConsoleSession{place.consoleIdentity, region,
                          profile.kind == ProfileKind::Shared ? profile.name : QString()};
}

// NOLINTBEGIN(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<SessionState>> SignIns::state(IdentityCenter center)
{
    const WirePtr wire = m_sources->wire();
    return wire ? stateAt(center, wire) : ended<SessionState>();
}

QCoro::Task<Result<SessionState>> SignIns::state(ConsoleSession session)
{
    const WirePtr wire = m_sources->wire();
    return wire ? stateAt(session, wire) : ended<SessionState>();
}

QCoro::Task<Result<SessionState>> SignIns::signIn(IdentityCenter center, SignInOptions options)
{
    const WirePtr wire = m_sources->wire();
    return wire ? signedIn(center, options, wire) : ended<SessionState>();
}

QCoro::Task<Result<SessionState>> SignIns::signIn(ConsoleSession session, SignInOptions options)
{
    const WirePtr wire = m_sources->wire();
    if (!wire)
        return ended<SessionState>();
    m_sources->cache->clear();
    return signInToConsole(session, settingsFor(session.profile, *wire), options, wire);
}

QCoro::Task<Result<void>> SignIns::signOut(IdentityCenter center)
{
    const WirePtr wire = m_sources->wire();
    return wire ? signOutAt(center, settingsFor(center.profile, *wire), wire) : ended<void>();
}

QCoro::Task<Result<void>> SignIns::signOut(ConsoleSession session)
{
    const WirePtr wire = m_sources->wire();
    return wire ? signedOut(session, wire) : ended<void>();
}

QCoro::Task<Result<PageOf<PortalAccount>>> SignIns::accounts(IdentityCenter center, QString next,
                                                             CancellationPtr cancellation)
{
    const WirePtr wire = m_sources->wire();
    return wire ? listAccounts(center, settingsFor(center.profile, *wire), next, wire, cancellation)
                : ended<PageOf<PortalAccount>>();
}

QCoro::Task<Result<PageOf<QString>>> SignIns::roles(IdentityCenter center, QString accountId, QString next,
                                                    CancellationPtr cancellation)
{
    const WirePtr wire = m_sources->wire();
    return wire ? listRoles(center, settingsFor(center.profile, *wire), accountId, next, wire, cancellation)
                : ended<PageOf<QString>>();
}

QCoro::Task<Result<QDateTime>> SignIns::beginMfaSession(Profile profile, QString serial)
{
    const WirePtr wire = m_sources->wire();
    return wire ? mfaBegun(profile, serial, wire) : ended<QDateTime>();
}

QCoro::Task<Result<void>> SignIns::endMfaSession(Profile profile)
{
    const WirePtr wire = m_sources->wire();
    return wire ? mfaEnded(profile, wire) : ended<void>();
}
// NOLINTEND(performance-unnecessary-value-param)

} // namespace formwork::signin
