// SPDX-License-Identifier: Apache-2.0
#include "protocol/rpcv2json.h"

#include "base/tr.h"
#include "protocol/answer.h"
#include "protocol/awsjson.h"
#include "protocol/jsonreader.h"
#include "protocol/jsonwriter.h"

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

class RpcV2Json final : public ProtocolCodec
{
public:
    Result<http::Request> serialise(const model::Operation &operation, const QCborMap &input,
                                    const QByteArray &basePath) const override
    {
        http::Request request;
        request.method = "POST";
        request.path = joinedPath(basePath,
                                  "/service/" + operation.service->shapeName.toUtf8() + "/operation/"
                                      + operation.name.toUtf8());
        request.headers.append("smithy-protocol", kName.toByteArray());
        request.headers.append("accept", typeOf(*operation.output));
        if (!operation.takesInput)
            return request;
        request.headers.append("content-type", typeOf(*operation.input));
        auto body = writeJsonStructure(*operation.input, input, JsonWriter::Dialect::RpcV2);
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
        if (!response.body.trimmed().isEmpty())
            return readJsonStructure(response.body, *operation.output, Members::All, &misfit);
        if (!operation.output->members.empty() && !streamsEvents(*operation.output))
            return emptyAnswer();
        return QCborMap();
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

    bool hidesError(const model::Operation &operation, const http::Response &response) const override
    {
        return hidesJsonError(operation, response);
    }

    Result<QCborMap> readStructure(const model::Shape &shape, const QByteArray &body,
                                   Misfit &misfit) const override
    {
        return readJsonStructure(body, shape, Members::All, &misfit);
    }

    Result<QByteArray> writeStructure(const model::Shape &shape, const QCborMap &map) const override
    {
        return writeJsonStructure(shape, map, JsonWriter::Dialect::RpcV2);
    }

    QString bodyLanguage() const override { return QStringLiteral("JSON"); }

    Result<QCborMap> parseRequest(const model::Operation &operation,
                                  const http::Request &request) const override
    {
        return parseJsonInput(operation, request);
    }

    http::Response writeResponse(const model::Operation &operation, const QCborMap &output,
                                 const QString &requestId) const override
    {
        auto body = writeJsonStructure(*operation.output, output, JsonWriter::Dialect::RpcV2);
        return body ? http::Response{200, headers(requestId), *std::move(body)}
                    : writeError(operation, QStringLiteral("InternalServerException"), body.error().message,
                                 500, requestId, {});
    }

    http::Response writeError(const model::Operation &operation, const QString &code, const QString &message,
                              int httpStatus, const QString &requestId,
                              const QCborMap &members) const override
    {
        http::Response response{httpStatus, headers(requestId), {}};
        QCborMap body = members;
        body[QStringLiteral("__type")] = code;
        body[messageMember(operation, code)] = message;
        Misfit misfit;
        JsonWriter(response.body, misfit).plain(body);
        return response;
    }

private:
    static http::Headers headers(const QString &requestId)
    {
        return {{"smithy-protocol", kName.toByteArray()},
                {"content-type", "application/json"},
                {"x-amzn-requestid", requestId.toUtf8()}};
    }
};

} // namespace

const ProtocolCodec &rpcV2Json()
{
    static const RpcV2Json codec;
    return codec;
}

} // namespace formwork::protocol
