// SPDX-License-Identifier: Apache-2.0
#include "practice/signin.h"

#include "base/tr.h"
#include "practice/rehearsal.h"
#include "practice/requesthost.h"
#include "practice/signindirectory.h"
#include "practice/signinpages.h"
#include "practice/signinsession.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QUrl>

namespace formwork::practice
{

namespace
{

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr int kTokenSeconds = 3600;
constexpr int kDeviceSeconds = 600;
constexpr int kPollSeconds = 1;

http::Response oauthError(const char *name, const QByteArray &exception)
{
    return jsonAnswer({{QStringLiteral("error"), QLatin1String(name)},
                       {QStringLiteral("error_description"),
                        formwork::Tr::tr("The practice account says no, as AWS does.")}},
                      400, exception);
}

http::Response portalError(int status, const QByteArray &exception, const QString &message)
{
    return jsonAnswer({{QStringLiteral("message"), message}}, status, exception);
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
    return jsonAnswer(
        {{QStringLiteral("accessToken"), sealed(QStringLiteral("access"), {}, now.addSecs(kTokenSeconds))},
         {QStringLiteral("refreshToken"), sealed(QStringLiteral("refresh"), {}, now.addDays(1))},
         {QStringLiteral("tokenType"), QStringLiteral("Bearer")},
         {QStringLiteral("expiresIn"), kTokenSeconds}});
}

} // namespace

std::optional<http::Response> SignIn::page(const http::Request &request, const QDateTime &now)
{
    if (request.method != "GET")
        return std::nullopt;
    // Browsers come here, and only to this machine by its own name.
    http::Request bare = request;
    bare.headers = {};
    if (foreignProblem(bare))
        return std::nullopt;
    if (request.path == "/device")
        return devicePage(request, now);
    return request.path == "/authorize" ? authorizePage(request, now) : ConsoleSignIn::page(request, now);
}

http::Response SignIn::authorizePage(const http::Request &request, const QDateTime &now)
{
    const QUrl back(queryValue(request, "redirect_uri"), QUrl::StrictMode);
    const QString challenge = queryValue(request, "code_challenge");
    if (!isOwnMachine(back) || challenge.isEmpty())
        return signInPage(Tr::tr("This address is not whole. Sign in once more."));
    const QString answer = queryValue(request, "answer");
    if (answer.isEmpty())
        return signInPage(Tr::tr("Formwork wants to use your practice accounts. Nothing here reaches AWS."),
                          {{Tr::tr("Allow"), withAnswer(request, QStringLiteral("allow"))},
                           {Tr::tr("Refuse"), withAnswer(request, QStringLiteral("refuse"))}});
    return sentBack(request,
                    answer == u"allow"
                        ? sealed(QStringLiteral("code"), {{QStringLiteral("challenge"), challenge}},
                                 now.addSecs(kDeviceSeconds))
                        : QString());
}

http::Response SignIn::devicePage(const http::Request &request, const QDateTime &now)
{
    const QString code = queryValue(request, "user_code").toUpper();
    for (Device &device : m_devices) {
        if (device.userCode != code || device.until <= now)
            continue;
        const QString answer = queryValue(request, "answer");
        if (answer.isEmpty())
            return signInPage(Tr::tr("Formwork shows a code. Is it %1?").arg(device.userCode),
                              {{Tr::tr("Yes, allow it"), withAnswer(request, QStringLiteral("allow"))},
                               {Tr::tr("No, refuse it"), withAnswer(request, QStringLiteral("refuse"))}});
        device.state = answer == u"allow" ? Device::Allowed : Device::Denied;
        return signInPage(Tr::tr("Thank you. Go back to Formwork."));
    }
    return signInPage(Tr::tr("There is no such code. Add ?user_code= and the code to the address."));
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
    const bool isConsole = ConsoleSignIn::isQuestion(request);
    if (!isPortal && !isSts && !isOidc && !isConsole)
        return std::nullopt;
    if (fault == Fault::Kind::Throttle)
        return portalError(429, "TooManyRequestsException",
                           Tr::tr("The practice account was told to slow this request down."));
    if (fault == Fault::Kind::ServerError)
        return portalError(500, "InternalServerException",
                           Tr::tr("The practice account was told to fail this request."));
    if (isSts)
        return sts(request, own, now);
    if (isConsole)
        return m_console.answer(request, now, lasting(0));
    if (isPortal)
        return portal(request, now);
    if (request.path == "/device_authorization")
        return beginDevice(url, now);
    if (request.path == "/token")
        return token(QJsonDocument::fromJson(request.body).object(), now);
    return jsonAnswer(
        {{QStringLiteral("clientId"), QStringLiteral("practice-client")},
         {QStringLiteral("clientSecret"), sealed(QStringLiteral("client"), {}, now.addDays(90))},
         {QStringLiteral("clientSecretExpiresAt"), now.addDays(90).toSecsSinceEpoch()},
         {QStringLiteral("clientIdIssuedAt"), now.toSecsSinceEpoch()}});
}

int SignIn::lasting(int usual) const
{
    const bool isSaid = m_rehearsal && m_rehearsal->session.count() > 0;
    return isSaid ? static_cast<int>(m_rehearsal->session.count()) : usual;
}

bool SignIn::areRolesTaken() const { return m_rehearsal && m_rehearsal->takesRoles; }

http::Response SignIn::beginDevice(const QString &url, const QDateTime &now)
{
    m_devices.removeIf([&](const auto &entry) { return entry.value().until <= now; });
    Device device;
    device.userCode = newUserCode();
    device.until = now.addSecs(kDeviceSeconds);
    const QString code = sealed(QStringLiteral("device"), {}, device.until);
    const QString page = url + QStringLiteral("/device");
    m_devices.insert(code, device);
    return jsonAnswer(
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
        return jsonAnswer({});
    }
    if (request.path == "/assignment/accounts")
        return jsonAnswer(accountPage(queryValue(request, "next_token").toInt(),
                                      queryValue(request, "max_result").toInt()));
    const QString account = queryValue(request, "account_id");
    const QStringList roles = rolesIn(account, areRolesTaken());
    if (roles.isEmpty())
        return portalError(403, "ForbiddenException", Tr::tr("No access"));
    if (request.path == "/assignment/roles")
        return jsonAnswer(rolePage(account, areRolesTaken()));
    const QString role = queryValue(request, "role_name");
    if (request.path != "/federation/credentials")
        return portalError(404, "ResourceNotFoundException", Tr::tr("There is nothing here."));
    if (!roles.contains(role))
        return portalError(403, "ForbiddenException", Tr::tr("No access"));
    const SessionKeys made = sessionKeys(
        {account,
         QStringLiteral("arn:aws:sts::%1:assumed-role/AWSReservedSSO_%2_0000000000000000/practice")
             .arg(account, role),
         now.addSecs(lasting(secondsOf(role)))});
    return jsonAnswer(
        {{QStringLiteral("roleCredentials"),
          QJsonObject{{QStringLiteral("accessKeyId"), QString::fromLatin1(made.keys.accessKeyId)},
                      {QStringLiteral("secretAccessKey"), QString::fromLatin1(made.keys.secretAccessKey)},
                      {QStringLiteral("sessionToken"), QString::fromLatin1(made.keys.sessionToken)},
                      {QStringLiteral("expiration"), made.until.toMSecsSinceEpoch()}}}});
}

} // namespace formwork::practice
