// SPDX-License-Identifier: Apache-2.0
#include "credentials/profilestore.h"

#include "base/tr.h"
#include "credentials/profilefile.h"
#include "credentials/storedsecrets.h"

#include <QPointer>
#include <QStringList>
#include <QUuid>

#include <algorithm>

namespace formwork::credentials
{

namespace
{

QCoro::Task<Result<Credentials>> now(Result<Credentials> result) { co_return result; }
QCoro::Task<Result<QString>> now(Result<QString> result) { co_return result; }
QCoro::Task<Result<void>> now(Result<void> result) { co_return result; }

KeychainReport reporter(const ProfileStore *store)
{
    return [watched = QPointer(store)](const Result<void> &result) {
        if (watched)
            Q_EMIT watched->keychainProblem(result ? QString() : result.error().sentence());
    };
}

// It stands in the list of Formwork alone.
bool isOurOwn(const Profile &profile)
{
    return profile.kind == ProfileKind::AccessKeys || profile.kind == ProfileKind::SignedIn;
}

// A profile that is made up or stands elsewhere, with what the user changed about it.
Profile adorned(Profile builtIn, const QList<Profile> &stored)
{
    const auto found = std::ranges::find(stored, builtIn.id, &Profile::id);
    if (found != stored.cend()) {
        builtIn.colour = found->colour;
        builtIn.guard = found->guard;
        builtIn.asksForLess = found->asksForLess;
        builtIn.tagsRequests = found->tagsRequests;
        builtIn.isProduction = found->isProduction;
        builtIn.network = found->network;
        builtIn.variables = found->variables;
        if (found->maxAttempts > 0)
            builtIn.maxAttempts = found->maxAttempts;
    }
    return builtIn;
}

} // namespace

ProfileStore::ProfileStore(QString file, KeychainPtr keychain,
                           std::function<Credentials()> practiceCredentials, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_keychain(std::move(keychain))
    , m_practiceCredentials(std::move(practiceCredentials))
{
}

void ProfileStore::setSource(AccountSourcePtr source)
{
    m_source = std::move(source);
    if (m_source)
        m_source->watch([watched = QPointer(this)] {
            if (watched)
                Q_EMIT watched->profilesChanged();
        });
    Q_EMIT profilesChanged();
}

Result<void> ProfileStore::load()
{
    const Result<StoredProfiles> stored = readProfiles(m_file);
    m_stored = stored ? stored->profiles : QList<Profile>();
    m_currentId = stored ? stored->currentId : QString();
    m_readOnly.reset();
    if (!stored && stored.error().code != QLatin1String("Damaged"))
        m_readOnly = stored.error();
    Q_EMIT profilesChanged();
    if (!stored)
        return std::unexpected(stored.error());
    return {};
}

QList<Profile> ProfileStore::profiles() const
{
    QList<Profile> all{adorned(practiceProfile(), m_stored)};
    if (hasEnvironmentProfile())
        all.append(adorned(environmentProfile(), m_stored));
    std::ranges::copy_if(m_stored, std::back_inserter(all), isOurOwn);
    if (m_source) {
        for (const Profile &shared : m_source->profiles())
            all.append(adorned(shared, m_stored));
    }
    return all;
}

Result<Profile> ProfileStore::profile(const QString &idOrName) const
{
    const QList<Profile> all = profiles();
    const auto found = [&](const auto &fits) -> const Profile * {
        const auto at = std::ranges::find_if(all, fits);
        return at == all.cend() ? nullptr : &*at;
    };
    const Profile *profile = found([&](const Profile &one) {
        return one.id == idOrName
            || (one.kind != ProfileKind::Shared && one.name.compare(idOrName, Qt::CaseInsensitive) == 0);
    });
    if (!profile)
        profile = found([&](const Profile &one) { return one.name == idOrName; });
    if (profile)
        return *profile;
    constexpr qsizetype most = 20;
    QStringList names;
    for (const Profile &one : all.first(std::min(all.size(), most)))
        names.append(one.name);
    if (all.size() > most)
        names.append(Tr::tr("and %n more", nullptr, int(all.size() - most)));
    return failure(Phase::Credentials, QStringLiteral("UnknownProfile"),
                   Tr::tr("There is no account “%1”.").arg(idOrName),
                   Tr::tr("There is: %1.").arg(names.join(QStringLiteral(", "))));
}

bool ProfileStore::hasSelection() const
{
    const QList<Profile> all = profiles();
    return std::ranges::find(all, m_currentId, &Profile::id) != all.cend();
}

QString ProfileStore::currentId() const { return hasSelection() ? m_currentId : QStringLiteral("practice"); }

Result<void> ProfileStore::select(const QString &id)
{
    const Result<Profile> found = profile(id);
    if (!found)
        return std::unexpected(found.error());
    if (found->id == m_currentId)
        return {};
    m_currentId = found->id;
    Q_EMIT currentChanged(m_currentId);
    return write();
}

// Of an account that stands elsewhere only what is not said there is kept here.
Profile ProfileStore::whatIsOurs(const Profile &profile) const
{
    Profile kept;
    kept.id = profile.id;
    kept.name = profile.name;
    kept.kind = profile.kind;
    kept.colour = profile.colour;
    kept.guard = profile.guard;
    kept.asksForLess = profile.asksForLess;
    kept.tagsRequests = profile.tagsRequests;
    kept.isProduction = profile.isProduction;
    kept.maxAttempts = profile.maxAttempts;
    kept.network = profile.network;
    kept.variables = profile.variables;
    for (const Profile &there : m_source ? m_source->profiles() : QList<Profile>()) {
        if (there.id != profile.id)
            continue;
        if (kept.maxAttempts == there.maxAttempts)
            kept.maxAttempts = 0;
    }
    return kept;
}

Result<Profile> ProfileStore::put(Profile profile, const std::optional<Credentials> &secrets)
{
    profile.name = profile.name.trimmed();
    if (profile.id.isEmpty())
        profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (secrets) {
        profile.accessKeyId = secrets->accessKeyId;
        profile.hasSessionToken = !secrets->sessionToken.isEmpty();
        if (const Result<void> good = checkCredentials(*secrets, KeyNames::ofForm()); !good)
            return std::unexpected(good.error());
    }
    if (profile.kind == ProfileKind::Shared)
        profile = whatIsOurs(profile);
    QList<Profile> others = profiles();
    others.removeIf([](const Profile &other) { return other.kind == ProfileKind::Shared; });
    const Result<void> checked =
        profile.kind == ProfileKind::Shared ? Result<void>() : checkProfile(profile, others);
    if (!checked)
        return std::unexpected(checked.error());
    if (const Result<void> good = checkNetwork(profile.network); !good)
        return std::unexpected(good.error());
    const auto old = std::ranges::find(m_stored, profile.id, &Profile::id);
    const bool isKnown = old != m_stored.end();
    if (profile.kind == ProfileKind::AccessKeys && !secrets
        && (!isKnown || old->accessKeyId != profile.accessKeyId))
        return failure(Phase::Credentials, QStringLiteral("InvalidProfile"),
                       Tr::tr("The secret access key is missing."),
                       Tr::tr("Enter the one that belongs to %1.").arg(profile.accessKeyId));

    // Whose the old key was says nothing of the new one.
    if (isKnown && old->accessKeyId != profile.accessKeyId && old->accountId == profile.accountId)
        profile.accountId.clear();

    const QList<Profile> before = m_stored;
    if (isKnown)
        *old = profile;
    else
        m_stored.append(profile);
    if (const Result<void> written = write(); !written) {
        m_stored = before;
        return std::unexpected(written.error());
    }
    return profile;
}

QCoro::Task<Result<void>> ProfileStore::save(Profile profile, std::optional<Credentials> secrets)
{
    const Result<Profile> saved = put(std::move(profile), secrets);
    if (!saved)
        return now(Result<void>(std::unexpected(saved.error())));
    Q_EMIT profilesChanged();
    if (!secrets || saved->kind != ProfileKind::AccessKeys)
        return now(Result<void>());
    return writeEntry(m_keychain, keychainKey(saved->id), pack(*secrets), reporter(this));
}

QCoro::Task<Result<void>> ProfileStore::remove(QString id)
{
    const auto found = std::ranges::find(m_stored, id, &Profile::id);
    if (found == m_stored.end() || !isOurOwn(*found))
        return now(Result<void>(failure(Phase::Credentials, QStringLiteral("UnknownProfile"),
                                        Tr::tr("That account cannot be removed."))));
    const bool hasSecrets = found->kind == ProfileKind::AccessKeys;
    const QList<Profile> before = m_stored;
    const QString current = currentId();
    m_stored.erase(found);
    if (const Result<void> written = write(); !written) {
        m_stored = before;
        return now(written);
    }
    Q_EMIT profilesChanged();
    if (current == id)
        Q_EMIT currentChanged(currentId());
    if (!hasSecrets)
        return now(Result<void>());
    return removeSecrets(m_keychain, std::move(id), reporter(this));
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<void>> ProfileStore::saveToken(QString id, QString token)
{
    const auto found = std::ranges::find(m_stored, id, &Profile::id);
    if (found == m_stored.end() || found->kind != ProfileKind::AccessKeys)
        return now(Result<void>(failure(Phase::Credentials, QStringLiteral("UnknownProfile"),
                                        Tr::tr("That account keeps no bearer token."))));
    if (!token.isEmpty()) {
        if (const Result<void> good = checkToken(token, Tr::tr("The bearer token")); !good)
            return now(good);
    }
    const bool before = std::exchange(found->hasBearerToken, !token.isEmpty());
    if (const Result<void> written = write(); !written) {
        found->hasBearerToken = before;
        return now(written);
    }
    Q_EMIT profilesChanged();
    if (token.isEmpty())
        return removeEntry(m_keychain, tokenKey(id), reporter(this));
    return writeEntry(m_keychain, tokenKey(id), std::move(token).toUtf8(), reporter(this));
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<void>> ProfileStore::saveProxyPassword(QString id, QString password)
{
    const Result<Profile> found = profile(id);
    if (!found)
        return now(Result<void>(std::unexpected(found.error())));
    Profile changed = *found;
    changed.network.hasProxyPassword = !password.isEmpty();
    if (const Result<Profile> saved = put(changed, {}); !saved)
        return now(Result<void>(std::unexpected(saved.error())));
    Q_EMIT profilesChanged();
    if (password.isEmpty())
        return removeEntry(m_keychain, proxyKey(found->id), reporter(this));
    return writeEntry(m_keychain, proxyKey(found->id), std::move(password).toUtf8(), reporter(this));
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<QString>> ProfileStore::proxyPassword(QString id) const
{
    const Result<Profile> found = profile(id);
    if (!found)
        return now(Result<QString>(std::unexpected(found.error())));
    if (!found->network.hasProxyPassword)
        return now(Result<QString>(QString()));
    return readProxyPassword(m_keychain, *found, reporter(this));
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<Credentials>> ProfileStore::credentials(QString id, QString region) const
{
    return credentials(std::move(id), std::move(region), AccountSource::Effort::Any);
}

QCoro::Task<Result<Credentials>> ProfileStore::credentialsAtHand(QString id) const
{
    return credentials(std::move(id), {}, AccountSource::Effort::AtHand);
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<Credentials>> ProfileStore::credentials(QString id, QString region,
                                                           AccountSource::Effort effort) const
{
    const Result<Profile> found = profile(id);
    if (!found)
        return now(Result<Credentials>(std::unexpected(found.error())));
    switch (found->kind) {
    case ProfileKind::Practice:
        return now(m_practiceCredentials());
    case ProfileKind::Environment:
        return now(environmentCredentials());
    case ProfileKind::Shared:
        return m_source->credentials(*found, std::move(region), effort);
    case ProfileKind::SignedIn:
        if (m_source)
            return m_source->credentialsOf(*found, effort);
        return now(
            Result<Credentials>(failure(Phase::Credentials, QStringLiteral("NeedsCall"),
                                        Tr::tr("Nobody can sign in here for “%1”.").arg(found->name))));
    case ProfileKind::AccessKeys:
        break;
    }
    return readCredentials(m_keychain, *found, reporter(this));
}

void ProfileStore::forget(const QString &accessKeyId) const
{
    if (m_source)
        m_source->forget(accessKeyId);
}

QCoro::Task<Result<void>> ProfileStore::retryKeychain() { return retryWrites(m_keychain, reporter(this)); }

Result<void> ProfileStore::write()
{
    if (m_readOnly)
        return std::unexpected(*m_readOnly);
    return writeProfiles(m_file, {m_stored, m_currentId});
}

} // namespace formwork::credentials
