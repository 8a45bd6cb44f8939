// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "model/service.h"

#include <QCborMap>
#include <QCborValue>
#include <QIODevice>
#include <QStringList>

// One codec a wire protocol. Documents as in document/value.h; http::Request without scheme and authority.
namespace formwork::protocol
{

// The protocol a client should speak: the first of the service's list that there is a codec for.
[[nodiscard]] Result<model::Protocol> choose(const model::Service &service);

// Whether checksums go with whatever can have one, or only with what cannot do without, or where the input
// asks for one.
struct ChecksumWishes {
    bool ofRequests = true;
    bool ofAnswers = true;
};

// From how many bytes on a body is compressed that may be, as AWS's SDKs do by default.
constexpr int kUsuallyCompressedFrom = 10'240;

// Method, path, query, headers (content-type and the protocol's own) and body. `basePath` is the endpoint's
// prefix; `overTls` tells that bodies need not be signed; a negative `compressFrom` compresses nothing.
// `hostPrefix` in the result is the endpoint trait's prefix with its labels filled in. Errors:
// Phase::Serialise with the pointer and name of the member (an empty label, a value of the wrong type).
struct Serialised {
    http::Request request;
    QByteArray hostPrefix;
    bool hasTrailer = false; // the body is followed by its checksum, so that it is not signed itself
    bool hasBlobBody = false; // a blob is the whole body, which may be large
};
[[nodiscard]] Result<Serialised> serialise(const model::Operation &operation, const QCborValue &input,
                                           const QByteArray &basePath = {}, bool overTls = false,
                                           ChecksumWishes wishes = {},
                                           int compressFrom = kUsuallyCompressedFrom);

// An answer understood. For an error, `error` has Phase::Service, code (namespaces and URIs stripped),
// message, request id, retryable/throttling by the model, and `output` holds the error shape's members.
// `notes` are sentences on members of a done call that do not fit the model: such a value is kept as it came
// or left out, and costs none of the others.
struct Answer {
    QCborValue output; // a Map
    QString requestId;
    QStringList notes;
    std::optional<Error> error;
};
[[nodiscard]] Result<Answer> parse(const model::Operation &operation, const http::Response &response);

// The other direction, for the practice account: reads a request as a server would, writes an answer or an
// error; `members` are those of the error's shape beside its message.
[[nodiscard]] Result<QCborValue> parseRequest(const model::Operation &operation,
                                              const http::Request &request);
[[nodiscard]] http::Response writeResponse(const model::Operation &operation, const QCborValue &output,
                                           const QString &requestId);
[[nodiscard]] http::Response writeError(const model::Operation &operation, const QString &code,
                                        const QString &message, int httpStatus, const QString &requestId,
                                        const QCborMap &members = {});

} // namespace formwork::protocol
