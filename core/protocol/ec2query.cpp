// SPDX-License-Identifier: Apache-2.0
#include "protocol/ec2query.h"

#include "protocol/formwriter.h"
#include "protocol/xmlerror.h"
#include "protocol/xmlreader.h"

namespace formwork::protocol
{

namespace
{

class Ec2Query final : public ProtocolCodec
{
public:
    Result<http::Request> serialise(const model::Operation &operation, const QCborMap &input,
                                    const QByteArray &basePath) const override
    {
        return formRequest(operation, input, basePath, FormWriter::Dialect::Ec2);
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
        if (!readXmlStructure(*operation.output, *root, Members::All, output, misfit))
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
        return writeXmlError(XmlWrapping::Response, code, message, httpStatus, requestId);
    }

    QString bodyLanguage() const override { return QStringLiteral("XML"); }
};

} // namespace

const ProtocolCodec &ec2Query()
{
    static const Ec2Query codec;
    return codec;
}

} // namespace formwork::protocol
