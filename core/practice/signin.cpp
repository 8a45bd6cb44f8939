// SPDX-License-Identifier: Apache-2.0
#include "practice/signin.h"

#include "base/tr.h"
#include "practice/requesthost.h"
#include "practice/signindirectory.h"
#include "practice/signinsession.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QUrl>
#include <QUrlQuery>

namespace formwork::practice
{

namespace
{

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr int kTokenSeconds = 3600;
constexpr int kDeviceSeconds = 600;
constexpr int kPollSeconds = 1;

QString asked(const http::Request &request, const char *name)
{
    return QUrlQuery(QString::fromLatin1(request.query))
        .queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

http::Response json(const QJsonObject &body, int status = 200, const QByteArray &type = {})
{
    http::Response response{
        status, {{"content-type", "application/json"}}, QJsonDocument(body).toJson(QJsonDocument::Compact)};
    if (!type.isEmpty())
        response.headers.append("x-amzn-errortype", type);
    return response;
}

http::Response oauthError(const char *name, const QByteArray &exception)
{
    return json({{QStringLiteral("error"), QLatin1String(name)},
                 {QStringLiteral("error_description"),
                  formwork::Tr::tr("The practice account says no, as AWS does.")}},
                400, exception);
}

http::Response portalError(int status, const QByteArray &exception, const QString &message)
{
    return json({{QStringLiteral("message"), message}}, status, exception);
}

// A page that a person reads: nothing of it comes from the request but what is escaped here.
http::Response html(const QString &title, const QString &text, const QList<std::pair<QString, QUrl>> &links)
{
    QString body = QStringLiteral("<!doctype html><meta charset=utf-8><title>%1</title>"
                                  "<body style=\"font:16px sans-serif;margin:4em auto;max-width:32em\">"
                                  "<h1>%1</h1><p>%2</p>")
                       .arg(title.toHtmlEscaped(), text.toHtmlEscaped());
    for (const auto &[caption, url] : links)
        body += QStringLiteral("<p><a href=\"%1\">%2</a></p>")
                    .arg(url.toString(QUrl::FullyEncoded).toHtmlEscaped(), caption.toHtmlEscaped());
    return {
        200,
        {{"content-type", "text/html; charset=utf-8"},
         {"content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"},
         {"cache-control", "no-store"}},
        body.toUtf8()};
}

QUrl withAnswer(const http::Request &request, const QString &answer)
{
    QUrl url = QUrl::fromEncoded(request.path + '?' + request.query);
    QUrlQuery query(url);
    query.addQueryItem(QStringLiteral("answer"), answer);
    url.setQuery(query);
    return url;
}

// A code that people compare, without letters that look like others.
QString newUserCode()
{
    constexpr QStringView letters(u"BCDFGHJKLMNPQRSTVWXZ");
    QString code;
    for (int i = 0; i < 8; ++i) {
        code += letters[QRandomGenerator::system()->bounded(static_cast<int>(letters.size()))];
        if (i == 3)
            code += u'-';
    }
    return code;
}

http::Response newTokens(const QDateTime &now)
{
    return json(
        {{QStringLiteral("accessToken"), sealed(QStringLiteral("access"), {}, now.addSecs(kTokenSeconds))},
         {QStringLiteral("refreshToken"), sealed(QStringLiteral("refresh"), {}, now.addDays(1))},
         {QStringLiteral("tokenType"), QStringLiteral("Bearer")},
         {QStringLiteral("expiresIn"), kTokenSeconds}});
}

} // namespace

std::optional<http::Response> SignIn::page(const http::Request &request, const QDateTime &now)
{
    const bool isDevice = request.path == "/device";
    if (request.method != "GET" || (!isDevice && request.path != "/authorize"))
        return std::nullopt;
    // Browsers come here, and only to this machine by its own name.
    http::Request bare = request;
    bare.headers = {};
    if (foreignProblem(bare))
        return std::nullopt;
    return isDevice ? devicePage(request, now) : authorizePage(request, now);
}

http::Response SignIn::authorizePage(const http::Request &request, const QDateTime &now) const
{
    QUrl back(asked(request, "redirect_uri"), QUrl::StrictMode);
    const bool isOurs = back.scheme() == u"http" && back.host() == u"127.0.0.1";
    const QString challenge = asked(request, "code_challenge");
    if (!isOurs || challenge.isEmpty())
        return html(Tr::tr("Practice sign-in"), Tr::tr("This address is not whole. Sign in once more."), {});
    const QString answer = asked(request, "answer");
    if (answer.isEmpty())
        return html(Tr::tr("Practice sign-in"),
                    Tr::tr("Formwork wants to use your practice accounts. Nothing here reaches AWS."),
                    {{Tr::tr("Allow"), withAnswer(request, QStringLiteral("allow"))},
                     {Tr::tr("Refuse"), withAnswer(request, QStringLiteral("refuse"))}});
    QUrlQuery query;
    if (answer == u"allow")
        query.addQueryItem(QStringLiteral("code"),
                           sealed(QStringLiteral("code"), {{QStringLiteral("challenge"), challenge}},
                                  now.addSecs(kDeviceSeconds)));
    else
        query.addQueryItem(QStringLiteral("error"), QStringLiteral("access_denied"));
    query.addQueryItem(QStringLiteral("state"), asked(request, "state"));
    back.setQuery(query);
    return {302, {{"location", back.toEncoded()}}, {}};
}

http::Response SignIn::devicePage(const http::Request &request, const QDateTime &now)
{
    const QString code = asked(request, "user_code").toUpper();
    const QString title = Tr::tr("Practice sign-in");
    for (Device &device : m_devices) {
        if (device.userCode != code || device.until <= now)
            continue;
        const QString answer = asked(request, "answer");
        if (answer.isEmpty())
            return html(title, Tr::tr("Formwork shows a code. Is it %1?").arg(device.userCode),
                        {{Tr::tr("Yes, allow it"), withAnswer(request, QStringLiteral("allow"))},
                         {Tr::tr("No, refuse it"), withAnswer(request, QStringLiteral("refuse"))}});
        device.state = answer == u"allow" ? Device::Allowed : Device::Denied;
        return html(title, Tr::tr("Thank you. Go back to Formwork."), {});
    }
    return html(title, Tr::tr("There is no such code. Add ?user_code= and the code to the address."), {});
}

std::optional<http::Response> SignIn::answer(const http::Request &request, const QString &url,
                                             const signing::Keys &own, const QDateTime &now,
                                             Fault::Kind fault)
{
    const bool isSigned = request.headers.contains("authorization");
    const bool isPost = request.method == "POST";
    const bool isPortal = request.headers.contains("x-amz-sso_bearer_token");
    const bool isSts = isSigned && isStsQuestion(request);
    const bool isOidc = !isSigned && isPost
        && (request.path == "/client/register" || request.path == "/device_authorization"
            || request.path == "/token");
    if (!isPortal && !isSts && !isOidc)
        return std::nullopt;
    if (fault == Fault::Kind::Throttle)
        return portalError(429, "TooManyRequestsException",
                           Tr::tr("The practice account was told to slow this request down."));
    if (fault == Fault::Kind::ServerError)
        return portalError(500, "InternalServerException",
                           Tr::tr("The practice account was told to fail this request."));
    if (isSts)
        return sts(request, own, now);
    if (isPortal)
        return portal(request, now);
    if (request.path == "/device_authorization")
        return beginDevice(url, now);
    if (request.path == "/token")
        return token(QJsonDocument::fromJson(request.body).object(), now);
    return json({{QStringLiteral("clientId"), QStringLiteral("practice-client")},
                 {QStringLiteral("clientSecret"), sealed(QStringLiteral("client"), {}, now.addDays(90))},
                 {QStringLiteral("clientSecretExpiresAt"), now.addDays(90).toSecsSinceEpoch()},
                 {QStringLiteral("clientIdIssuedAt"), now.toSecsSinceEpoch()}});
}

http::Response SignIn::beginDevice(const QString &url, const QDateTime &now)
{
    m_devices.removeIf([&](const auto &entry) { return entry.value().until <= now; });
    Device device;
    device.userCode = newUserCode();
    device.until = now.addSecs(kDeviceSeconds);
    const QString code = sealed(QStringLiteral("device"), {}, device.until);
    const QString page = url + QStringLiteral("/device");
    m_devices.insert(code, device);
    return json(
        {{QStringLiteral("deviceCode"), code},
         {QStringLiteral("userCode"), device.userCode},
         {QStringLiteral("verificationUri"), page},
         {QStringLiteral("verificationUriComplete"), page + QStringLiteral("?user_code=") + device.userCode},
         {QStringLiteral("expiresIn"), kDeviceSeconds},
         {QStringLiteral("interval"), kPollSeconds}});
}

http::Response SignIn::token(const QJsonObject &asked, const QDateTime &now)
{
    const auto text = [&asked](const char *name) { return asked.value(QLatin1String(name)).toString(); };
    const QString grant = text("grantType");
    if (grant == u"refresh_token") {
        const auto given = opened(QStringLiteral("refresh"), text("refreshToken"));
        return given && !isPast(*given, now) ? newTokens(now)
                                             : oauthError("invalid_grant", "InvalidGrantException");
    }
    if (grant == u"authorization_code") {
        const auto given = opened(QStringLiteral("code"), text("code"));
        const QByteArray proof =
            QCryptographicHash::hash(text("codeVerifier").toLatin1(), QCryptographicHash::Sha256)
                .toBase64(kBase64Url);
        const bool isRight = given && !isPast(*given, now)
            && given->value(QStringLiteral("challenge")).toString().toLatin1() == proof;
        return isRight ? newTokens(now) : oauthError("invalid_grant", "InvalidGrantException");
    }
    if (grant == u"urn:ietf:params:oauth:grant-type:device_code")
        return deviceToken(text("deviceCode"), now);
    return oauthError("unsupported_grant_type", "UnsupportedGrantTypeException");
}

http::Response SignIn::deviceToken(const QString &deviceCode, const QDateTime &now)
{
    const auto device = m_devices.constFind(deviceCode);
    if (device == m_devices.cend())
        return oauthError("invalid_grant", "InvalidGrantException");
    if (device->until <= now)
        return oauthError("expired_token", "ExpiredTokenException");
    if (device->state == Device::Waiting)
        return oauthError("authorization_pending", "AuthorizationPendingException");
    const bool isAllowed = device->state == Device::Allowed;
    m_devices.erase(device);
    return isAllowed ? newTokens(now) : oauthError("access_denied", "AccessDeniedException");
}

http::Response SignIn::portal(const http::Request &request, const QDateTime &now)
{
    const QString bearer = QString::fromLatin1(request.headers.value("x-amz-sso_bearer_token"));
    const auto given = opened(QStringLiteral("access"), bearer);
    if (!given || isPast(*given, now) || m_ended.contains(bearer))
        return portalError(401, "UnauthorizedException", Tr::tr("Session token not found or invalid"));
    if (request.path == "/logout") {
        m_ended.insert(bearer);
        return json({});
    }
    if (request.path == "/assignment/accounts")
        return json(accountPage(asked(request, "next_token").toInt(), asked(request, "max_result").toInt()));
    const QString account = asked(request, "account_id");
    const QStringList roles = rolesIn(account);
    if (roles.isEmpty())
        return portalError(403, "ForbiddenException", Tr::tr("No access"));
    if (request.path == "/assignment/roles")
        return json(rolePage(account));
    const QString role = asked(request, "role_name");
    if (request.path != "/federation/credentials")
        return portalError(404, "ResourceNotFoundException", Tr::tr("There is nothing here."));
    if (!roles.contains(role))
        return portalError(403, "ForbiddenException", Tr::tr("No access"));
    const SessionKeys made = sessionKeys(
        {account,
         QStringLiteral("arn:aws:sts::%1:assumed-role/AWSReservedSSO_%2_0000000000000000/practice")
             .arg(account, role),
         now.addSecs(secondsOf(role))});
    return json(
        {{QStringLiteral("roleCredentials"),
          QJsonObject{{QStringLiteral("accessKeyId"), QString::fromLatin1(made.keys.accessKeyId)},
                      {QStringLiteral("secretAccessKey"), QString::fromLatin1(made.keys.secretAccessKey)},
                      {QStringLiteral("sessionToken"), QString::fromLatin1(made.keys.sessionToken)},
                      {QStringLiteral("expiration"), made.until.toMSecsSinceEpoch()}}}});
}

} // namespace formwork::practice
