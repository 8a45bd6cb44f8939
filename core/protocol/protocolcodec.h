// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/codec.h"
#include "protocol/misfit.h"

#include <QCborMap>

namespace formwork::protocol
{

// What a wire protocol has to say; one stateless object each. The server's side is there for the protocols
// that the practice account speaks; the others refuse.
class ProtocolCodec
{
public:
    virtual ~ProtocolCodec() = default;

    // Everything but what all protocols share (host prefix, compression, checksums); see codec.cpp.
    [[nodiscard]] virtual Result<http::Request>
    serialise(const model::Operation &operation, const QCborMap &input, const QByteArray &basePath) const = 0;

    // A body of status 2xx. An error is for what is not the service's answer at all ("NotJson", "NotXml",
    // "NotCbor", "OtherAnswer", "EmptyAnswer"); what only does not fit inside of it goes to `misfit`.
    [[nodiscard]] virtual Result<QCborMap>
    parseOutput(const model::Operation &operation, const http::Response &response, Misfit &misfit) const = 0;

    // What the body and the headers of any other status tell. Nothing is an error here: an answer that says
    // nothing leaves the code empty, one in another language (HTML from a proxy) sets `isForeign`.
    struct Complaint {
        QString code; // as on the wire, namespaces and URIs included
        QString message;
        QString requestId; // from the body
        QCborMap members; // of the error shape
        bool isForeign = false;
    };
    [[nodiscard]] virtual Complaint parseError(const model::Operation &operation,
                                               const http::Response &response) const = 0;

    [[nodiscard]] virtual bool hidesError(const model::Operation &operation,
                                          const http::Response &response) const; // in spite of a status 2xx
    [[nodiscard]] virtual QString requestIdInBody(const http::Response &response) const;
    [[nodiscard]] virtual QString bodyLanguage() const = 0; // "JSON", "XML", "CBOR"

    [[nodiscard]] virtual Result<QCborMap> parseRequest(const model::Operation &operation,
                                                        const http::Request &request) const;
    [[nodiscard]] virtual http::Response
    writeResponse(const model::Operation &operation, const QCborMap &output, const QString &requestId) const;
    [[nodiscard]] virtual http::Response writeError(const model::Operation &operation, const QString &code,
                                                    const QString &message, int httpStatus,
                                                    const QString &requestId, const QCborMap &members) const;

    // A structure on its own, in the language of bodies: the payload of an event.
    [[nodiscard]] virtual Result<QCborMap> readStructure(const model::Shape &shape, const QByteArray &body,
                                                         Misfit &misfit) const;
    [[nodiscard]] virtual Result<QByteArray> writeStructure(const model::Shape &shape,
                                                            const QCborMap &map) const;
};

[[nodiscard]] const ProtocolCodec &codecFor(model::Protocol protocol);

// "/base/" and "/path" as "/base/path".
[[nodiscard]] QByteArray joinedPath(const QByteArray &basePath, const QByteArray &path);

} // namespace formwork::protocol
