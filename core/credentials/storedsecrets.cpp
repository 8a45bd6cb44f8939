// SPDX-License-Identifier: Apache-2.0
#include "credentials/storedsecrets.h"

#include "base/tr.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace formwork::credentials
{

namespace
{

Credentials unpack(const QByteArray &bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    return {json.value(QLatin1String("accessKeyId")).toString(),
            json.value(QLatin1String("secretAccessKey")).toString(),
            json.value(QLatin1String("sessionToken")).toString(), QStringLiteral("keychain")};
}

// An entry that is not there is no trouble with the keychain.
Result<void> keychainState(const Result<Secret> &read)
{
    if (read || !read.error().code.startsWith(QLatin1String("Keychain")))
        return {};
    return std::unexpected(read.error());
}

} // namespace

QString keychainKey(const QString &id) { return QStringLiteral("profile-") + id; }

QString proxyKey(const QString &id) { return QStringLiteral("proxy-") + id; }

QString tokenKey(const QString &id) { return QStringLiteral("token-") + id; }

QByteArray pack(const Credentials &credentials)
{
    return QJsonDocument(QJsonObject{{QLatin1String("accessKeyId"), credentials.accessKeyId},
                                     {QLatin1String("secretAccessKey"), credentials.secretAccessKey},
                                     {QLatin1String("sessionToken"), credentials.sessionToken}})
        .toJson(QJsonDocument::Compact);
}

QCoro::Task<Result<Credentials>> readCredentials(KeychainPtr keychain, Profile profile, KeychainReport report)
{
    const QString name = profile.name;
    const Result<Secret> stored = co_await keychain->read(keychainKey(profile.id));
    report(keychainState(stored));
    if (!stored && stored.error().code == QLatin1String("EntryNotFound"))
        co_return failure(
            Phase::Credentials, QStringLiteral("EntryNotFound"),
            Tr::tr("The keychain has no secret key for “%1”.").arg(name),
            Tr::tr("If the keychain's question for its password was dismissed, unlock it and try "
                   "again; otherwise enter the keys again under Accounts."));
    if (!stored)
        co_return std::unexpected(stored.error());
    Credentials credentials = unpack(stored->bytes);
    const Result<void> good = checkCredentials(credentials, KeyNames::ofForm());
    if (!good)
        co_return std::unexpected(good.error());
    if (profile.hasBearerToken) {
        const Result<Secret> token = co_await keychain->read(tokenKey(profile.id));
        report(keychainState(token));
        if (token) // without it only the few services that take nothing else are out of reach, and say so
            credentials.bearerToken = QString::fromUtf8(token->bytes);
    }
    co_return credentials;
}

QCoro::Task<Result<void>> writeEntry(KeychainPtr keychain, QString key, QByteArray secrets,
                                     KeychainReport report)
{
    const Result<void> written = co_await keychain->write(key, secrets);
    report(written);
    co_return written;
}

QCoro::Task<Result<void>> removeSecrets(KeychainPtr keychain, QString id, KeychainReport report)
{
    const Result<void> removed = co_await keychain->remove(keychainKey(id));
    const Result<void> token = co_await keychain->remove(tokenKey(id));
    const Result<void> proxy = co_await keychain->remove(proxyKey(id));
    const Result<void> all = !removed ? removed : !token ? token : proxy;
    report(all);
    co_return all;
}

QCoro::Task<Result<void>> removeEntry(KeychainPtr keychain, QString key, KeychainReport report)
{
    const Result<void> removed = co_await keychain->remove(key);
    report(removed);
    co_return removed;
}

QCoro::Task<Result<QString>> readProxyPassword(KeychainPtr keychain, Profile profile, KeychainReport report)
{
    const Result<Secret> stored = co_await keychain->read(proxyKey(profile.id));
    report(keychainState(stored));
    if (stored)
        co_return QString::fromUtf8(stored->bytes);
    if (stored.error().code == QLatin1String("EntryNotFound"))
        co_return failure(Phase::Credentials, QStringLiteral("EntryNotFound"),
                          Tr::tr("The keychain has no password of the proxy of “%1”.").arg(profile.name),
                          Tr::tr("Unlock the keychain, or enter the password again under Accounts."));
    co_return std::unexpected(stored.error());
}

QCoro::Task<Result<void>> retryWrites(KeychainPtr keychain, KeychainReport report)
{
    const Result<void> retried = co_await keychain->retry();
    report(retried);
    co_return retried;
}

} // namespace formwork::credentials
