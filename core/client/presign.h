// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"

namespace formwork::client
{

inline constexpr int kUsualExpiry = 15 * 60; // seconds
inline constexpr int kLongestExpiry = 7 * 24 * 3600; // of Signature Version 4

// A request that needs no keys any more: whoever has the URL has the access, until it expires. Never stored.
struct Presigned {
    QByteArray url;
    http::Headers headers; // to be sent along, because they are signed; mostly none
    QDateTime expiresAt; // UTC; earlier where the keys are temporary ones
    bool endsWithKeys = false; // temporary keys: it ends with them at the latest
    [[nodiscard]] QString warning() const; // for people
};

// Of temporary keys, which live no longer themselves.
inline constexpr int kLongestExpiryOfSession = 36 * 3600; // seconds

// Whether there can be one at all: sent as GET, signed, nothing in its body.
[[nodiscard]] bool mayPresign(const model::Operation &operation);

// For operations with the method GET. Errors: Phase::Input, "NotPresignable"; otherwise those of prepare().
[[nodiscard]] Result<Presigned> presign(const Environment &environment, const model::Operation &operation,
                                        const QCborValue &input, const Target &target,
                                        const credentials::Credentials &credentials, const QDateTime &time,
                                        int seconds = kUsualExpiry);

} // namespace formwork::client
