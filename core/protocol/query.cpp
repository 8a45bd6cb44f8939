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
    using Dialect = FormWriter::Dialect;

    explicit Query(Dialect dialect)
        : m_dialect(dialect)
    {
    }

    Result<http::Request> serialise(const model::Operation &operation, const QCborMap &input,
                                    const QByteArray &basePath) const override
    {
        return formRequest(operation, input, basePath, m_dialect);
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
        const XmlElement &result = m_dialect == Dialect::Query ? resultIn(operation, *root) : *root;
        if (!readXmlStructure(*operation.output, result, Members::All, output, misfit))
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
        const bool isQuery = m_dialect == Dialect::Query;
        return writeXmlError(isQuery ? XmlWrapping::ErrorResponse : XmlWrapping::Response, code, message,
                             httpStatus, requestId);
    }

    QString bodyLanguage() const override { return QStringLiteral("XML"); }

private:
    Dialect m_dialect;
};

} // namespace

const ProtocolCodec &query()
{
    static const Query codec(FormWriter::Dialect::Query);
    return codec;
}

const ProtocolCodec &ec2Query()
{
    static const Query codec(FormWriter::Dialect::Ec2);
    return codec;
}

} // namespace formwork::protocol
