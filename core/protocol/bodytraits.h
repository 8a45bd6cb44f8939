// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "model/service.h"

// What operation traits ask of a finished body, whatever the protocol.
namespace formwork::protocol
{

// requestCompression: gzip from 10,240 bytes on, as AWS's SDKs do by default. The same body gives the same
// bytes.
void compress(const model::Operation &operation, http::Request &request);

// The reverse, as a server reads it: the request without gzip as the last of its content encodings, unless
// that header is a member, which tells of what is stored. Errors: Phase::Parse, "NotGzip", also for more than
// a server would keep.
[[nodiscard]] Result<http::Request> decompressed(const model::Operation &operation,
                                                 const http::Request &request);

} // namespace formwork::protocol
