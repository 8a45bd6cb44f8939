// SPDX-License-Identifier: Apache-2.0
#include "protocol/query.h"

#include "protocol/formwriter.h"
#include "protocol/xmlerror.h"
#include "protocol/xmlreader.h"

namespace formwork::protocol
{

namespace
{

// <CreateThingResponse><CreateThingResult>...</CreateThingResult><ResponseMetadata/></CreateThingResponse>; a
// few old services leave the inner element out.
const XmlElement &resultIn(const model::Operation &operation, const XmlElement &root)
{
    const QString wrapper = operation.resultWrapper.isEmpty() ? operation.name + QLatin1String("Result")
                                                              : operation.resultWrapper;
    const XmlElement *result = root.child(wrapper);
    return result ? *result : root;
}

class Query final : public ProtocolCodec
{
public:
    Result<http::Request> serialise(const model::Operation &operation, const QCborMap &input,
                                    const QByteArray &basePath) const override
    {
        return formRequest(operation, input, basePath, FormWriter::Dialect::Query);
    }

    Result<QCborMap> parseOutput(const model::Operation &operation,
                                 const http::Response &response) const override
    {
        QCborMap output;
        if (response.body.trimmed().isEmpty())
            return output;
        const auto root = readXml(response.body);
        if (!root)
            return std::unexpected(root.error());
        Misfit misfit;
        if (!readXmlStructure(*operation.output, resultIn(operation, *root), Members::All, output, misfit))
            return std::unexpected(misfit.error(Phase::Parse, QStringLiteral("WrongType")));
        return output;
    }

    Complaint parseError(const model::Operation &operation, const http::Response &response) const override
    {
        return xmlComplaint(operation, response);
    }

    QString requestIdInBody(const http::Response &response) const override
    {
        const auto root = readXml(response.body);
        return root ? xmlRequestId(*root) : QString();
    }

    http::Response writeError(const model::Operation &, const QString &code, const QString &message,
                              int httpStatus, const QString &requestId, const QCborMap &) const override
    {
        return writeXmlError(XmlWrapping::ErrorResponse, code, message, httpStatus, requestId);
    }

    QString bodyLanguage() const override { return QStringLiteral("XML"); }
};

} // namespace

const ProtocolCodec &query()
{
    static const Query codec;
    return codec;
}

} // namespace formwork::protocol
