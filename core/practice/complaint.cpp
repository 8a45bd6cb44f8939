// SPDX-License-Identifier: Apache-2.0
#include "practice/complaint.h"

#include "document/json.h"
#include "protocol/codec.h"

namespace formwork::practice
{

http::Response written(const Complaint &complaint, const model::Operation &operation,
                       const QString &requestId)
{
    int status = complaint.httpStatus;
    if (const model::Shape *shape = operation.error(complaint.code); shape && status == 0)
        status = shape->error.httpStatus != 0 ? shape->error.httpStatus
            : shape->error.clientFault        ? 400
                                              : 500;
    return protocol::writeError(operation, complaint.code, complaint.message, status != 0 ? status : 400,
                                requestId, complaint.members);
}

http::Response written(const Complaint &complaint, const model::Operation &speaker,
                       const http::Request &request, const QString &requestId)
{
    using enum model::Protocol;
    const model::Protocol protocol = speaker.service->protocols.value(0, RestJson);
    if (protocol != RestJson && protocol != AwsJson10 && protocol != AwsJson11)
        return written(complaint, speaker, requestId);
    const QByteArray type = request.headers.value("content-type");
    http::Response response{complaint.httpStatus != 0 ? complaint.httpStatus : 400, {}, {}};
    response.headers.append("content-type",
                            type.startsWith("application/x-amz-json") ? type : "application/json");
    response.headers.append("x-amzn-requestid", requestId.toLatin1());
    response.headers.append("x-amzn-errortype", complaint.code.toLatin1());
    response.body = document::toPlainJson(
        QCborMap{{QStringLiteral("__type"), complaint.code}, {QStringLiteral("message"), complaint.message}});
    return response;
}

QString listedCode(const model::Operation &operation, const QStringList &codes)
{
    for (const QString &code : codes) {
        if (operation.error(code))
            return code;
    }
    return codes.first();
}

} // namespace formwork::practice
