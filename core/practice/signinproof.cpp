// SPDX-License-Identifier: Apache-2.0
#include "practice/signinproof.h"

#include "signing/ecdsa.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdlib>

namespace formwork::practice
{

namespace
{

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr qsizetype kCoordinate = 32; // bytes
constexpr qint64 kTolerance = 300; // seconds that a clock may be off

QByteArray decoded(const QByteArray &text) { return QByteArray::fromBase64(text, kBase64Url); }

QByteArray inDer(QByteArray number)
{
    while (number.size() > 1 && number[0] == '\0' && (number[1] & 0x80) == 0)
        number.remove(0, 1);
    if ((number[0] & 0x80) != 0)
        number.prepend('\0');
    return QByteArray("\x02") + static_cast<char>(number.size()) + number;
}

// Of r and s in a row.
QByteArray signatureInDer(const QByteArray &raw)
{
    const QByteArray both = inDer(raw.first(kCoordinate)) + inDer(raw.sliced(kCoordinate));
    return QByteArray("\x30") + static_cast<char>(both.size()) + both;
}

QString textIn(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

bool isFor(const QJsonObject &claims, const http::Request &request, const QDateTime &now)
{
    const QString url = QStringLiteral("http://") + QString::fromLatin1(request.authority + request.path);
    const qint64 made = claims.value(QStringLiteral("iat")).toInteger();
    return textIn(claims, "htm") == QString::fromLatin1(request.method) && textIn(claims, "htu") == url
        && std::abs(now.toSecsSinceEpoch() - made) <= kTolerance && !textIn(claims, "jti").isEmpty();
}

} // namespace

std::optional<QString> ProofCheck::thumbprint(const http::Request &request, const QDateTime &now)
{
    const QByteArray proof = request.headers.value("dpop");
    const QList<QByteArray> parts = proof.split('.');
    if (parts.size() != 3)
        return std::nullopt;
    const QJsonObject header = QJsonDocument::fromJson(decoded(parts[0])).object();
    const QJsonObject claims = QJsonDocument::fromJson(decoded(parts[1])).object();
    const QJsonObject key = header.value(QStringLiteral("jwk")).toObject();
    const QByteArray x = decoded(textIn(key, "x").toLatin1());
    const QByteArray y = decoded(textIn(key, "y").toLatin1());
    const QByteArray signature = decoded(parts[2]);
    const bool isOfForm = textIn(header, "typ") == u"dpop+jwt" && textIn(header, "alg") == u"ES256"
        && textIn(key, "kty") == u"EC" && textIn(key, "crv") == u"P-256" && x.size() == kCoordinate
        && y.size() == kCoordinate && signature.size() == 2 * kCoordinate;
    const QString number = textIn(claims, "jti");
    if (!isOfForm || !isFor(claims, request, now) || m_used.contains(number)
        || !signing::isEcdsaSignature('\4' + x + y, parts[0] + '.' + parts[1], signatureInDer(signature)))
        return std::nullopt;
    m_used.insert(number);
    const QByteArray canonical = R"({"crv":"P-256","kty":"EC","x":")" + x.toBase64(kBase64Url) + R"(","y":")"
        + y.toBase64(kBase64Url) + "\"}";
    return QString::fromLatin1(
        QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toBase64(kBase64Url));
}

} // namespace formwork::practice
