// SPDX-License-Identifier: Apache-2.0
// STS, as far as signing in needs it.
#include "base/tr.h"
#include "practice/signin.h"
#include "practice/signindirectory.h"
#include "practice/signinsession.h"
#include "protocol/formreader.h"

#include <QMessageAuthenticationCode>
#include <QStringList>
#include <QtEndian>

#include <algorithm>

namespace formwork::practice
{

namespace
{

const QByteArray kWho = QByteArrayLiteral("GetCallerIdentity");
const QByteArray kRole = QByteArrayLiteral("AssumeRole");
const QByteArray kSession = QByteArrayLiteral("GetSessionToken");
constexpr int kLeastSeconds = 900;
constexpr int kMostSeconds = 43'200;

QString form(const http::Request &request, const char *name)
{
    return QString::fromUtf8(protocol::formParameter(request, name));
}

http::Response xml(int status, const QString &body)
{
    return {status, {{"content-type", "text/xml"}}, body.toUtf8()};
}

http::Response refusal(int status, const QString &code, const QString &message)
{
    return xml(status,
               QStringLiteral("<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>"
                              "<Type>Sender</Type><Code>%1</Code><Message>%2</Message></Error>"
                              "<RequestId>00000000-0000-0000-0000-000000000000</RequestId></ErrorResponse>")
                   .arg(code, message.toHtmlEscaped()));
}

http::Response result(const QByteArray &action, const QString &content)
{
    return xml(200,
               QStringLiteral("<%1Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1Result>%2"
                              "</%1Result><ResponseMetadata><RequestId>00000000-0000-0000-0000-000000000000"
                              "</RequestId></ResponseMetadata></%1Response>")
                   .arg(QString::fromLatin1(action), content));
}

QString inXml(const SessionKeys &made)
{
    return QStringLiteral("<Credentials><AccessKeyId>%1</AccessKeyId><SecretAccessKey>%2</SecretAccessKey>"
                          "<SessionToken>%3</SessionToken><Expiration>%4</Expiration></Credentials>")
        .arg(QString::fromLatin1(made.keys.accessKeyId), QString::fromLatin1(made.keys.secretAccessKey),
             QString::fromLatin1(made.keys.sessionToken), made.until.toString(Qt::ISODate));
}

QByteArray claimedKey(const http::Request &request)
{
    const QByteArray header = request.headers.value("authorization");
    const qsizetype at = header.indexOf("Credential=");
    return at < 0 ? QByteArray()
                  : header.sliced(at + qsizetype(sizeof "Credential=") - 1).split('/').value(0).left(128);
}

Session ownSession(const http::Request &request)
{
    const QString account = accountOf(claimedKey(request));
    return {account, userOf(account), {}};
}

http::Response assumed(const http::Request &request, int seconds, const QDateTime &now)
{
    const QString arn = form(request, "RoleArn");
    const QString name = form(request, "RoleSessionName");
    const QString account = arn.section(u':', 4, 4);
    const QString role = arn.section(u'/', -1);
    if (!arn.startsWith(QLatin1StringView("arn:")) || account.size() != 12 || role.isEmpty()
        || name.isEmpty())
        return refusal(400, QStringLiteral("ValidationError"),
                       formwork::Tr::tr("A role's ARN and a name of the session are needed."));
    const QString who = QStringLiteral("arn:aws:sts::%1:assumed-role/%2/%3").arg(account, role, name);
    // Whoever is held to reading cannot let go of it by assuming another role.
    const auto before = sessionOf(request.headers.value("x-amz-security-token"));
    const bool isReadOnly = form(request, "PolicyArns.member.1.arn").endsWith(u"policy/ReadOnlyAccess");
    if (before && before->isReadOnly)
        return refusal(403, QStringLiteral("AccessDenied"),
                       notAllowed(before->arn, QStringLiteral("sts:AssumeRole")));
    const SessionKeys made = sessionKeys({account, who, now.addSecs(seconds), isReadOnly});
    return result(kRole,
                  QStringLiteral("<AssumedRoleUser><AssumedRoleId>AROAPRACTICE0000000000:%1</AssumedRoleId>"
                                 "<Arn>%2</Arn></AssumedRoleUser>")
                          .arg(name.toHtmlEscaped(), who.toHtmlEscaped())
                      + inXml(made));
}

} // namespace

bool isStsQuestion(const http::Request &request)
{
    const QByteArray action = protocol::formParameter(request, "Action");
    return request.headers.value("authorization").contains("/sts/aws4_request")
        && (action == kWho || action == kRole || action == kSession);
}

signing::Keys SignIn::keysFor(const http::Request &request, const signing::Keys &own)
{
    const QByteArray token = request.headers.value("x-amz-security-token");
    const QByteArray key = claimedKey(request);
    if (!key.isEmpty() && sessionOf(token))
        return keysOf(key, token);
    // Any account's, by its number, has the same secret.
    return accountOf(key) == QString::fromLatin1(key) ? signing::Keys{key, own.secretAccessKey, {}} : own;
}

bool SignIn::isOver(const http::Request &request, const QDateTime &now)
{
    const auto session = sessionOf(request.headers.value("x-amz-security-token"));
    return session && session->until <= now;
}

QString SignIn::mfaSerial()
{
    return QStringLiteral("arn:aws:iam::%1:mfa/practice").arg(Server::accountId());
}

// As RFC 6238 has it, with a secret that everybody knows.
QString SignIn::mfaCode(const QDateTime &now)
{
    const quint64 step = qToBigEndian(static_cast<quint64>(now.toSecsSinceEpoch() / 30));
    const QByteArray hash =
        QMessageAuthenticationCode::hash(QByteArray(reinterpret_cast<const char *>(&step), sizeof step),
                                         "formwork practice device", QCryptographicHash::Sha1);
    const int offset = hash.back() & 0xf;
    const quint32 number = qFromBigEndian<quint32>(hash.constData() + offset) & 0x7fffffffU;
    return QStringLiteral("%1").arg(number % 1'000'000U, 6, 10, QLatin1Char('0'));
}

// In the words of AWS; nothing where no code is given, or a good one.
std::optional<http::Response> SignIn::refusedCode(const http::Request &request, const QDateTime &now)
{
    const QString code = form(request, "TokenCode");
    const QString serial = form(request, "SerialNumber");
    if (code.isEmpty() && serial.isEmpty())
        return std::nullopt;
    const QString denied = QStringLiteral("AccessDenied");
    if (serial != mfaSerial())
        return refusal(
            403, denied,
            QStringLiteral("MultiFactorAuthentication failed, unable to validate MFA code. Please "
                           "verify your MFA serial number is valid and associated with this user."));
    // The one before and the one after are taken too, as clocks of devices are a little off.
    const bool isRight = std::ranges::any_of(std::initializer_list<int>{-30, 0, 30}, [&](int seconds) {
        return code == mfaCode(now.addSecs(seconds));
    });
    if (!isRight || code == m_usedCode)
        return refusal(
            403, denied,
            QStringLiteral("MultiFactorAuthentication failed with invalid MFA one time pass code."));
    m_usedCode = code;
    return std::nullopt;
}

http::Response SignIn::sts(const http::Request &request, const signing::Keys &own, const QDateTime &now)
{
    const signing::Verdict verdict = signing::verify(request, keysFor(request, own), now);
    if (!verdict.isValid())
        return refusal(403,
                       verdict.code == "UnrecognizedClientException"
                           ? QStringLiteral("InvalidClientTokenId")
                           : QStringLiteral("SignatureDoesNotMatch"),
                       verdict.message);
    if (isOver(request, now))
        return refusal(403, QStringLiteral("ExpiredToken"),
                       QStringLiteral("The security token included in the request is expired"));
    const auto session = sessionOf(request.headers.value("x-amz-security-token"));
    const QByteArray action = protocol::formParameter(request, "Action");
    const Session who = session.value_or(ownSession(request));
    if (action == kWho)
        return result(
            kWho,
            QStringLiteral("<Arn>%1</Arn><UserId>%2</UserId><Account>%3</Account>")
                .arg(who.arn.toHtmlEscaped(), who.arn.section(u'/', -1).toHtmlEscaped(), who.accountId));
    if (std::optional<http::Response> refused = refusedCode(request, now))
        return *std::move(refused);
    if (action == kSession && session)
        return refusal(403, QStringLiteral("AccessDenied"),
                       QStringLiteral("Cannot call GetSessionToken with session credentials"));
    bool isNumber = false;
    const int wanted = form(request, "DurationSeconds").toInt(&isNumber);
    const int usual = action == kSession ? kMostSeconds : 3600;
    const int seconds = lasting(isNumber ? std::clamp(wanted, kLeastSeconds, kMostSeconds) : usual);
    if (action == kRole)
        return assumed(request, seconds, now);
    return result(kSession, inXml(sessionKeys({who.accountId, who.arn, now.addSecs(seconds)})));
}

} // namespace formwork::practice
