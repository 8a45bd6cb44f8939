// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "model/service.h"

#include <QCborMap>

// What operation traits ask of a finished body, whatever the protocol.
namespace formwork::protocol
{

// requestCompression: gzip from 10,240 bytes on, as AWS's SDKs do by default. The same body gives the same
// bytes.
void compress(const model::Operation &operation, http::Request &request);

// httpChecksumRequired (Content-MD5) and httpChecksum (x-amz-checksum-...; CRC32 unless the input names
// another). A checksum that the input brings along is left alone. Errors: Phase::Serialise for an algorithm
// that is not known.
[[nodiscard]] Result<void> addChecksum(const model::Operation &operation, const QCborMap &input,
                                       http::Request &request);

} // namespace formwork::protocol
