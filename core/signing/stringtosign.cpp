// SPDX-License-Identifier: Apache-2.0
#include "signing/stringtosign.h"

#include "signing/keycache.h"

namespace formwork::signing
{

QByteArray stringToSign(QByteArrayView timestamp, const Scope &scope, QByteArrayView canonicalRequest)
{
    QByteArray text;
    text.reserve(192);
    text.append(kAlgorithm)
        .append('\n')
        .append(timestamp)
        .append('\n')
        .append(scope.toByteArray())
        .append('\n');
    appendHex(text, sha256(canonicalRequest));
    return text;
}

QByteArray signatureOf(QByteArrayView stringToSign, QByteArrayView secret, const Scope &scope)
{
    return hex(hmacSha256(viewOf(signingKey(secret, scope.date, scope.region, scope.service)), stringToSign));
}

} // namespace formwork::signing
