// SPDX-License-Identifier: Apache-2.0
#include "protocol/rpcv2json.h"

#include "base/tr.h"
#include "protocol/awsjson.h"
#include "protocol/jsoncodec.h"
#include "protocol/jsonreader.h"
#include "protocol/rpcv2.h"

#include <algorithm>

namespace formwork::protocol
{

namespace
{

constexpr QByteArrayView kName = "rpc-v2-json";

bool streamsEvents(const model::Shape &shape)
{
    return std::ranges::any_of(shape.members,
                               [](const model::Member &member) { return member.target->eventStream; });
}

QByteArray typeOf(const model::Shape &shape)
{
    return streamsEvents(shape) ? "application/vnd.amazon.eventstream" : "application/json";
}

// Without this header nothing of an answer may be believed.
bool isOurs(const http::Response &response) { return response.headers.value("smithy-protocol") == kName; }

class RpcV2Json final : public JsonCodec
{
public:
    RpcV2Json()
        : JsonCodec(JsonWriter::Dialect::RpcV2)
    {
    }

    Result<http::Request> serialise(const model::Operation &operation, const QCborMap &input,
                                    const QByteArray &basePath) const override
    {
        http::Request request = rpcRequest(operation, kName, basePath);
        request.headers.append("accept", typeOf(*operation.output));
        if (!operation.takesInput)
            return request;
        request.headers.append("content-type", typeOf(*operation.input));
        auto body = writeStructure(*operation.input, input);
        if (!body)
            return std::unexpected(body.error());
        request.body = *std::move(body);
        return request;
    }

    Result<QCborMap> parseOutput(const model::Operation &operation, const http::Response &response,
                                 Misfit &misfit) const override
    {
        if (!isOurs(response))
            return failure(Phase::Parse, QStringLiteral("OtherAnswer"),
                           Tr::tr("It does not say that it is of the protocol %1.")
                               .arg(QLatin1StringView(kName.data(), kName.size())));
        return parseBody(operation, response.body, misfit);
    }

    Complaint parseError(const model::Operation &operation, const http::Response &response) const override
    {
        Complaint complaint;
        complaint.isForeign = !isOurs(response);
        if (complaint.isForeign || response.body.trimmed().isEmpty())
            return complaint;
        // Its type stands in the body alone, and in one place there.
        const auto plain = readPlainJson(response.body);
        const bool isTyped =
            plain && plain->isMap() && plain->toMap().value(QLatin1String("__type")).isString();
        complaint = jsonComplaint(operation, {response.status, {}, response.body}, Members::All);
        if (!isTyped) {
            complaint.code.clear();
            complaint.members = {};
        }
        return complaint;
    }

protected:
    http::Headers answerHeaders(const QString &requestId) const override
    {
        return rpcAnswerHeaders(kName, "application/json", requestId);
    }
};

} // namespace

const ProtocolCodec &rpcV2Json()
{
    static const RpcV2Json codec;
    return codec;
}

} // namespace formwork::protocol
