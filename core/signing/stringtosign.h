// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/joined.h"

namespace formwork::signing
{

inline constexpr QByteArrayView kAlgorithm = "AWS4-HMAC-SHA256";

// What a signature is good for: "20150830/us-east-1/iam/aws4_request".
struct Scope {
    QByteArray date; // "20150830"
    QByteArray region;
    QByteArray service;
    [[nodiscard]] QByteArray toByteArray() const
    {
        return joined({date, "/", region, "/", service, "/aws4_request"});
    }
};

// `timestamp` as in x-amz-date: "20150830T123600Z".
[[nodiscard]] QByteArray stringToSign(QByteArrayView timestamp, const Scope &scope,
                                      QByteArrayView canonicalRequest);
[[nodiscard]] QByteArray signatureOf(QByteArrayView stringToSign, QByteArrayView secret,
                                     const Scope &scope); // hex

} // namespace formwork::signing
