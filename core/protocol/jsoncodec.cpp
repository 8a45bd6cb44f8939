// SPDX-License-Identifier: Apache-2.0
#include "protocol/jsoncodec.h"

#include "protocol/answer.h"
#include "protocol/awsjson.h"
#include "protocol/events.h"
#include "protocol/jsonreader.h"

namespace formwork::protocol
{

bool JsonCodec::hidesError(const model::Operation &operation, const http::Response &response) const
{
    return hidesJsonError(operation, response);
}

Result<QCborMap> JsonCodec::parseBody(const model::Operation &operation, const QByteArray &body,
                                      Misfit &misfit)
{
    if (!body.trimmed().isEmpty())
        return readJsonStructure(body, *operation.output, Members::All, &misfit);
    if (!operation.output->members.empty() && !eventStream(*operation.output))
        return emptyAnswer();
    return QCborMap();
}

Result<QCborMap> JsonCodec::readStructure(const model::Shape &shape, const QByteArray &body,
                                          Misfit &misfit) const
{
    return readJsonStructure(body, shape, Members::All, &misfit);
}

Result<QByteArray> JsonCodec::writeStructure(const model::Shape &shape, const QCborMap &map) const
{
    return writeJsonStructure(shape, map, m_dialect);
}

Result<QCborMap> JsonCodec::parseRequest(const model::Operation &operation,
                                         const http::Request &request) const
{
    return parseJsonInput(operation, request);
}

http::Response JsonCodec::writeResponse(const model::Operation &operation, const QCborMap &output,
                                        const QString &requestId) const
{
    auto body = writeStructure(*operation.output, output);
    if (!body)
        return writeError(operation, QStringLiteral("InternalServerException"), body.error().message, 500,
                          requestId, {});
    return {200, answerHeaders(requestId), *std::move(body)};
}

http::Response JsonCodec::writeError(const model::Operation &operation, const QString &code,
                                     const QString &message, int httpStatus, const QString &requestId,
                                     const QCborMap &members) const
{
    http::Response response{httpStatus, answerHeaders(requestId), {}};
    QCborMap body = members;
    body[QStringLiteral("__type")] = namedForQuery(operation, code, response.headers);
    body[messageMember(operation, code)] = message;
    Misfit misfit;
    JsonWriter(response.body, misfit).plain(body);
    return response;
}

} // namespace formwork::protocol
