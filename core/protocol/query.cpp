// SPDX-License-Identifier: Apache-2.0
#include "protocol/query.h"

#include "protocol/answer.h"
#include "protocol/formreader.h"
#include "protocol/formwriter.h"
#include "protocol/xmlerror.h"
#include "protocol/xmlreader.h"
#include "protocol/xmlroot.h"
#include "protocol/xmlwriter.h"

namespace formwork::protocol
{

namespace
{

// <CreateThingResponse><CreateThingResult>...</CreateThingResult><ResponseMetadata/></CreateThingResponse>; a
// few old services leave the inner element out.
QString resultName(const model::Operation &operation)
{
    return operation.resultWrapper.isEmpty() ? operation.name + QLatin1String("Result")
                                             : operation.resultWrapper;
}

// What a service answers with: a botocore model without the name of the element means that there is none.
QString wrapperOf(const model::Operation &operation)
{
    const bool isBare =
        operation.resultWrapper.isEmpty() && operation.service->format == model::Format::Botocore;
    return isBare ? QString() : resultName(operation);
}

const XmlElement &resultIn(const model::Operation &operation, const XmlElement &root)
{
    const XmlElement *result = root.child(resultName(operation));
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

    Result<QCborMap> parseRequest(const model::Operation &operation,
                                  const http::Request &request) const override;
    http::Response writeResponse(const model::Operation &operation, const QCborMap &output,
                                 const QString &requestId) const override;

    http::Response writeError(const model::Operation &operation, const QString &code, const QString &message,
                              int httpStatus, const QString &requestId,
                              const QCborMap &members) const override
    {
        const bool isQuery = m_dialect == Dialect::Query;
        return writeXmlError(isQuery ? XmlWrapping::ErrorResponse : XmlWrapping::Response, operation,
                             {code, message, httpStatus, requestId, members});
    }

    QString bodyLanguage() const override { return QStringLiteral("XML"); }

private:
    Dialect m_dialect;
};

Result<QCborMap> Query::parseRequest(const model::Operation &operation, const http::Request &request) const
{
    const auto form = readForm(request);
    if (!form)
        return std::unexpected(form.error());
    QCborMap input;
    Misfit misfit;
    if (!FormReader(misfit, m_dialect).structure(*operation.input, *form, input))
        return std::unexpected(misfit.error(Phase::Parse, QStringLiteral("WrongType")));
    return input;
}

http::Response Query::writeResponse(const model::Operation &operation, const QCborMap &output,
                                    const QString &requestId) const
{
    http::Response response{200, {{"content-type", "text/xml"}}, {}};
    response.headers.append("x-amzn-requestid", requestId.toUtf8());
    Misfit misfit;
    XmlWriter xml(response.body, misfit);
    const bool isQuery = m_dialect == Dialect::Query;
    const QString root = operation.name + QLatin1String("Response");
    const QString wrapper = isQuery ? wrapperOf(operation) : QString();
    xml.begin(root, operation.service->xmlNamespace);
    if (!isQuery)
        xml.note(QStringLiteral("requestId"), requestId);
    if (!wrapper.isEmpty())
        xml.begin(wrapper, {});
    if (!xml.members(*operation.output, output, Members::All))
        return writeError(operation, QStringLiteral("InternalFailure"),
                          misfit.error(Phase::Local, {}).message, 500, requestId, {});
    if (!wrapper.isEmpty())
        xml.end(wrapper);
    if (isQuery) {
        xml.begin(QStringLiteral("ResponseMetadata"), {});
        xml.note(QStringLiteral("RequestId"), requestId);
        xml.end(QStringLiteral("ResponseMetadata"));
    }
    xml.end(root);
    return response;
}

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
