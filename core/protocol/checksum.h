// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "model/service.h"
#include "protocol/codec.h"
#include "protocol/runningchecksum.h"

#include <QCborMap>

namespace formwork::protocol
{

// What a model says of an operation's checksums (aws.protocols#httpChecksum); nothing of the kind: all empty.
struct ChecksumTrait {
    QString algorithmMember; // of the input: which one is sent
    QString validationMember; // of the input: asks for one in the answer
    QStringList answered; // algorithms that an answer may come with
    bool isRequired = false; // of requests

    [[nodiscard]] static ChecksumTrait of(const model::Operation &operation);
    [[nodiscard]] bool isOfRequests() const { return isRequired || !algorithmMember.isEmpty(); }
};

// Where the checksum that an operation asks for went.
enum class ChecksumPlace { None, Header, Trailer };

// Adds what the operation's checksum trait asks for: the algorithm that the input chooses, else CRC32. Over
// TLS the checksum of a streamed body follows it, in a trailer of the aws-chunked encoding.
[[nodiscard]] Result<ChecksumPlace> addChecksum(const model::Operation &operation, const QCborMap &input,
                                                bool overTls, ChecksumWishes wishes, http::Request &request);

// The input with the member set that asks for checksums in the answer.
[[nodiscard]] QCborMap askingForChecksums(const model::Operation &operation, QCborMap input);

// The checksum that an answer names for its body.
struct ExpectedChecksum {
    QString algorithm; // "CRC32", as RunningChecksum knows it
    QByteArray value; // the bytes
};

// Nothing where the operation promises none, and where it is one of the checksums of parts ("...-7").
[[nodiscard]] std::optional<ExpectedChecksum> expectedChecksum(const model::Operation &operation,
                                                               const http::Headers &headers);

// For a body that does not fit: Phase::Parse, "WrongChecksum".
[[nodiscard]] Error wrongChecksum(const ExpectedChecksum &expected, const QString &advice);

// Whether a whole body is not the one that the service has. A part of one (206) is not looked at.
[[nodiscard]] std::optional<Error> checksumProblem(const model::Operation &operation,
                                                   const http::Response &response);

// Glacier's hash of hashes of 1 MiB each, in hex.
[[nodiscard]] QByteArray treeHash(const QByteArray &body);
inline constexpr qsizetype kTreeLeaf = 1 << 20; // bytes
[[nodiscard]] QByteArray treeHashOf(QByteArrayList leaves); // SHA-256 of each 1 MiB; of nothing: one of them

} // namespace formwork::protocol
