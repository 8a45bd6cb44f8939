// SPDX-License-Identifier: Apache-2.0
#include "protocol/query.h"

#include "protocol/answer.h"
#include "protocol/formwriter.h"
#include "protocol/xmlerror.h"
#include "protocol/xmlreader.h"
#include "protocol/xmlroot.h"

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

    Result<QCborMap> parseOutput(const model::Operation &operation, const http::Response &response,
                                 Misfit &misfit) const override
    {
        QCborMap output;
        if (response.body.trimmed().isEmpty()) {
            // EC2 tells the id of the request where it tells nothing else; others may leave the body out
            // then.
            const bool isDue = m_dialect == Dialect::Ec2 || !operation.output->members.empty();
            return isDue ? Result<QCborMap>(emptyAnswer()) : output;
        }
        const auto root = readXml(response.body, &misfit);
        if (!root)
            return std::unexpected(root.error());
        const XmlElement &result = m_dialect == Dialect::Query ? resultIn(operation, *root) : *root;
        if (&result == &*root && !isAnswerRoot(operation, *root, *operation.output, Members::All))
            return std::unexpected(otherRoot(*root));
        if (!readXmlStructure(*operation.output, result, Members::All, output, misfit))
            return std::unexpected(misfit.error(Phase::Parse, QStringLiteral("WrongType")));
        return output;
    }

    bool hidesError(const model::Operation &, const http::Response &response) const override
    {
        if (!response.body.left(1024).contains("Error"))
            return false;
        const QString root = xmlRootName(response.body);
        return root == u"Error" || root == u"ErrorResponse"
            || (root == u"Response" && response.body.contains("<Errors>"));
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
