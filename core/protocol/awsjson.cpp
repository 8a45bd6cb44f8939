// SPDX-License-Identifier: Apache-2.0
#include "protocol/awsjson.h"

#include "protocol/answer.h"
#include "protocol/httpwriting.h"
#include "protocol/jsoncodec.h"
#include "protocol/jsonreader.h"
#include "protocol/jsonwriter.h"
#include "protocol/wirequirks.h"

#include <algorithm>

namespace formwork::protocol
{

namespace
{

QString textMember(const QCborMap &map, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        const QCborValue value = map.value(QLatin1String(name));
        if (value.isString() && !value.toString().isEmpty())
            return value.toString();
    }
    return {};
}

class AwsJson final : public JsonCodec
{
public:
    explicit AwsJson(QByteArray contentType)
        : JsonCodec(JsonWriter::Dialect::Aws)
        , m_contentType(std::move(contentType))
    {
    }

    Result<http::Request> serialise(const model::Operation &operation, const QCborMap &input,
                                    const QByteArray &basePath) const override
    {
        http::Request request;
        request.method = "POST";
        request.path = joinedPath(basePath, "/");
        request.headers.append("content-type", m_contentType);
        request.headers.append("x-amz-target",
                               operation.service->targetPrefix.toUtf8() + '.' + operation.name.toUtf8());
        if (operation.service->queryCompatible)
            request.headers.append("x-amzn-query-mode", "true");
        request.body.reserve(1024);
        Misfit misfit;
        JsonWriter writer(request.body, misfit, fractionOf(operation));
        if (!writer.structure(*operation.input, input))
            return std::unexpected(misfit.error(Phase::Serialise, QStringLiteral("WrongType")));
        return request;
    }

    Result<QCborMap> parseOutput(const model::Operation &operation, const http::Response &response,
                                 Misfit &misfit) const override
    {
        return parseBody(operation, response.body, misfit);
    }

    Complaint parseError(const model::Operation &operation, const http::Response &response) const override
    {
        return jsonComplaint(operation, response, Members::All);
    }

protected:
    http::Headers answerHeaders(const QString &requestId) const override
    {
        return {{"content-type", m_contentType}, {"x-amzn-requestid", requestId.toUtf8()}};
    }

private:
    QByteArray m_contentType;
};

} // namespace

QString messageMember(const model::Operation &operation, const QString &code)
{
    const model::Shape *shape = operation.error(code);
    const bool hasCapital = shape && !shape->member(u"message") && shape->member(u"Message");
    return hasCapital ? QStringLiteral("Message") : QStringLiteral("message");
}

Result<QCborMap> parseJsonInput(const model::Operation &operation, const http::Request &request)
{
    if (request.body.isEmpty())
        return QCborMap();
    auto input = readJsonStructure(request.body, *operation.input);
    if (!input)
        input.error().code = QStringLiteral("SerializationException");
    return input;
}

bool hidesJsonError(const model::Operation &operation, const http::Response &response)
{
    if (!response.body.left(4096).contains("\"__type\"") || payloadMember(*operation.output))
        return false;
    const auto plain = readPlainJson(response.body);
    if (!plain || !plain->isMap() || !plain->toMap().value(QLatin1String("__type")).isString())
        return false;
    const QCborMap body = plain->toMap();
    return std::ranges::none_of(operation.output->members, [&](const model::Member &member) {
        const bool isMessage = member.name.compare(QLatin1String("message"), Qt::CaseInsensitive) == 0;
        return !isMessage && body.contains(member.wireName());
    });
}

ProtocolCodec::Complaint jsonComplaint(const model::Operation &operation, const http::Response &response,
                                       Members which)
{
    ProtocolCodec::Complaint complaint;
    complaint.code = QString::fromUtf8(response.headers.value("x-amzn-errortype"));
    if (response.body.trimmed().isEmpty())
        return complaint;
    const auto plain = readPlainJson(response.body);
    if (!plain || !plain->isMap()) {
        complaint.isForeign = complaint.code.isEmpty();
        return complaint;
    }
    const QCborMap body = plain->toMap();
    if (complaint.code.isEmpty())
        complaint.code = textMember(body, {"__type", "code", "Code"});
    complaint.message = textMember(body, {"message", "Message", "errorMessage"});
    if (const model::Shape *shape = operation.error(bareCode(complaint.code))) {
        Misfit ignored(Misfit::Manner::Lenient); // a member that does not fit must not hide the others
        auto members = readJsonStructure(response.body, *shape, which, &ignored);
        if (members)
            complaint.members = *std::move(members);
    }
    return complaint;
}

const ProtocolCodec &awsJson10()
{
    static const AwsJson codec("application/x-amz-json-1.0");
    return codec;
}

const ProtocolCodec &awsJson11()
{
    static const AwsJson codec("application/x-amz-json-1.1");
    return codec;
}

} // namespace formwork::protocol
