// SPDX-License-Identifier: Apache-2.0
#include "protocol/rpcv2cbor.h"

#include "protocol/answer.h"
#include "protocol/cborbody.h"
#include "protocol/events.h"
#include "protocol/rpcv2.h"

#include <QCborStreamWriter>

#include <algorithm>

namespace formwork::protocol
{

namespace
{

constexpr QByteArrayView kName = "rpc-v2-cbor";

// Such an operation is shown and never sent; its headers are those of botocore.
bool streamsEvents(const model::Operation &operation)
{
    return std::ranges::any_of(operation.output->members,
                               [](const model::Member &member) { return member.target->eventStream; });
}

class RpcV2Cbor final : public ProtocolCodec
{
public:
    Result<http::Request> serialise(const model::Operation &operation, const QCborMap &input,
                                    const QByteArray &basePath) const override
    {
        http::Request request = rpcRequest(operation, kName, basePath);
        const QByteArray type =
            streamsEvents(operation) ? "application/vnd.amazon.eventstream" : "application/cbor";
        request.headers.append("accept", type);
        if (operation.service->queryCompatible)
            request.headers.append("x-amzn-query-mode", "true");
        if (!operation.takesInput)
            return request;
        request.headers.append("content-type", type);
        Misfit misfit;
        if (!CborWriter(request.body, misfit).structure(*operation.input, input))
            return std::unexpected(misfit.error(Phase::Serialise, QStringLiteral("WrongType")));
        return request;
    }

    Result<QCborMap> parseOutput(const model::Operation &operation, const http::Response &response,
                                 Misfit &misfit) const override
    {
        if (!response.body.isEmpty())
            return readCborStructure(response.body, *operation.output, &misfit);
        if (!operation.output->members.empty() && !eventStream(*operation.output))
            return emptyAnswer();
        return QCborMap();
    }

    Complaint parseError(const model::Operation &operation, const http::Response &response) const override
    {
        Complaint complaint;
        if (response.body.isEmpty())
            return complaint;
        const auto body = readPlainCbor(response.body);
        if (!body) {
            complaint.isForeign = true;
            return complaint;
        }
        complaint.code = body->value(QLatin1String("__type")).toString();
        for (const char *name : {"message", "Message", "errorMessage"}) {
            if (complaint.message.isEmpty())
                complaint.message = body->value(QLatin1String(name)).toString();
        }
        if (const model::Shape *shape = operation.error(bareCode(complaint.code))) {
            Misfit ignored(Misfit::Manner::Lenient); // a member that does not fit must not hide the others
            if (auto members = readCborStructure(response.body, *shape, &ignored))
                complaint.members = *std::move(members);
        }
        return complaint;
    }

    Result<QCborMap> readStructure(const model::Shape &shape, const QByteArray &body,
                                   Misfit &misfit) const override
    {
        return readCborStructure(body, shape, &misfit);
    }

    Result<QByteArray> writeStructure(const model::Shape &shape, const QCborMap &map) const override
    {
        QByteArray body;
        Misfit misfit;
        if (!CborWriter(body, misfit).structure(shape, map))
            return std::unexpected(misfit.error(Phase::Serialise, QStringLiteral("WrongType")));
        return body;
    }

    QString bodyLanguage() const override { return QStringLiteral("CBOR"); }

    Result<QCborMap> parseRequest(const model::Operation &operation,
                                  const http::Request &request) const override
    {
        if (request.body.isEmpty())
            return QCborMap();
        auto input = readCborStructure(request.body, *operation.input);
        if (!input)
            input.error().code = QStringLiteral("SerializationException");
        return input;
    }

    http::Response writeResponse(const model::Operation &operation, const QCborMap &output,
                                 const QString &requestId) const override
    {
        http::Response response{200, rpcAnswerHeaders(kName, "application/cbor", requestId), {}};
        Misfit misfit;
        if (!CborWriter(response.body, misfit).structure(*operation.output, output))
            return writeError(operation, QStringLiteral("InternalServerException"),
                              misfit.error(Phase::Local, {}).message, 500, requestId, {});
        return response;
    }

    http::Response writeError(const model::Operation &operation, const QString &code, const QString &message,
                              int httpStatus, const QString &requestId,
                              const QCborMap &members) const override
    {
        http::Response response{httpStatus, rpcAnswerHeaders(kName, "application/cbor", requestId), {}};
        QCborMap body = members;
        body[QStringLiteral("__type")] = namedForQuery(operation, code, response.headers);
        body[QStringLiteral("message")] = message;
        response.body = body.toCborValue().toCbor();
        return response;
    }
};

} // namespace

const ProtocolCodec &rpcV2Cbor()
{
    static const RpcV2Cbor codec;
    return codec;
}

} // namespace formwork::protocol
