// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"

// What operation traits ask of a finished body, whatever the protocol.
namespace formwork::protocol
{

// requestCompression: gzip from 10,240 bytes on, as AWS's SDKs do by default. The same body gives the same
// bytes.
void compress(const model::Operation &operation, http::Request &request);

} // namespace formwork::protocol
