// SPDX-License-Identifier: Apache-2.0
#include "practice/signinconsole.h"

#include "base/tr.h"
#include "practice/server.h"
#include "practice/signinpages.h"
#include "practice/signinsession.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QUrlQuery>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr int kCodeSeconds = 600;
constexpr int kTokenSeconds = 900; // AWS gives no more
constexpr int kChainSeconds = 12 * 3600;
constexpr QByteArrayView kAuthorizePath = "/v1/authorize";
constexpr QByteArrayView kShowPath = "/v1/sessions/confirmation";
constexpr QByteArrayView kTokenPath = "/v1/token";
constexpr QLatin1StringView kSameDevice("arn:aws:signin:::devtools/same-device");
constexpr QLatin1StringView kOtherDevice("arn:aws:signin:::devtools/cross-device");
const QString kCode = QStringLiteral("login-code");
const QString kRefresh = QStringLiteral("login-refresh");

http::Response refused(int status, const char *type, const char *name, const QString &message)
{
    return jsonAnswer({{QStringLiteral("error"), QLatin1String(name)}, {QStringLiteral("message"), message}},
                      status, type);
}

http::Response invalid(const QString &message)
{
    return refused(400, "ValidationException", "INVALID_REQUEST", message);
}

// Back to a program here, or to the page that shows what is typed into a program elsewhere.
bool isWhole(const http::Request &request)
{
    const QUrl back(queryValue(request, "redirect_uri"), QUrl::StrictMode);
    const QString client = queryValue(request, "client_id");
    const bool isHere = client == kSameDevice && isOwnMachine(back);
    const bool isElsewhere =
        client == kOtherDevice && isOwnMachine(back) && back.path().toLatin1() == kShowPath;
    return (isHere || isElsewhere) && queryValue(request, "response_type") == u"code"
        && queryValue(request, "scope") == u"openid"
        && queryValue(request, "code_challenge_method") == u"SHA-256"
        && !queryValue(request, "code_challenge").isEmpty() && !queryValue(request, "state").isEmpty();
}

http::Response authorizePage(const http::Request &request, const QDateTime &now)
{
    if (!isWhole(request))
        return signInPage(formwork::Tr::tr("This address is not whole. Sign in once more."));
    const QString answer = queryValue(request, "answer");
    if (answer.isEmpty())
        return signInPage(
            formwork::Tr::tr("Formwork wants the rights that you have in the practice console. Nothing here "
                             "reaches AWS."),
            {{formwork::Tr::tr("Allow"), withAnswer(request, QStringLiteral("allow"))},
             {formwork::Tr::tr("Refuse"), withAnswer(request, QStringLiteral("refuse"))}});
    if (answer != u"allow")
        return sentBack(request, {});
    return sentBack(request,
                    sealed(kCode,
                           {{QStringLiteral("challenge"), queryValue(request, "code_challenge")},
                            {QStringLiteral("client"), queryValue(request, "client_id")},
                            {QStringLiteral("back"), queryValue(request, "redirect_uri")}},
                           now.addSecs(kCodeSeconds)));
}

// For the other machine: the code and what it belongs to, as one text.
http::Response showPage(const http::Request &request)
{
    const QString code = queryValue(request, "code");
    if (code.isEmpty())
        return signInPage(formwork::Tr::tr("It was refused. Close this page."));
    QUrlQuery both;
    both.addQueryItem(QStringLiteral("state"), queryValue(request, "state"));
    both.addQueryItem(QStringLiteral("code"), code);
    const QByteArray text = both.toString(QUrl::FullyEncoded).toLatin1().toBase64();
    return signInPage(formwork::Tr::tr("Copy this into Formwork: %1").arg(QString::fromLatin1(text)));
}

// Not signed: it came over the connection that is asked.
QString idToken(const QDateTime &now)
{
    const QJsonObject claims{{QStringLiteral("sub"), ConsoleSignIn::identity()},
                             {QStringLiteral("iat"), now.toSecsSinceEpoch()},
                             {QStringLiteral("exp"), now.addSecs(kTokenSeconds).toSecsSinceEpoch()}};
    return QStringLiteral("eyJhbGciOiJub25lIn0.%1.practice")
        .arg(QString::fromLatin1(QJsonDocument(claims).toJson(QJsonDocument::Compact).toBase64(kBase64Url)));
}

QJsonObject tokens(const QString &client, const QString &thumbprint, const QDateTime &chainEnds,
                   const QDateTime &now, int seconds)
{
    const int lasts = seconds > 0 ? std::min(seconds, kTokenSeconds) : kTokenSeconds;
    const SessionKeys made =
        sessionKeys({Server::accountId(), ConsoleSignIn::identity(), now.addSecs(lasts)});
    const auto text = [](const QByteArray &bytes) { return QString::fromLatin1(bytes); };
    return {{QStringLiteral("accessToken"),
             QJsonObject{{QStringLiteral("accessKeyId"), text(made.keys.accessKeyId)},
                         {QStringLiteral("secretAccessKey"), text(made.keys.secretAccessKey)},
                         {QStringLiteral("sessionToken"), text(made.keys.sessionToken)}}},
            {QStringLiteral("tokenType"), QStringLiteral("aws_sigv4")},
            {QStringLiteral("expiresIn"), lasts},
            {QStringLiteral("refreshToken"),
             sealed(kRefresh, {{QStringLiteral("key"), thumbprint}, {QStringLiteral("client"), client}},
                    chainEnds)}};
}

} // namespace

QString ConsoleSignIn::identity()
{
    return QStringLiteral("arn:aws:iam::%1:user/practice").arg(Server::accountId());
}

std::optional<http::Response> ConsoleSignIn::page(const http::Request &request, const QDateTime &now)
{
    if (request.path == kAuthorizePath)
        return authorizePage(request, now);
    return request.path == kShowPath ? std::optional(showPage(request)) : std::nullopt;
}

bool ConsoleSignIn::isQuestion(const http::Request &request)
{
    return request.method == "POST" && request.path == kTokenPath
        && !request.headers.contains("authorization");
}

http::Response ConsoleSignIn::answer(const http::Request &request, const QDateTime &now, int seconds)
{
    const std::optional<QString> thumbprint = m_proofs.thumbprint(request, now);
    if (!thumbprint)
        return invalid(formwork::Tr::tr("The header DPoP proves nothing."));
    const QJsonObject asked = QJsonDocument::fromJson(request.body).object();
    const auto text = [&asked](const char *name) { return asked.value(QLatin1String(name)).toString(); };
    if (text("grantType") == u"authorization_code")
        return exchange(asked, *thumbprint, now, seconds);
    if (text("grantType") != u"refresh_token")
        return invalid(formwork::Tr::tr("There is no such grant."));
    const auto given = opened(kRefresh, text("refreshToken"));
    const bool isBound = given && given->value(QStringLiteral("key")).toString() == *thumbprint
        && given->value(QStringLiteral("client")).toString() == text("clientId");
    if (!isBound)
        return invalid(formwork::Tr::tr("The refresh token belongs to another key."));
    if (isPast(*given, now))
        return refused(401, "AccessDeniedException", "TOKEN_EXPIRED",
                       formwork::Tr::tr("The session is over."));
    return jsonAnswer(tokens(text("clientId"), *thumbprint, endOf(*given), now, seconds));
}

http::Response ConsoleSignIn::exchange(const QJsonObject &asked, const QString &thumbprint,
                                       const QDateTime &now, int seconds)
{
    const auto text = [&asked](const char *name) { return asked.value(QLatin1String(name)).toString(); };
    const auto given = opened(kCode, text("code"));
    const QByteArray proof =
        QCryptographicHash::hash(text("codeVerifier").toLatin1(), QCryptographicHash::Sha256)
            .toBase64(kBase64Url);
    const auto kept = [&given](const char *name) { return given->value(QLatin1String(name)).toString(); };
    if (!given || kept("challenge").toLatin1() != proof || kept("client") != text("clientId")
        || kept("back") != text("redirectUri"))
        return invalid(formwork::Tr::tr("The code belongs to another sign-in."));
    if (isPast(*given, now) || m_usedCodes.contains(text("code")))
        return refused(401, "AccessDeniedException", "AUTHCODE_EXPIRED",
                       formwork::Tr::tr("The code is used up."));
    m_usedCodes.insert(text("code"));
    QJsonObject made = tokens(text("clientId"), thumbprint, now.addSecs(kChainSeconds), now, seconds);
    made.insert(QStringLiteral("idToken"), idToken(now));
    return jsonAnswer(made);
}

} // namespace formwork::practice
