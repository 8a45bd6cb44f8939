// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"

#include <vector>

// The canonical forms of Signature Version 4, each from the raw bytes of a request.
namespace formwork::signing
{

// Percent-encodes every byte but the unreserved ones of RFC 3986.
[[nodiscard]] QByteArray percentEncoded(QByteArrayView text);

// `doubleEncode`: the path as sent is encoded once more; else (S3) only what was left unencoded is.
// `normalize`: empty and "." segments are dropped and ".." resolved first.
[[nodiscard]] QByteArray canonicalPath(const QByteArray &path, bool normalize, bool doubleEncode);

// Parameters encoded strictly and sorted by the bytes of their encoded names, then values.
[[nodiscard]] QByteArray canonicalQuery(const QByteArray &query);

struct CanonicalHeader {
    QByteArray name; // lower case
    QByteArray value; // trimmed, inner white space collapsed
};

// Whether proxies and libraries leave a header (lower-case name) alone, so that it can be signed.
[[nodiscard]] bool isStable(QByteArrayView name);

[[nodiscard]] QByteArray canonicalValue(const QByteArray &value);

// The stable headers and the host, sorted by name; those of one name are joined in the order they came.
[[nodiscard]] std::vector<CanonicalHeader> canonicalHeaders(const http::Request &request);

[[nodiscard]] QByteArray nameList(const std::vector<CanonicalHeader> &headers); // "host;x-amz-date"

// The parts on their lines; `path` and `query` in canonical form already.
[[nodiscard]] QByteArray canonicalRequest(QByteArrayView method, QByteArrayView path, QByteArrayView query,
                                          const std::vector<CanonicalHeader> &headers, QByteArrayView names,
                                          QByteArrayView payloadHash);

} // namespace formwork::signing
