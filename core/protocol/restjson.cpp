// SPDX-License-Identifier: Apache-2.0
#include "protocol/restjson.h"

#include "protocol/awsjson.h"
#include "protocol/httpwriting.h"
#include "protocol/jsonreader.h"
#include "protocol/jsonwriter.h"
#include "protocol/restcodec.h"
#include "protocol/wirequirks.h"

namespace formwork::protocol
{

namespace
{

class RestJson final : public RestCodec
{
public:
    Complaint parseError(const model::Operation &operation, const http::Response &response) const override
    {
        return withHeaders(jsonComplaint(operation, response, Members::ResponseBody), operation, response);
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
        return writeJsonStructure(shape, map);
    }

    QString bodyLanguage() const override { return QStringLiteral("JSON"); }

    http::Response writeError(const model::Operation &operation, const QString &code, const QString &message,
                              int httpStatus, const QString &requestId,
                              const QCborMap &members) const override;

protected:
    bool writeMembers(const model::Operation &operation, const model::Shape &shape, const QCborMap &map,
                      QByteArray &body, Members which, Misfit &misfit) const override
    {
        return JsonWriter(body, misfit, fractionOf(operation)).structure(shape, map, which);
    }
    bool writePayload(const model::Operation &operation, const model::Member &member, const QCborValue &value,
                      QByteArray &body, Misfit &misfit) const override
    {
        return JsonWriter(body, misfit, fractionOf(operation)).value(member, value);
    }
    Result<QCborMap> readMembers(const model::Operation &, const model::Shape &shape, const QByteArray &body,
                                 Members which, Misfit &misfit) const override
    {
        return readJsonStructure(body, shape, which, &misfit);
    }
    Result<QCborValue> readPayload(const model::Operation &, const model::Member &member,
                                   const QByteArray &body, Misfit &misfit) const override
    {
        return readJsonValue(body, member, &misfit);
    }
    Result<void> checkLanguage(const QByteArray &body) const override
    {
        const auto plain = readPlainJson(body);
        return plain ? Result<void>() : std::unexpected(plain.error());
    }
    QByteArray contentType() const override { return "application/json"; }
    bool sendsEmptyStructurePayload() const override { return true; }
    // Servers answer an object even where there is nothing to say.
    QByteArray nothingToSay() const override { return "{}"; }
};

http::Response RestJson::writeError(const model::Operation &operation, const QString &code,
                                    const QString &message, int httpStatus, const QString &requestId,
                                    const QCborMap &members) const
{
    http::Response response{httpStatus,
                            {{"content-type", contentType()},
                             {"x-amzn-requestid", requestId.toUtf8()},
                             {"x-amzn-errortype", code.toUtf8()}},
                            {}};
    QCborMap body = members;
    body[messageMember(operation, code)] = message;
    Misfit misfit;
    JsonWriter(response.body, misfit).plain(body);
    return response;
}

} // namespace

const ProtocolCodec &restJson()
{
    static const RestJson codec;
    return codec;
}

} // namespace formwork::protocol
