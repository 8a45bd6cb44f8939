// SPDX-License-Identifier: Apache-2.0
#include "base/loopback.h"
#include "base/tr.h"
#include "credentials/profile.h"

#include <QFileInfo>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace formwork::credentials
{

namespace
{

std::unexpected<Error> wrong(const QString &message, const QString &advice)
{
    return failure(Phase::Credentials, QStringLiteral("InvalidProfile"), message, advice);
}

bool hasLineBreak(const QString &text)
{
    return std::ranges::any_of(
        text, [](QChar c) { return c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c.isNull(); });
}

bool matches(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern)))
        .match(text)
        .hasMatch();
}

Result<void> checkName(const Profile &profile, const QList<Profile> &others)
{
    const QString name = profile.name.trimmed();
    if (name.isEmpty())
        return wrong(Tr::tr("The account has no name."), Tr::tr("Give it one, such as “Production”."));
    if (hasLineBreak(profile.name))
        return wrong(Tr::tr("The account's name has a line break in it."), Tr::tr("Write it on one line."));
    if (name.size() > 64)
        return wrong(Tr::tr("The account's name is longer than 64 characters."),
                     Tr::tr("Choose a shorter one."));
    const auto taken = std::ranges::find_if(others, [&](const Profile &other) {
        return other.id != profile.id && other.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (taken != others.cend())
        return wrong(Tr::tr("There is already an account named “%1”.").arg(taken->name),
                     Tr::tr("Choose another name."));
    return {};
}

Result<void> checkEndpoint(const QString &endpoint)
{
    const QUrl url(endpoint, QUrl::StrictMode);
    const bool isWeb = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !isWeb || url.host().isEmpty())
        return wrong(Tr::tr("“%1” is not an endpoint.").arg(endpoint),
                     Tr::tr("Write a URL such as https://host.example:8443."));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return wrong(Tr::tr("The endpoint has more to it than a host and a path."),
                     Tr::tr("Write it without user name, “?” and “#”."));
    if (url.scheme() == QLatin1String("http") && !isLoopback(url.host()))
        return wrong(Tr::tr("The endpoint %1 is not encrypted.").arg(endpoint),
                     Tr::tr("Write https; plain http is used only within this computer."));
    return {};
}

Result<void> checkKey(const QString &key, const QString &name)
{
    if (key.isEmpty())
        return wrong(Tr::tr("%1 is empty.").arg(name), Tr::tr("Enter it, or choose another account."));
    if (hasLineBreak(key))
        return wrong(Tr::tr("%1 has a line break in it.").arg(name),
                     Tr::tr("Copy it again, without what stands around it."));
    if (std::ranges::any_of(key, [](QChar c) { return c.isSpace(); }))
        return wrong(Tr::tr("%1 has a blank in it.").arg(name),
                     Tr::tr("Copy it again, without what stands around it."));
    if (std::ranges::any_of(key, [](QChar c) { return c.unicode() <= 0x20 || c.unicode() >= 0x7f; }))
        return wrong(Tr::tr("%1 has a character in it that no key of AWS has.").arg(name),
                     Tr::tr("Copy it again from where it was shown."));
    return {};
}

} // namespace

Result<void> checkProfile(const Profile &profile, const QList<Profile> &others)
{
    if (const Result<void> name = checkName(profile, others); !name)
        return name;
    if (!profile.region.isEmpty() && !matches(profile.region, "[a-z0-9]+(-[a-z0-9]+)*"))
        return wrong(Tr::tr("“%1” is not a region.").arg(profile.region),
                     Tr::tr("Write one such as us-east-1."));
    if (!profile.colour.isEmpty() && !matches(profile.colour, "#[0-9a-fA-F]{6}"))
        return wrong(Tr::tr("“%1” is not a colour.").arg(profile.colour),
                     Tr::tr("Write one such as #2f6fde."));
    if (!profile.accountId.isEmpty() && !matches(profile.accountId, "[0-9]{12}"))
        return wrong(Tr::tr("“%1” is not an account number.").arg(profile.accountId),
                     Tr::tr("Write its 12 digits, or leave it out."));
    if (profile.maxAttempts < 0 || profile.maxAttempts > 10)
        return wrong(Tr::tr("A request can be attempted 1 to 10 times."),
                     Tr::tr("Choose a number in that range."));
    if (!profile.endpointUrl.isEmpty()) {
        if (const Result<void> endpoint = checkEndpoint(profile.endpointUrl); !endpoint)
            return endpoint;
    }
    if (profile.kind == ProfileKind::AccessKeys)
        return checkKey(profile.accessKeyId, KeyNames::ofForm().accessKeyId);
    return {};
}

Result<void> checkNetwork(const Network &network)
{
    if (!network.caBundle.isEmpty() && !QFileInfo(network.caBundle).isFile())
        return wrong(Tr::tr("There is no file %1 with certificates.").arg(network.caBundle),
                     Tr::tr("Choose a PEM file, or leave it out: the system's authorities count anyway."));
    if (network.proxy != Network::Proxy::Manual)
        return {};
    const QUrl url(network.proxyUrl, QUrl::StrictMode);
    const bool isKnown = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("socks5");
    if (!url.isValid() || !isKnown || url.host().isEmpty() || url.port() < 1)
        return wrong(Tr::tr("“%1” is not a proxy.").arg(url.toString(QUrl::RemoveUserInfo)),
                     Tr::tr("Write it with scheme and port: http://proxy.example:3128 or "
                            "socks5://proxy.example:1080."));
    if (!url.userInfo().isEmpty())
        return wrong(Tr::tr("The address of the proxy has a user or a password in it."),
                     Tr::tr("Write them into the fields below: a password belongs into the keychain."));
    return {};
}

Result<void> checkToken(const QString &token, const QString &name) { return checkKey(token, name); }

KeyNames KeyNames::ofForm()
{
    return {Tr::tr("The access key ID"), Tr::tr("The secret access key"), Tr::tr("The session token")};
}

KeyNames KeyNames::ofEnvironment()
{
    return {QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AWS_SECRET_ACCESS_KEY"),
            QStringLiteral("AWS_SESSION_TOKEN")};
}

Result<void> checkCredentials(const Credentials &credentials, const KeyNames &names)
{
    if (const Result<void> id = checkKey(credentials.accessKeyId, names.accessKeyId); !id)
        return id;
    // It becomes part of a header's value, where these two separate fields.
    if (credentials.accessKeyId.contains(u'/') || credentials.accessKeyId.contains(u','))
        return wrong(Tr::tr("%1 has a character in it that no key of AWS has.").arg(names.accessKeyId),
                     Tr::tr("Copy it again; it looks like AKIA followed by letters and digits."));
    if (const Result<void> secret = checkKey(credentials.secretAccessKey, names.secretAccessKey); !secret)
        return secret;
    return credentials.sessionToken.isEmpty() ? Result<void>()
                                              : checkKey(credentials.sessionToken, names.sessionToken);
}

} // namespace formwork::credentials
