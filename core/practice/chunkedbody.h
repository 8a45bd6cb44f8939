// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "signing/signer.h"

#include <expected>

namespace formwork::practice
{

// What is wrong with a body in pieces.
enum class ChunkFault { Torn, WrongSignature };

// A body in pieces, each behind its length ("aws-chunked"), as one; any other as it is. Pieces that are
// signed (STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "Signature calculations for the authorization header:
// transferring a payload in multiple chunks" of the S3 API Reference) have to be signed well, each with the
// one before it.
[[nodiscard]] std::expected<http::Request, ChunkFault> wholeRequest(const http::Request &request,
                                                                    const signing::Keys &keys);

} // namespace formwork::practice
