// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/mapbuilder.h"
#include "protocol/members.h"
#include "protocol/misfit.h"
#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// What rest-json and rest-xml share: members in the address, in headers and in the body. The language of the
// body is what differs.
class RestCodec : public ProtocolCodec
{
public:
    [[nodiscard]] Result<http::Request> serialise(const model::Operation &operation, const QCborMap &input,
                                                  const QByteArray &basePath) const override;
    [[nodiscard]] Result<QCborMap> parseOutput(const model::Operation &operation,
                                               const http::Response &response, Misfit &misfit) const override;
    [[nodiscard]] Result<QCborMap> parseRequest(const model::Operation &operation,
                                                const http::Request &request) const override;
    [[nodiscard]] http::Response writeResponse(const model::Operation &operation, const QCborMap &output,
                                               const QString &requestId) const override;

protected:
    // The members that no other place is bound to, as a whole body.
    virtual bool writeMembers(const model::Operation &operation, const model::Shape &shape,
                              const QCborMap &map, QByteArray &body, Members which, Misfit &misfit) const = 0;
    // A structure, union, document, list or map that is the whole body.
    virtual bool writePayload(const model::Operation &operation, const model::Member &member,
                              const QCborValue &value, QByteArray &body, Misfit &misfit) const = 0;
    [[nodiscard]] virtual Result<QCborMap> readMembers(const model::Operation &operation,
                                                       const model::Shape &shape, const QByteArray &body,
                                                       Members which, Misfit &misfit) const = 0;
    [[nodiscard]] virtual Result<QCborValue> readPayload(const model::Operation &operation,
                                                         const model::Member &member, const QByteArray &body,
                                                         Misfit &misfit) const = 0;
    // Of a body in which nothing is to be read.
    [[nodiscard]] virtual Result<void> checkLanguage(const QByteArray &body) const = 0;
    [[nodiscard]] virtual QByteArray contentType() const = 0;
    [[nodiscard]] virtual bool sendsEmptyStructurePayload() const = 0;
    // The body of an answer that no member has a part in.
    [[nodiscard]] virtual QByteArray nothingToSay() const { return {}; }

    // An error as its body tells it, with the members that stand in headers; the body's win.
    [[nodiscard]] static Complaint withHeaders(Complaint told, const model::Operation &operation,
                                               const http::Response &response);
    // Headers and body of a request or an answer.
    bool writeMessage(const model::Operation &operation, const model::Shape &shape, const QCborMap &map,
                      Members which, http::Headers &headers, QByteArray &body, Misfit &misfit) const;
    // The body (payload or members) of a request or an answer, into `members`.
    [[nodiscard]] Result<void> readBody(const model::Operation &operation, const model::Shape &shape,
                                        const QByteArray &body, Members which, MapBuilder &members,
                                        Misfit &misfit) const;

private:
    bool writePayloadMember(const model::Operation &operation, const model::Member &member,
                            const QCborValue &value, http::Headers &headers, QByteArray &body,
                            Misfit &misfit) const;
};

} // namespace formwork::protocol
