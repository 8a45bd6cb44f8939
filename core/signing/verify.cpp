// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "signing/canonical.h"
#include "signing/digest.h"
#include "signing/signer.h"
#include "signing/stringtosign.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <expected>

namespace formwork::signing
{

namespace
{

constexpr qsizetype kMostSignedHeaders = 256; // each is searched for among all headers

Verdict refusal(QByteArray code, QString message) { return {std::move(code), std::move(message), {}, {}}; }

Verdict incomplete(QString message)
{
    return refusal(QByteArrayLiteral("IncompleteSignatureException"), std::move(message));
}

Verdict invalid(QString message)
{
    return refusal(QByteArrayLiteral("InvalidSignatureException"), std::move(message));
}

// The Authorization header taken apart.
struct Authorization {
    QByteArray accessKeyId;
    Scope scope;
    QByteArray names; // "host;x-amz-date"
    QByteArrayList signedHeaders;
    QByteArray signature;
};

using Parsed = std::expected<Authorization, Verdict>;

bool readCredential(const QByteArray &credential, Authorization &result)
{
    const QByteArrayList parts = credential.split('/');
    if (parts.size() != 5 || parts[1].size() != 8 || parts[4] != "aws4_request")
        return false;
    result.accessKeyId = parts[0];
    result.scope = {parts[1], parts[2], parts[3]};
    return true;
}

Parsed readAuthorization(const QByteArray &header)
{
    if (header.isEmpty())
        return std::unexpected(refusal(QByteArrayLiteral("MissingAuthenticationTokenException"),
                                       Tr::tr("The request carries no Authorization header.")));
    if (!header.startsWith(kAlgorithm.toByteArray() + ' '))
        return std::unexpected(
            incomplete(Tr::tr("The Authorization header does not begin with AWS4-HMAC-SHA256.")));
    Authorization result;
    QByteArray credential;
    for (const QByteArray &item : header.mid(kAlgorithm.size()).split(',')) {
        const QByteArray part = item.trimmed();
        if (part.startsWith("Credential="))
            credential = part.mid(11);
        else if (part.startsWith("SignedHeaders="))
            result.names = part.mid(14);
        else if (part.startsWith("Signature="))
            result.signature = part.mid(10);
    }
    if (!readCredential(credential, result))
        return std::unexpected(
            incomplete(Tr::tr("The Credential of the Authorization header is not of the form "
                              "KEY/DATE/REGION/SERVICE/aws4_request.")));
    if (result.names.count(';') >= kMostSignedHeaders)
        return std::unexpected(incomplete(Tr::tr("The Authorization header names too many signed headers.")));
    if (result.names.isEmpty() || result.signature.isEmpty())
        return std::unexpected(
            incomplete(Tr::tr("The Authorization header lacks SignedHeaders or Signature.")));
    result.signedHeaders = result.names.split(';');
    return result;
}

QString incompleteScope(const http::Request &request, const QByteArrayList &signedHeaders)
{
    if (!signedHeaders.contains("host"))
        return Tr::tr("The host header must be signed.");
    for (const auto &[name, value] : request.headers) {
        const QByteArray lower = name.toLower();
        if (lower.startsWith("x-amz-") && lower != "x-amz-security-token" && !signedHeaders.contains(lower))
            return Tr::tr("The header %1 must be signed.").arg(QString::fromLatin1(lower));
    }
    return {};
}

// A parameter of the query, decoded; empty if there is none.
QByteArray parameter(const http::Request &request, QByteArrayView name)
{
    for (const QByteArray &part : request.query.split('&')) {
        const qsizetype equals = part.indexOf('=');
        if (equals > 0 && QByteArrayView(part).first(equals) == name)
            return QByteArray::fromPercentEncoding(part.sliced(equals + 1));
    }
    return {};
}

// One whose signature is in the address, as if it stood in the headers.
http::Request withHeaders(const http::Request &request)
{
    http::Request moved = request;
    QByteArrayList rest = request.query.split('&');
    rest.removeIf([](const QByteArray &part) { return part.startsWith("X-Amz-Signature="); });
    moved.query = rest.join('&');
    moved.headers.append("authorization",
                         parameter(request, "X-Amz-Algorithm")
                             + " Credential=" + parameter(request, "X-Amz-Credential")
                             + ", SignedHeaders=" + parameter(request, "X-Amz-SignedHeaders")
                             + ", Signature=" + parameter(request, "X-Amz-Signature"));
    moved.headers.append("x-amz-date", parameter(request, "X-Amz-Date"));
    if (const QByteArray token = parameter(request, "X-Amz-Security-Token"); !token.isEmpty())
        moved.headers.append("x-amz-security-token", token);
    return moved;
}

struct Stamped {
    QByteArray text; // as signed
    QDateTime time; // UTC; invalid if it cannot be read
};

Stamped timeOf(const http::Request &request)
{
    const QByteArray stamp = request.headers.value("x-amz-date");
    if (!stamp.isEmpty()) {
        QDateTime time = QDateTime::fromString(QString::fromLatin1(stamp), u"yyyyMMdd'T'HHmmss'Z'");
        time.setTimeSpec(Qt::UTC);
        return {stamp, time};
    }
    const QString date = QString::fromLatin1(request.headers.value("date"));
    QDateTime time = QLocale::c().toDateTime(date, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    time.setTimeSpec(Qt::UTC);
    return {time.toString(u"yyyyMMdd'T'HHmmss'Z'").toLatin1(), time};
}

QString staleness(const Stamped &stamped, const Scope &scope, const QDateTime &now, int skewSeconds,
                  int lifeSeconds)
{
    const QString signedAt = QString::fromLatin1(stamped.text);
    if (!stamped.text.startsWith(scope.date))
        return Tr::tr("The date of the credential scope is not that of the request, %1.").arg(signedAt);
    const qint64 ahead = now.secsTo(stamped.time);
    const QString current = now.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'");
    if (ahead < -lifeSeconds)
        return Tr::tr("Signature expired: %1 is too long before %2.").arg(signedAt, current);
    if (ahead > skewSeconds)
        return Tr::tr("Signature not yet current: %1 is too long after %2.").arg(signedAt, current);
    return {};
}

// The headers the client says it signed, in its order.
std::vector<CanonicalHeader> namedHeaders(const http::Request &request, const QByteArrayList &names)
{
    std::vector<CanonicalHeader> headers;
    headers.reserve(static_cast<size_t>(names.size()));
    for (const QByteArray &name : names) {
        QByteArrayList values =
            name == "host" ? QByteArrayList{request.authority} : request.headers.values(name);
        for (QByteArray &value : values)
            value = canonicalValue(value);
        headers.push_back({name, values.join(',')});
    }
    return headers;
}

// Empty if the request claims another body than it has.
QByteArray payloadHashOf(const http::Request &request)
{
    const QByteArray claimed = request.headers.value("x-amz-content-sha256");
    // The pieces of a stream have signatures of their own.
    if (claimed == "UNSIGNED-PAYLOAD" || claimed.startsWith("STREAMING-"))
        return claimed;
    QByteArray actual = hex(sha256(request.body));
    return claimed.isEmpty() || claimed == actual ? actual : QByteArray();
}

bool isSigned(const http::Request &request, const Keys &keys, const Authorization &authorization,
              const QByteArray &timestamp, const QByteArray &payloadHash)
{
    const bool plainPath = authorization.scope.service == "s3";
    const QByteArray canonical = canonicalRequest(
        request.method, canonicalPath(request.path, !plainPath, !plainPath), canonicalQuery(request.query),
        namedHeaders(request, authorization.signedHeaders), authorization.names, payloadHash);
    const QByteArray text = stringToSign(timestamp, authorization.scope, canonical);
    return equalInConstantTime(signatureOf(text, keys.secretAccessKey, authorization.scope),
                               authorization.signature);
}

} // namespace

Verdict verify(const http::Request &given, const Keys &keys, const QDateTime &now, int skewSeconds)
{
    constexpr int kLongestLife = 7 * 86'400; // of an address, in seconds
    const bool isPresigned =
        given.headers.value("authorization").isEmpty() && !parameter(given, "X-Amz-Signature").isEmpty();
    const http::Request request = isPresigned ? withHeaders(given) : given;
    const int life =
        isPresigned ? std::clamp(parameter(given, "X-Amz-Expires").toInt(), 0, kLongestLife) : skewSeconds;
    const Parsed authorization = readAuthorization(request.headers.value("authorization"));
    if (!authorization)
        return authorization.error();
    if (authorization->accessKeyId != keys.accessKeyId
        || request.headers.value("x-amz-security-token") != keys.sessionToken)
        return refusal(
            QByteArrayLiteral("UnrecognizedClientException"),
            Tr::tr("The access key id or the session token of the request is not one of this account."));
    if (const QString problem = incompleteScope(given, authorization->signedHeaders); !problem.isEmpty())
        return incomplete(problem);
    const Stamped stamped = timeOf(request);
    if (!stamped.time.isValid())
        return incomplete(Tr::tr("The request needs an X-Amz-Date or a Date header that can be read."));
    if (const QString problem = staleness(stamped, authorization->scope, now, skewSeconds, life);
        !problem.isEmpty())
        return invalid(problem);
    const bool isOpen =
        isPresigned && authorization->scope.service == "s3"; // whoever has the address sends what
    const QByteArray payloadHash = isOpen ? QByteArrayLiteral("UNSIGNED-PAYLOAD") : payloadHashOf(request);
    if (payloadHash.isEmpty())
        return invalid(Tr::tr("The x-amz-content-sha256 header is not the digest of the body."));
    if (!isSigned(request, keys, *authorization, stamped.text, payloadHash))
        return invalid(Tr::tr(
            "The signature of the request is not the one calculated from it. Check the secret access key "
            "and the way of signing."));
    return {{}, {}, authorization->scope.region, authorization->scope.service};
}

} // namespace formwork::signing
