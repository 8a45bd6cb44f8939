// SPDX-License-Identifier: Apache-2.0
#include "signin/authorize.h"

#include "base/tr.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QUrlQuery>

#include <array>

namespace formwork::signin
{

namespace
{

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QUrl urlOf(const QString &base, const QList<std::pair<const char *, QByteArray>> &parameters)
{
    char separator = '?';
    QByteArray query;
    for (const auto &[name, value] : parameters) {
        query += separator + QByteArray(name) + '=' + value.toPercentEncoding();
        separator = '&';
    }
    return QUrl::fromEncoded(base.toUtf8() + query, QUrl::StrictMode);
}

QString baseWith(const QString &base, const char *path)
{
    return (base.endsWith(u'/') ? base.chopped(1) : base) + QLatin1String(path);
}

struct Family {
    QLatin1StringView suffix;
    QRegularExpression region; // its first group
    bool isDualStack;
};

const std::array<Family, 8> &families()
{
    using Name = QLatin1StringView;
    static const QRegularExpression none(QStringLiteral("\\A(?!)"));
    static const QRegularExpression middle(QStringLiteral("\\A[^.]+\\.portal\\.([a-z0-9-]+)\\z"));
    static const QRegularExpression plain(QStringLiteral("\\A[^.]+\\.([a-z0-9-]+)\\z"));
    static const std::array<Family, 8> all{{
        {Name("awsapps.com"), none, false},
        {Name("awsapps.cn"), none, false},
        {Name("app.aws"), middle, true},
        {Name("portal.amazonaws.com"), plain, false},
        {Name("portal.amazonaws.com.cn"), plain, false},
        {Name("app.amazonwebservices.com.cn"), middle, true},
        {Name("portal.amazonaws.eu"), plain, false},
        {Name("api.amazonwebservices.eu"), middle, true},
    }};
    return all;
}

} // namespace

QByteArray newVerifier()
{
    constexpr QByteArrayView letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
    constexpr int length = 64;
    QByteArray verifier;
    for (int i = 0; i < length; ++i)
        verifier += letters[QRandomGenerator::system()->bounded(int(letters.size()))];
    return verifier;
}

QByteArray challengeOf(const QByteArray &verifier)
{
    return QCryptographicHash::hash(verifier, QCryptographicHash::Sha256).toBase64(kBase64Url);
}

QUrl centerAuthorizeUrl(const Authorization &authorization, const QStringList &scopes)
{
    return urlOf(baseWith(authorization.base, "/authorize"),
                 {{"response_type", "code"},
                  {"client_id", authorization.clientId.toUtf8()},
                  {"redirect_uri", authorization.redirectUri.toUtf8()},
                  {"state", authorization.state.toUtf8()},
                  {"code_challenge_method", "S256"},
                  {"scopes", scopes.join(u' ').toUtf8()},
                  {"code_challenge", challengeOf(authorization.verifier)}});
}

QUrl consoleAuthorizeUrl(const Authorization &authorization)
{
    return urlOf(baseWith(authorization.base, "/v1/authorize"),
                 {{"response_type", "code"},
                  {"client_id", authorization.clientId.toUtf8()},
                  {"state", authorization.state.toUtf8()},
                  {"code_challenge_method", "SHA-256"},
                  {"scope", "openid"},
                  {"redirect_uri", authorization.redirectUri.toUtf8()},
                  {"code_challenge", challengeOf(authorization.verifier)}});
}

Result<Redirected> readPasted(const QString &text)
{
    const QByteArray plain = QByteArray::fromBase64(text.trimmed().toLatin1());
    const QUrlQuery query(QString::fromUtf8(plain));
    const Redirected redirected{query.queryItemValue(QStringLiteral("code"), QUrl::FullyDecoded),
                                query.queryItemValue(QStringLiteral("state"), QUrl::FullyDecoded),
                                {}};
    if (!redirected.code.isEmpty() && !redirected.state.isEmpty())
        return redirected;
    return failure(Phase::Credentials, QStringLiteral("BadCode"),
                   Tr::tr("That is not the code that the page shows."),
                   Tr::tr("Copy all of it from the page in the browser, from the first letter to the last."));
}

PortalHost portalHost(const QString &host)
{
    static const QStringList exact{
        QStringLiteral("identitycenter.amazonaws.com"), QStringLiteral("identitycenter.amazonaws.com.cn"),
        QStringLiteral("identitycenter.amazonaws.eu"), QStringLiteral("identitycenter.us-gov.amazonaws.com")};
    QString name = host.toLower();
    if (name.endsWith(u'.'))
        name.chop(1);
    if (exact.contains(name))
        return {true, false, {}};
    PortalHost found;
    for (const Family &family : families()) {
        const bool isWhole = name == family.suffix;
        if (!isWhole && !name.endsWith(u'.' + family.suffix))
            continue;
        found.isOfAws = true;
        found.isDualStack = found.isDualStack || family.isDualStack;
        const QString before = isWhole ? QString() : name.chopped(family.suffix.size() + 1);
        if (const auto match = family.region.match(before); match.hasMatch() && found.region.isEmpty())
            found.region = match.captured(1);
    }
    return found;
}

QString normalisedUrl(const QString &url)
{
    QUrl parsed(url);
    if (parsed.port() == 443 && parsed.scheme() == u"https")
        parsed.setPort(-1);
    QString text = parsed.toString(QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (text.endsWith(u'/'))
        text.chop(1);
    return text;
}

Result<void> checkStartUrl(const QString &startUrl)
{
    const QUrl url(startUrl, QUrl::StrictMode);
    if (startUrl.startsWith(QLatin1StringView("https://"), Qt::CaseInsensitive) && url.isValid()
        && !url.host().isEmpty())
        return {};
    return failure(
        Phase::Credentials, QStringLiteral("InvalidProfile"),
        Tr::tr("The start URL “%1” cannot be used.").arg(startUrl.left(200)),
        Tr::tr("Write it as the administrator gave it, such as https://d-1234567890.awsapps.com/start."));
}

} // namespace formwork::signin
