// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/joined.h"

namespace formwork::signing
{

inline constexpr QByteArrayView kAlgorithm = "AWS4-HMAC-SHA256";
inline constexpr QByteArrayView kMultiRegionAlgorithm = "AWS4-ECDSA-P256-SHA256"; // Signature Version 4A

// What a signature is good for: "20150830/us-east-1/iam/aws4_request"; in version 4A without the region,
// which is in a header or parameter of its own.
struct Scope {
    QByteArray date; // "20150830"
    QByteArray region;
    QByteArray service;
    bool isMultiRegion = false;
    [[nodiscard]] QByteArray toByteArray() const
    {
        if (isMultiRegion)
            return joined({date, "/", service, "/aws4_request"});
        return joined({date, "/", region, "/", service, "/aws4_request"});
    }
};

// `timestamp` as in x-amz-date: "20150830T123600Z".
[[nodiscard]] QByteArray stringToSign(QByteArrayView timestamp, const Scope &scope,
                                      QByteArrayView canonicalRequest);
// Hex.
[[nodiscard]] QByteArray signatureOf(QByteArrayView stringToSign, QByteArrayView secret, const Scope &scope);

} // namespace formwork::signing
