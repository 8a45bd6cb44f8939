// SPDX-License-Identifier: Apache-2.0
#include "core/signin/fakesignin.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace fake
{

namespace
{

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

Answer oauthError(const char *name, const char *exception, int status = 400)
{
    Answer answer = jsonAnswer({{QStringLiteral("error"), QLatin1String(name)},
                                {QStringLiteral("error_description"), QStringLiteral("no")}},
                               status);
    answer.errorType = exception;
    return answer;
}

Answer stsError(const char *code, const QString &message, int status = 403)
{
    return {
        status,
        QStringLiteral(
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
            "<Code>%1</Code><Message>%2</Message></Error><RequestId>r</RequestId></ErrorResponse>")
            .arg(QLatin1String(code), message)
            .toUtf8()};
}

QByteArray challengeOf(const QString &verifier)
{
    return QCryptographicHash::hash(verifier.toLatin1(), QCryptographicHash::Sha256).toBase64(kBase64Url);
}

QString text(const QUrlQuery &query, const char *name)
{
    return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

} // namespace

SignIn::SignIn(formwork::ClockPtr clock)
    : server([this](const Request &request) { return answer(request); })
    , m_clock(std::move(clock))
{
}

QUrl SignIn::confirm(const QUrl &authorize)
{
    const QUrlQuery query(authorize);
    const QString code = QStringLiteral("code-%1").arg(++m_made);
    m_codes.insert(code, text(query, "code_challenge"));
    QUrl back(text(query, "redirect_uri"));
    back.setQuery(QStringLiteral("code=%1&state=%2").arg(code, text(query, "state")));
    return back;
}

QString SignIn::confirmElsewhere(const QUrl &authorize)
{
    return QString::fromLatin1(confirm(authorize).query().toUtf8().toBase64());
}

Answer SignIn::answer(const Request &request)
{
    if (request.path == u"/client/register")
        return jsonAnswer(
            {{QStringLiteral("clientId"), QStringLiteral("client")},
             {QStringLiteral("clientSecret"), QStringLiteral("CANARY-CLIENT-SECRET")},
             {QStringLiteral("clientSecretExpiresAt"), m_clock->nowUtc().addDays(90).toSecsSinceEpoch()}});
    if (request.path == u"/device_authorization")
        return jsonAnswer({{QStringLiteral("deviceCode"), QStringLiteral("CANARY-DEVICE-CODE")},
                           {QStringLiteral("userCode"), QStringLiteral("ABCD-EFGH")},
                           {QStringLiteral("verificationUri"), url() + QStringLiteral("/device")},
                           {QStringLiteral("verificationUriComplete"),
                            url() + QStringLiteral("/device?user_code=ABCD-EFGH")},
                           {QStringLiteral("expiresIn"), 600},
                           {QStringLiteral("interval"), 1}});
    if (request.path == u"/token")
        return token(request);
    if (request.path == u"/v1/token")
        return console(request);
    if (request.path == u"/")
        return sts(request);
    return portal(request);
}

Answer SignIn::token(const Request &request)
{
    const QString grant = request.member("grantType");
    if (grant == u"refresh_token") {
        if (request.member("refreshToken") != refreshToken)
            return oauthError("invalid_grant", "InvalidGrantException");
        return newToken();
    }
    if (grant == u"authorization_code") {
        const QString challenge = m_codes.take(request.member("code"));
        const bool isRight =
            !challenge.isEmpty() && challengeOf(request.member("codeVerifier")) == challenge.toLatin1();
        return isRight ? newToken() : oauthError("invalid_grant", "InvalidGrantException");
    }
    if (pending > 0) {
        --pending;
        return oauthError("authorization_pending", "AuthorizationPendingException");
    }
    if (!deviceError.isEmpty())
        return oauthError(deviceError.toLatin1().constData(),
                          deviceError == u"access_denied"       ? "AccessDeniedException"
                              : deviceError == u"expired_token" ? "ExpiredTokenException"
                                                                : "InvalidGrantException");
    return newToken();
}

Answer SignIn::newToken()
{
    const QString access = QStringLiteral("CANARY-ACCESS-%1").arg(++m_made);
    accessTokens.insert(access);
    QJsonObject object{{QStringLiteral("accessToken"), access},
                       {QStringLiteral("tokenType"), QStringLiteral("Bearer")},
                       {QStringLiteral("expiresIn"), tokenLasts}};
    if (givesRefreshToken) {
        refreshToken = QStringLiteral("CANARY-REFRESH-%1").arg(m_made);
        object.insert(QStringLiteral("refreshToken"), refreshToken);
    }
    return jsonAnswer(object);
}

Answer SignIn::portal(const Request &request)
{
    const QString bearer = QString::fromLatin1(request.headers.value("x-amz-sso_bearer_token"));
    if (!takesTokens || !accessTokens.contains(bearer)) {
        Answer refused = jsonAnswer(
            {{QStringLiteral("message"), QStringLiteral("Session token not found or invalid")}}, 401);
        refused.errorType = "UnauthorizedException";
        return refused;
    }
    if (request.path == u"/logout") {
        accessTokens.remove(bearer);
        return {200, "{}"};
    }
    if (throttled > 0) {
        --throttled;
        Answer slow = jsonAnswer({}, 429);
        slow.errorType = "TooManyRequestsException";
        return slow;
    }
    const QString account = request.asked("account_id");
    if (lostAccounts.contains(account)) {
        Answer lost = jsonAnswer({{QStringLiteral("message"), QStringLiteral("No access")}}, 403);
        lost.errorType = "ForbiddenException";
        return lost;
    }
    if (request.path == u"/assignment/accounts") {
        const int first = request.asked("next_token").toInt();
        const int last = std::min(first + request.asked("max_result").toInt(), accountCount);
        QJsonArray list;
        for (int i = first; i < last; ++i)
            list.append(QJsonObject{{QStringLiteral("accountId"), QString::number(100'000'000'000 + i)},
                                    {QStringLiteral("accountName"), QStringLiteral("account %1").arg(i)}});
        QJsonObject page{{QStringLiteral("accountList"), list}};
        if (last < accountCount)
            page.insert(QStringLiteral("nextToken"), QString::number(last));
        return jsonAnswer(page);
    }
    if (request.path == u"/assignment/roles") {
        QJsonArray list;
        for (int i = 0; i < roleCount; ++i) {
            const QString name = i == 0 ? QStringLiteral("Admin") : QStringLiteral("Role%1").arg(i);
            list.append(
                QJsonObject{{QStringLiteral("roleName"), name}, {QStringLiteral("accountId"), account}});
        }
        return jsonAnswer({{QStringLiteral("roleList"), list}});
    }
    return jsonAnswer(
        {{QStringLiteral("roleCredentials"),
          QJsonObject{{QStringLiteral("accessKeyId"), QStringLiteral("ASIASSO%1").arg(++m_made)},
                      {QStringLiteral("secretAccessKey"), QStringLiteral("CANARY-ROLE-SECRET")},
                      {QStringLiteral("sessionToken"), QStringLiteral("CANARY-ROLE-TOKEN")},
                      {QStringLiteral("expiration"), m_clock->nowUtc().addSecs(3600).toMSecsSinceEpoch()}}}});
}

Answer SignIn::sts(const Request &request)
{
    const QString action = request.form("Action");
    const QString code = request.form("TokenCode");
    if (action == u"GetCallerIdentity") {
        if (expiredKeys.contains(request.signedBy()))
            return stsError("ExpiredToken",
                            QStringLiteral("The security token included in the request is expired"));
        return {200,
                "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-"
                "role/Admin/me</Arn>"
                "<UserId>AROA:me</UserId><Account>123456789012</Account></GetCallerIdentityResult></"
                "GetCallerIdentityResponse>"};
    }
    if (!code.isEmpty() && !mfaRefusal.isEmpty())
        return stsError("AccessDenied", mfaRefusal);
    if (!code.isEmpty() && code != mfaCode)
        return stsError(
            "AccessDenied",
            QStringLiteral("MultiFactorAuthentication failed with invalid MFA one time pass code."));
    if (!code.isEmpty())
        mfaCode = QString::number(mfaCode.toInt() + 1); // each once
    const QString role = request.form("RoleArn");
    const QString arn = QStringLiteral("arn:aws:sts::%1:assumed-role/%2/me")
                            .arg(role.section(u':', 4, 4), role.section(u'/', -1));
    return {
        200,
        QStringLiteral("<%1Response><%1Result><AssumedRoleUser><AssumedRoleId>AROA:me</"
                       "AssumedRoleId><Arn>%2</Arn></AssumedRoleUser>"
                       "<Credentials><AccessKeyId>ASIASTS%3</AccessKeyId><SecretAccessKey>CANARY-STS-SECRET</"
                       "SecretAccessKey>"
                       "<SessionToken>CANARY-STS-TOKEN</SessionToken><Expiration>%4</Expiration></"
                       "Credentials></%1Result></%1Response>")
            .arg(action, arn)
            .arg(++m_made)
            .arg(m_clock->nowUtc().addSecs(action == u"GetSessionToken" ? 43200 : 3600).toString(Qt::ISODate))
            .toUtf8()};
}

Answer SignIn::console(const Request &request)
{
    const QByteArray proof = request.headers.value("dpop");
    const QJsonObject header =
        QJsonDocument::fromJson(QByteArray::fromBase64(proof.split('.').value(0), kBase64Url)).object();
    const QJsonObject payload =
        QJsonDocument::fromJson(QByteArray::fromBase64(proof.split('.').value(1), kBase64Url)).object();
    const QByteArray jwk = QJsonDocument(header.value(QStringLiteral("jwk")).toObject()).toJson();
    const bool isProven = header.value(QStringLiteral("typ")) == QStringLiteral("dpop+jwt")
        && payload.value(QStringLiteral("htu")).toString() == url() + QStringLiteral("/v1/token")
        && (m_proofKey.isEmpty() || jwk == m_proofKey);
    if (!isProven)
        return oauthError("INVALID_REQUEST", "ValidationException");
    if (!consoleError.isEmpty())
        return oauthError(consoleError.toLatin1().constData(), "AccessDeniedException", 401);
    const bool isRefresh = request.member("grantType") == u"refresh_token";
    const QString challenge = isRefresh ? QString() : m_codes.take(request.member("code"));
    const bool isRight = isRefresh
        ? m_consoleRefreshToken.isEmpty() || request.member("refreshToken") == m_consoleRefreshToken
        : challengeOf(request.member("codeVerifier")) == challenge.toLatin1();
    if (!isRight)
        return oauthError("TOKEN_EXPIRED", "AccessDeniedException", 401);
    m_proofKey = jwk;
    m_consoleRefreshToken = QStringLiteral("CANARY-CONSOLE-REFRESH-%1").arg(++m_made);
    QJsonObject answer{
        {QStringLiteral("accessToken"),
         QJsonObject{{QStringLiteral("accessKeyId"), QStringLiteral("ASIACON%1").arg(m_made)},
                     {QStringLiteral("secretAccessKey"), QStringLiteral("CANARY-CONSOLE-SECRET")},
                     {QStringLiteral("sessionToken"), QStringLiteral("CANARY-CONSOLE-TOKEN")}}},
        {QStringLiteral("tokenType"), QStringLiteral("aws_sigv4")},
        {QStringLiteral("expiresIn"), 900},
        {QStringLiteral("refreshToken"), m_consoleRefreshToken}};
    if (!isRefresh) {
        const QByteArray subject = R"({"sub":"arn:aws:iam::123456789012:user/me"})";
        answer.insert(QStringLiteral("idToken"),
                      QString::fromLatin1("e30." + subject.toBase64(kBase64Url) + ".x"));
    }
    return jsonAnswer(answer);
}

} // namespace fake
