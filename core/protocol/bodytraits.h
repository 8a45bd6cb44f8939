// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "model/service.h"

// What operation traits ask of a finished body, whatever the protocol.
namespace formwork::protocol
{

// requestCompression: gzip for bodies of `from` bytes and more; negative: for none. The same body gives the
// same bytes.
void compress(const model::Operation &operation, int from, http::Request &request);

// The reverse, as a server reads it: the request without gzip as the last of its content encodings, unless
// that header is a member, which tells of what is stored. Errors: Phase::Parse, "NotGzip", also for more than
// a server would keep.
[[nodiscard]] Result<http::Request> decompressed(const model::Operation &operation,
                                                 const http::Request &request);

} // namespace formwork::protocol
