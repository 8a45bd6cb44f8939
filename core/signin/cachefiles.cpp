// SPDX-License-Identifier: Apache-2.0
#include "signin/cachefiles.h"

#include "base/tr.h"
#include "document/timestamp.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <map>

namespace formwork::signin
{

using credentials::Credentials;

namespace
{

constexpr qint64 kMostBytes = 1024 * 1024;

QString hexName(const QByteArray &text, QCryptographicHash::Algorithm algorithm)
{
    return QString::fromLatin1(QCryptographicHash::hash(text, algorithm).toHex()) + QStringLiteral(".json");
}

// As Python writes JSON: nothing but ASCII.
QByteArray quoted(const QString &text)
{
    QByteArray result = "\"";
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        if (unit == u'"' || unit == u'\\')
            result += '\\' + QByteArray(1, char(unit));
        else if (unit == u'\n')
            result += "\\n";
        else if (unit == u'\t')
            result += "\\t";
        else if (unit == u'\r')
            result += "\\r";
        else if (unit >= 0x20 && unit < 0x7f)
            result += char(unit);
        else
            result += "\\u" + QByteArray::number(unit, 16).rightJustified(4, '0');
    }
    return result + '"';
}

// Members in the order of their names; the values are JSON already.
QByteArray objectText(const std::map<QByteArray, QByteArray> &members, const char *comma, const char *colon)
{
    QByteArrayList parts;
    for (const auto &[name, value] : members)
        parts.append('"' + name + '"' + colon + value);
    return '{' + parts.join(comma) + '}';
}

QString inCli(const Machine &machine, const QString &file)
{
    return machine.inHome(QLatin1StringView(".aws/cli/cache/")) + file;
}

std::optional<Credentials> credentialsIn(const QJsonObject &object, Step step)
{
    const QJsonObject given = object.value(QStringLiteral("Credentials")).toObject();
    const auto text = [&](const char *name) { return given.value(QLatin1String(name)).toString(); };
    Credentials credentials{text("AccessKeyId"), text("SecretAccessKey"), text("SessionToken"),
                            typeName(step)};
    credentials.expiresAt = document::writtenTime(text("Expiration"));
    credentials.accountId = text("AccountId");
    if (credentials.isEmpty() || !credentials.expiresAt.isValid())
        return {};
    return credentials;
}

} // namespace

QString ssoTokenFile(const QString &session, const QString &startUrl)
{
    return hexName((session.isEmpty() ? startUrl : session).toUtf8(), QCryptographicHash::Sha1);
}

QString ssoRegistrationFile(const IdentityCenter &center)
{
    QByteArrayList scopes;
    for (const QString &scope : center.scopes)
        scopes.append(quoted(scope));
    return hexName(
        objectText({{"region", quoted(center.region)},
                    {"scopes", scopes.isEmpty() ? QByteArray("null") : '[' + scopes.join(", ") + ']'},
                    {"session_name", center.session.isEmpty() ? QByteArray("null") : quoted(center.session)},
                    {"startUrl", quoted(center.startUrl)},
                    {"tool", "\"botocore\""}},
                   ", ", ": "),
        QCryptographicHash::Sha1);
}

QString ssoRoleFile(const SsoRole &role)
{
    std::map<QByteArray, QByteArray> members{{"accountId", quoted(role.accountId)},
                                             {"roleName", quoted(role.roleName)}};
    if (role.session.isEmpty())
        members["startUrl"] = quoted(role.startUrl);
    else
        members["sessionName"] = quoted(role.session);
    return hexName(objectText(members, ",", ":"), QCryptographicHash::Sha1);
}

QString roleFile(const RoleHop &hop)
{
    std::map<QByteArray, QByteArray> members{{"RoleArn", quoted(hop.roleArn)}};
    if (!hop.sessionName.isEmpty())
        members["RoleSessionName"] = quoted(hop.sessionName);
    if (!hop.externalId.isEmpty())
        members["ExternalId"] = quoted(hop.externalId);
    if (!hop.mfaSerial.isEmpty())
        members["SerialNumber"] = quoted(hop.mfaSerial);
    if (hop.durationSeconds)
        members["DurationSeconds"] = QByteArray::number(*hop.durationSeconds);
    return hexName(objectText(members, ", ", ": "), QCryptographicHash::Sha1);
}

QString loginFile(const QString &session) { return hexName(session.toUtf8(), QCryptographicHash::Sha256); }

QString ssoTokenPath(const Machine &machine, const QString &session, const QString &startUrl)
{
    return machine.inHome(QLatin1StringView(".aws/sso/cache/")) + ssoTokenFile(session, startUrl);
}

namespace
{

QString loginFolder(const Machine &machine)
{
    const QString named = machine.nonEmpty(QLatin1StringView("AWS_LOGIN_CACHE_DIRECTORY"));
    return named.isEmpty() ? machine.inHome(QLatin1StringView(".aws/login/cache/"))
                           : machine.expanded(named) + u'/';
}

} // namespace

QString loginPath(const Machine &machine, const QString &session)
{
    return loginFolder(machine) + loginFile(session);
}

QStringList cacheFolders(const Machine &machine)
{
    return {machine.inHome(QLatin1StringView(".aws/sso/cache")), loginFolder(machine)};
}

// The CLI rewrites its files in place: half a file is read once more.
QJsonObject readCache(const Machine &machine, const QString &path)
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

Result<void> writeCache(const Machine &machine, const QString &path, const QJsonObject &object)
{
    QSaveFile out(machine.onDisk(path));
    const bool written = out.open(QIODevice::WriteOnly)
        && out.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && out.write(QJsonDocument(object).toJson(QJsonDocument::Compact)) > 0 && out.flush()
        && out.commit(); // commit() alone does not notice a full disk
    if (written)
        return {};
    return failure(Phase::Local, QStringLiteral("Unwritable"),
                   Tr::tr("The renewed sign-in cannot be written to %1: %2.").arg(path, out.errorString()),
                   Tr::tr("Make room, or give yourself the right to write there."));
}

std::optional<Credentials> cachedRole(const Machine &machine, const SsoRole &role)
{
    std::optional<Credentials> found =
        credentialsIn(readCache(machine, inCli(machine, ssoRoleFile(role))), Step::Sso);
    if (found)
        found->accountId = role.accountId;
    return found;
}

// The file's name says nothing of whose role it was; the answer in it does.
std::optional<Credentials> cachedRole(const Machine &machine, const RoleHop &hop)
{
    const QJsonObject object = readCache(machine, inCli(machine, roleFile(hop)));
    const QString arn =
        object.value(QStringLiteral("AssumedRoleUser")).toObject().value(QStringLiteral("Arn")).toString();
    const bool isTheRole = accountOfArn(arn) == accountOfArn(hop.roleArn)
        && arn.section(u':', 5).section(u'/', 1, 1) == hop.roleArn.section(u'/', -1);
    if (!isTheRole)
        return {};
    std::optional<Credentials> found = credentialsIn(object, Step::AssumeRole);
    if (found)
        found->accountId = accountOfArn(arn);
    return found;
}

} // namespace formwork::signin
