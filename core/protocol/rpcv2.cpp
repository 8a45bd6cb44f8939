// SPDX-License-Identifier: Apache-2.0
#include "protocol/rpcv2.h"

#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

http::Request rpcRequest(const model::Operation &operation, QByteArrayView protocol,
                         const QByteArray &basePath)
{
    http::Request request;
    request.method = "POST";
    request.path = joinedPath(basePath,
                              "/service/" + operation.service->shapeName.toUtf8() + "/operation/"
                                  + operation.name.toUtf8());
    request.headers.append("smithy-protocol", protocol.toByteArray());
    return request;
}

http::Headers rpcAnswerHeaders(QByteArrayView protocol, const QByteArray &contentType,
                               const QString &requestId)
{
    return {{"smithy-protocol", protocol.toByteArray()},
            {"content-type", contentType},
            {"x-amzn-requestid", requestId.toUtf8()}};
}

} // namespace formwork::protocol
