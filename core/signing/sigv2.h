// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/signer.h"

namespace formwork::signing
{

// Signature Version 2 with HMAC-SHA256, which a few old services know alone: parameters of the form, in the
// body, that is signed. The request has the query protocol's form as its body.
[[nodiscard]] http::Request signV2(http::Request request, const Keys &keys, const QDateTime &time);

} // namespace formwork::signing
