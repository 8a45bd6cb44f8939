// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/digest.h"

namespace formwork::signing
{

// The signing key of a secret for a day ("20150830"), region and service. The last few are remembered, shared
// by all threads, under a salted digest: the cache holds no secret access key.
[[nodiscard]] Digest signingKey(QByteArrayView secret, QByteArrayView date, QByteArrayView region,
                                QByteArrayView service);

} // namespace formwork::signing
