// SPDX-License-Identifier: Apache-2.0
#include "signing/stringtosign.h"

#include "signing/keycache.h"

namespace formwork::signing
{

QByteArray stringToSign(QByteArrayView timestamp, const Scope &scope, QByteArrayView canonicalRequest)
{
    const QByteArrayView algorithm = scope.isMultiRegion ? kMultiRegionAlgorithm : kAlgorithm;
    return joined(
        {algorithm, "\n", timestamp, "\n", scope.toByteArray(), "\n", hex(sha256(canonicalRequest))});
}

QByteArray signatureOf(QByteArrayView stringToSign, QByteArrayView secret, const Scope &scope)
{
    return hex(hmacSha256(viewOf(signingKey(secret, scope.date, scope.region, scope.service)), stringToSign));
}

} // namespace formwork::signing
