// SPDX-License-Identifier: Apache-2.0
#include "credentials/profilefile.h"

#include "base/tr.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace formwork::credentials
{

namespace
{

constexpr int kSchema = 1;
constexpr qint64 kMaxBytes = 16 * 1024 * 1024; // a list of accounts is never that long

using Key = QLatin1String;

std::unexpected<Error> fault(const char *code, const QString &message, const QString &advice)
{
    return failure(Phase::Local, QLatin1String(code), message, advice);
}

std::optional<ProfileKind> kindFromName(const QString &name)
{
    for (const ProfileKind kind : {ProfileKind::Practice, ProfileKind::AccessKeys, ProfileKind::Environment,
                                   ProfileKind::Shared, ProfileKind::SignedIn}) {
        if (kindName(kind) == name)
            return kind;
    }
    return {};
}

// `wasDangerous` is what stood there before there were levels. A level nobody knows is the strictest one.
Guard guardFromName(const QString &name, bool wasDangerous)
{
    if (name.isEmpty())
        return wasDangerous ? Guard::Confirm : Guard::None;
    for (const Guard guard : {Guard::None, Guard::Confirm}) {
        if (guardName(guard) == name)
            return guard;
    }
    return Guard::ReadOnly;
}

void addSignIn(const Profile &profile, QJsonObject &json)
{
    const SignInPlace &place = profile.signIn;
    if (profile.kind != ProfileKind::SignedIn)
        return;
    json.insert(Key("roleName"), profile.roleName);
    json.insert(Key("signIn"),
                QJsonObject{{Key("startUrl"), place.startUrl},
                            {Key("region"), place.region},
                            {Key("session"), place.session},
                            {Key("fips"), place.fips},
                            {Key("consoleIdentity"), place.consoleIdentity}});
}

void readSignIn(const QJsonObject &json, Profile &profile)
{
    if (profile.kind != ProfileKind::SignedIn)
        return;
    const QJsonObject place = json.value(Key("signIn")).toObject();
    const auto text = [&](const char *key) { return place.value(Key(key)).toString(); };
    profile.roleName = json.value(Key("roleName")).toString();
    profile.signIn = {text("startUrl"), text("region"), text("session"), place.value(Key("fips")).toBool(),
                      text("consoleIdentity")};
}

QString proxyName(Network::Proxy proxy)
{
    switch (proxy) {
    case Network::Proxy::None:
        return QStringLiteral("none");
    case Network::Proxy::Manual:
        return QStringLiteral("manual");
    case Network::Proxy::System:
        break;
    }
    return QStringLiteral("system");
}

QJsonObject toJson(const Network &network)
{
    return {{Key("proxy"), proxyName(network.proxy)},     {Key("proxyUrl"), network.proxyUrl},
            {Key("proxyUser"), network.proxyUser},        {Key("hasProxyPassword"), network.hasProxyPassword},
            {Key("caBundle"), network.caBundle},          {Key("connectSeconds"), network.connectSeconds},
            {Key("answerSeconds"), network.answerSeconds}};
}

Network networkFromJson(const QJsonObject &json)
{
    constexpr int longest = 3600;
    Network network;
    const QString proxy = json.value(Key("proxy")).toString();
    for (const Network::Proxy one : {Network::Proxy::None, Network::Proxy::Manual}) {
        if (proxyName(one) == proxy)
            network.proxy = one;
    }
    network.proxyUrl = json.value(Key("proxyUrl")).toString();
    network.proxyUser = json.value(Key("proxyUser")).toString();
    network.hasProxyPassword = json.value(Key("hasProxyPassword")).toBool();
    network.caBundle = json.value(Key("caBundle")).toString();
    network.connectSeconds = qBound(0, json.value(Key("connectSeconds")).toInt(), longest);
    network.answerSeconds = qBound(0, json.value(Key("answerSeconds")).toInt(), longest);
    return network;
}

QJsonObject sectionsToJson(const QHash<QString, WireSettings::Section> &sections)
{
    QJsonObject json;
    for (const auto &[name, section] : sections.asKeyValueRange()) {
        QJsonObject values;
        for (const auto &[key, value] : section.asKeyValueRange())
            values.insert(key, value);
        json.insert(name, values);
    }
    return json;
}

QHash<QString, WireSettings::Section> sectionsFromJson(const QJsonObject &json)
{
    QHash<QString, WireSettings::Section> sections;
    for (auto section = json.begin(); section != json.end(); ++section) {
        const QJsonObject values = section->toObject();
        for (auto value = values.begin(); value != values.end(); ++value)
            sections[section.key()].insert(value.key(), value->toString());
    }
    return sections;
}

// A list, which is replaced as a whole: an object would be laid over the one before, and nothing ever
// removed.
QJsonArray variablesToJson(const QMap<QString, QString> &variables)
{
    QJsonArray list;
    for (const auto &[name, value] : variables.asKeyValueRange())
        list.append(QJsonObject{{Key("name"), name}, {Key("value"), value}});
    return list;
}

QJsonObject toJson(const Profile &profile)
{
    QJsonObject json{{Key("id"), profile.id},
                     {Key("name"), profile.name},
                     {Key("kind"), kindName(profile.kind)},
                     {Key("region"), profile.region},
                     {Key("colour"), profile.colour},
                     {Key("endpointUrl"), profile.endpointUrl},
                     {Key("accountId"), profile.accountId},
                     {Key("accessKeyId"), profile.accessKeyId},
                     {Key("hasSessionToken"), profile.hasSessionToken},
                     {Key("guard"), guardName(profile.guard)},
                     {Key("dangerous"), profile.guard != Guard::None}, // for versions without levels
                     {Key("asksForLess"), profile.asksForLess},
                     {Key("tagsRequests"), profile.tagsRequests},
                     {Key("fips"), profile.fips},
                     {Key("dualStack"), profile.dualStack},
                     {Key("hasBearerToken"), profile.hasBearerToken},
                     {Key("requestChecksums"), profile.wire.requestChecksums},
                     {Key("responseChecksums"), profile.wire.responseChecksums},
                     {Key("sections"), sectionsToJson(profile.wire.sections)},
                     {Key("maxAttempts"), profile.maxAttempts},
                     {Key("production"), profile.isProduction},
                     {Key("network"), toJson(profile.network)},
                     {Key("variables"), variablesToJson(profile.variables)}};
    addSignIn(profile, json);
    return json;
}

std::optional<Profile> fromJson(const QJsonObject &json)
{
    const std::optional<ProfileKind> kind = kindFromName(json.value(Key("kind")).toString());
    Profile profile;
    profile.id = json.value(Key("id")).toString();
    profile.name = json.value(Key("name")).toString();
    if (!kind || profile.id.isEmpty() || profile.name.isEmpty())
        return {};
    profile.kind = *kind;
    profile.region = json.value(Key("region")).toString();
    profile.colour = json.value(Key("colour")).toString();
    profile.endpointUrl = json.value(Key("endpointUrl")).toString();
    profile.accountId = json.value(Key("accountId")).toString();
    profile.accessKeyId = json.value(Key("accessKeyId")).toString();
    profile.hasSessionToken = json.value(Key("hasSessionToken")).toBool();
    profile.guard = guardFromName(json.value(Key("guard")).toString(), json.value(Key("dangerous")).toBool());
    profile.asksForLess = json.value(Key("asksForLess")).toBool(true);
    profile.tagsRequests = json.value(Key("tagsRequests")).toBool();
    profile.fips = json.value(Key("fips")).toBool();
    profile.dualStack = json.value(Key("dualStack")).toBool();
    profile.hasBearerToken = json.value(Key("hasBearerToken")).toBool();
    profile.wire.requestChecksums = json.value(Key("requestChecksums")).toBool(true);
    profile.wire.responseChecksums = json.value(Key("responseChecksums")).toBool(true);
    profile.wire.sections = sectionsFromJson(json.value(Key("sections")).toObject());
    profile.maxAttempts = qBound(0, json.value(Key("maxAttempts")).toInt(), 10);
    readSignIn(json, profile);
    profile.isProduction = json.value(Key("production")).toBool();
    profile.network = networkFromJson(json.value(Key("network")).toObject());
    const QJsonArray variables = json.value(Key("variables")).toArray();
    for (const auto &entry : variables)
        profile.variables.insert(entry.toObject().value(Key("name")).toString(),
                                 entry.toObject().value(Key("value")).toString());
    profile.variables.remove({});
    return profile;
}

// What a newer version has written and this one does not know stays: what is ours is laid over it.
QJsonObject laidOver(QJsonObject before, const QJsonObject &ours)
{
    for (auto entry = ours.constBegin(); entry != ours.constEnd(); ++entry) {
        const bool isMap = entry->isObject() && before.value(entry.key()).isObject();
        before.insert(entry.key(),
                      isMap ? QJsonValue(laidOver(before.value(entry.key()).toObject(), entry->toObject()))
                            : QJsonValue(*entry));
    }
    return before;
}

QJsonObject writtenBefore(const QString &file)
{
    QFile in(file);
    return in.size() <= kMaxBytes && in.open(QIODevice::ReadOnly)
        ? QJsonDocument::fromJson(in.readAll()).object()
        : QJsonObject();
}

std::unexpected<Error> keepAside(const QString &file)
{
    const QString aside = file + QStringLiteral(".damaged-")
        + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmsszzz"));
    if (!QFile::rename(file, aside))
        return fault("Unreadable",
                     Tr::tr("The list of accounts %1 is damaged and cannot be moved aside.").arg(file),
                     Tr::tr("Move it away yourself and start again."));
    return fault("Damaged", Tr::tr("The list of accounts was damaged; it is kept as %1.").arg(aside),
                 Tr::tr("Add your accounts again; their secrets are still in the keychain's entries."));
}

} // namespace

QString guardName(Guard guard)
{
    switch (guard) {
    case Guard::Confirm:
        return QStringLiteral("confirm");
    case Guard::ReadOnly:
        return QStringLiteral("read-only");
    case Guard::None:
        break;
    }
    return QStringLiteral("none");
}

QString kindName(ProfileKind kind)
{
    switch (kind) {
    case ProfileKind::Practice:
        return QStringLiteral("practice");
    case ProfileKind::Environment:
        return QStringLiteral("environment");
    case ProfileKind::Shared:
        return QStringLiteral("shared");
    case ProfileKind::SignedIn:
        return QStringLiteral("signed-in");
    case ProfileKind::AccessKeys:
        break;
    }
    return QStringLiteral("access-keys");
}

Result<StoredProfiles> readProfiles(const QString &file)
{
    QFile in(file);
    if (!in.exists())
        return StoredProfiles();
    if (in.size() > kMaxBytes)
        return keepAside(file);
    if (!in.open(QIODevice::ReadOnly))
        return fault("Unreadable",
                     Tr::tr("The list of accounts %1 cannot be read: %2.").arg(file, in.errorString()),
                     Tr::tr("Give yourself the right to read it and start again."));
    const QJsonDocument document = QJsonDocument::fromJson(in.readAll());
    in.close();
    const QJsonObject root = document.object();
    const int schema = root.value(Key("schema")).toInt();
    if (schema > kSchema)
        return fault("NewerVersion",
                     Tr::tr("The list of accounts %1 was written by a newer Formwork.").arg(file),
                     Tr::tr("Use that one, or another data directory."));
    if (schema < 1 || !root.value(Key("profiles")).isArray())
        return keepAside(file);

    StoredProfiles stored;
    stored.currentId = root.value(Key("current")).toString();
    for (const auto &entry : root.value(Key("profiles")).toArray()) {
        const std::optional<Profile> profile = fromJson(entry.toObject());
        if (!profile)
            return keepAside(file);
        stored.profiles.append(*profile);
    }
    return stored;
}

Result<void> writeProfiles(const QString &file, const StoredProfiles &stored)
{
    const QJsonObject before = writtenBefore(file);
    QHash<QString, QJsonObject> known;
    for (const auto &entry : before.value(Key("profiles")).toArray())
        known.insert(entry.toObject().value(Key("id")).toString(), entry.toObject());
    QJsonArray profiles;
    for (const Profile &profile : stored.profiles)
        profiles.append(laidOver(known.value(profile.id), toJson(profile)));
    const QJsonObject root = laidOver(
        before, {{Key("schema"), kSchema}, {Key("current"), stored.currentId}, {Key("profiles"), profiles}});

    QSaveFile out(file);
    const bool written = out.open(QIODevice::WriteOnly)
        && out.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && out.write(QJsonDocument(root).toJson()) >= 0
        && out.flush() // commit() alone does not notice a full disk
        && out.commit();
    if (!written)
        return fault("Unwritable",
                     Tr::tr("The list of accounts %1 cannot be written: %2.").arg(file, out.errorString()),
                     Tr::tr("Make room or give yourself the right to write there; nothing was changed."));
    return {};
}

} // namespace formwork::credentials
