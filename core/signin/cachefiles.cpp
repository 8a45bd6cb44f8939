// SPDX-License-Identifier: Apache-2.0
#include "signin/cachefiles.h"

#include "base/tr.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace formwork::signin
{

using credentials::Credentials;

namespace
{

constexpr qint64 kMostBytes = 1024 * 1024;

QString hexName(const QString &text, QCryptographicHash::Algorithm algorithm)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), algorithm).toHex())
        + QStringLiteral(".json");
}

// The CLI rewrites its files in place: half a file is read once more.
QJsonObject readObject(const Machine &machine, const QString &path)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        QFile file(machine.onDisk(path));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QJsonDocument document = QJsonDocument::fromJson(file.read(kMostBytes));
        if (document.isObject())
            return document.object();
    }
    return {};
}

std::unexpected<Error> signInNeeded(const QString &message, const QString &command)
{
    return failure(Phase::Credentials, QStringLiteral("SignInNeeded"), message,
                   Tr::tr("Sign in with: %1").arg(command));
}

} // namespace

QString ssoTokenFile(const SsoRole &role)
{
    return hexName(role.session.isEmpty() ? role.startUrl : role.session, QCryptographicHash::Sha1);
}

QString loginFile(const QString &session) { return hexName(session, QCryptographicHash::Sha256); }

Result<SsoToken> readSsoToken(const Machine &machine, const SsoRole &role, const QString &profile)
{
    const QString command = role.session.isEmpty()
        ? QStringLiteral("aws sso login --profile %1").arg(profile)
        : QStringLiteral("aws sso login --sso-session %1").arg(role.session);
    const QString path = machine.inHome(QLatin1StringView(".aws/sso/cache/")) + ssoTokenFile(role);
    const QJsonObject object = readObject(machine, path);
    SsoToken token{object.value(QStringLiteral("accessToken")).toString(),
                   timeOf(object.value(QStringLiteral("expiresAt")).toString()), path};
    if (token.accessToken.isEmpty() || !token.expiresAt.isValid())
        return signInNeeded(Tr::tr("Nobody is signed in at Identity Center (%1) for the profile “%2”.")
                                .arg(role.startUrl, profile),
                            command);
    return token;
}

Result<Credentials> readLogin(const Machine &machine, const Way &way)
{
    const QString command = QStringLiteral("aws login --profile %1").arg(way.profile);
    const QString named = machine.nonEmpty(QLatin1StringView("AWS_LOGIN_CACHE_DIRECTORY"));
    const QString folder = named.isEmpty() ? machine.inHome(QLatin1StringView(".aws/login/cache/"))
                                           : machine.expanded(named) + u'/';
    const QJsonObject object = readObject(machine, folder + loginFile(way.loginSession));
    for (const char *member : {"accessToken", "refreshToken", "dpopKey", "clientId"}) {
        if (!object.contains(QLatin1String(member)))
            return signInNeeded(Tr::tr("Nobody is signed in with aws login for the profile “%1” (%2).")
                                    .arg(way.profile, way.place),
                                command);
    }
    const QJsonObject token = object.value(QStringLiteral("accessToken")).toObject();
    const auto text = [&](const char *key) { return token.value(QLatin1String(key)).toString(); };
    Credentials credentials{text("accessKeyId"), text("secretAccessKey"), text("sessionToken"),
                            typeName(Step::Login)};
    credentials.accountId = text("accountId");
    credentials.expiresAt = timeOf(text("expiresAt"));
    if (credentials.isEmpty() || !credentials.expiresAt.isValid())
        return signInNeeded(
            Tr::tr("The sign-in of the profile “%1” (%2) is damaged.").arg(way.profile, way.place), command);
    return credentials;
}

} // namespace formwork::signin
