// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"

#include <QDateTime>
#include <QString>

// AWS Signature Version 4, as in "Signature Version 4 signing process" of the AWS General Reference, and its
// asymmetric variant 4A for several Regions at once.
namespace formwork::signing
{

struct Keys {
    QByteArray accessKeyId;
    QByteArray secretAccessKey;
    QByteArray sessionToken; // empty: none
};

enum class Placement { Headers, Query };

enum class Version { V4, V4a };

struct Options {
    QDateTime time; // UTC; seconds count
    Version version = Version::V4;
    QByteArray region; // of V4a the set: "us-east-1,eu-*" or "*"
    QByteArray service; // signing name
    Placement placement = Placement::Headers;
    bool doubleEncodePath = true; // false for S3
    bool normalizePath = true; // false for S3
    bool unsignedPayload = false; // UNSIGNED-PAYLOAD
    bool addPayloadHash = false; // x-amz-content-sha256 as a header (S3 and its kin)
    bool signSessionToken = true; // false: added after signing
    int expiresSeconds = 900; // query placement
    QByteArray payloadHash; // hex SHA-256 known beforehand (a body that is streamed); empty: of the body
};

// Every stage, so that tests (and the Request tab) can show them.
struct Signed {
    http::Request request; // ready for the wire
    QByteArray canonicalRequest;
    QByteArray stringToSign;
    QByteArray signature; // lower-case hex; of V4a another one every time
    QByteArray signedHeaders; // "host;x-amz-date;..."
};

[[nodiscard]] Signed sign(http::Request request, const Keys &keys, const Options &options);

// For the practice account: whether the raw request carries a valid header signature of `keys`; the canonical
// request is built from the raw target and headers as received. Returns an AWS error code ("" if valid):
// MissingAuthenticationTokenException, IncompleteSignatureException, UnrecognizedClientException,
// InvalidSignatureException (also for a time more than `skewSeconds` away from `now`).
struct Verdict {
    QByteArray code;
    QString message;
    QByteArray region;
    QByteArray service;
    [[nodiscard]] bool isValid() const { return code.isEmpty(); }
};
[[nodiscard]] Verdict verify(const http::Request &request, const Keys &keys, const QDateTime &now,
                             int skewSeconds = 300);

} // namespace formwork::signing
