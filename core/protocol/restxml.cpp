// SPDX-License-Identifier: Apache-2.0
#include "protocol/restxml.h"

#include "protocol/httpwriting.h"
#include "protocol/restcodec.h"
#include "protocol/xmlerror.h"
#include "protocol/xmlreader.h"
#include "protocol/xmlroot.h"
#include "protocol/xmlwriter.h"
#include "quirks/quirks.h"

#include <algorithm>

namespace formwork::protocol
{

using model::Member;
using model::Shape;

namespace
{

const Member *onlyMember(const Shape &shape, Members which)
{
    const Member *only = nullptr;
    for (const Member &member : shape.members) {
        if (!isWanted(member, which))
            continue;
        if (only)
            return nullptr;
        only = &member;
    }
    return only;
}

// Some answers of S3 are a single member without a structure around it.
const Member *unwrappedMember(const Shape &shape, const XmlElement &root, Members which)
{
    const Member *only = onlyMember(shape, which);
    const bool fits =
        only && !only->target->isAggregate() && xmlNameOf(*only) == root.name && root.children.empty();
    return fits ? only : nullptr;
}

QString rootName(const Shape &shape) { return shape.xmlName.isEmpty() ? shape.name : shape.xmlName; }

class RestXml final : public RestCodec
{
public:
    Complaint parseError(const model::Operation &operation, const http::Response &response) const override
    {
        return withHeaders(xmlComplaint(operation, response), operation, response);
    }

    // S3 begins some answers before it knows how the work ends: status 200, and an error in the body.
    bool hidesError(const model::Operation &operation, const http::Response &response) const override
    {
        const Member *payload = payloadMember(*operation.output);
        const bool isData = payload && !payload->target->isAggregate(); // which may look like anything
        if (isData || !response.body.left(1024).contains("Error"))
            return false;
        const QString root = xmlRootName(response.body);
        return root == u"Error" || root == u"ErrorResponse";
    }

    http::Response writeError(const model::Operation &operation, const QString &code, const QString &message,
                              int httpStatus, const QString &requestId,
                              const QCborMap &members) const override
    {
        const bool isBare = quirks::quirksOf(operation).bareErrors;
        return writeXmlError(isBare ? XmlWrapping::Bare : XmlWrapping::ErrorResponse, operation,
                             {code, message, httpStatus, requestId, members});
    }

    Result<QCborMap> readStructure(const Shape &shape, const QByteArray &body, Misfit &misfit) const override
    {
        const auto root = readXml(body, &misfit);
        if (!root)
            return std::unexpected(root.error());
        QCborMap map;
        if (!readXmlStructure(shape, *root, Members::All, map, misfit))
            return std::unexpected(misfit.error(Phase::Parse, QStringLiteral("WrongType")));
        return map;
    }

    Result<QByteArray> writeStructure(const Shape &shape, const QCborMap &map) const override
    {
        QByteArray body;
        Misfit misfit;
        if (!XmlWriter(body, misfit).root(rootName(shape), shape, map, Members::All, {}))
            return std::unexpected(misfit.error(Phase::Serialise, QStringLiteral("WrongType")));
        return body;
    }

    QString bodyLanguage() const override { return QStringLiteral("XML"); }

protected:
    bool writeMembers(const model::Operation &operation, const Shape &shape, const QCborMap &map,
                      QByteArray &body, Members which, Misfit &misfit) const override
    {
        const bool hasAny = std::any_of(map.constBegin(), map.constEnd(), [&](const auto &entry) {
            const Member *member = shape.member(entry.first.toString());
            return (!member || isWanted(*member, which)) && !entry.second.isNull();
        });
        if (which != Members::ResponseBody)
            return !hasAny
                || XmlWriter(body, misfit)
                       .root(rootName(shape), shape, map, which, operation.service->xmlNamespace);
        // An answer that has a place for members is due even without any.
        const quirks::Quirks &quirks = quirks::quirksOf(operation);
        const Member *only = quirks.unwrappedAnswer ? onlyMember(shape, which) : nullptr;
        if (only)
            return XmlWriter(body, misfit)
                .only(*only, map.value(only->name), operation.service->xmlNamespace);
        return XmlWriter(body, misfit)
            .root(quirks.answerRoot.isEmpty() ? rootName(shape) : quirks.answerRoot, shape, map, which,
                  operation.service->xmlNamespace);
    }

    bool writePayload(const model::Operation &operation, const Member &member, const QCborValue &value,
                      QByteArray &body, Misfit &misfit) const override
    {
        if (!value.isMap())
            return misfit.wrongType(*member.target, value);
        const QString name = member.xmlName.isEmpty() ? rootName(*member.target) : member.xmlName;
        return XmlWriter(body, misfit)
            .root(name, *member.target, value.toMap(), Members::All,
                  member.xmlNamespace ? member.xmlNamespace : operation.service->xmlNamespace);
    }

    Result<QCborMap> readMembers(const model::Operation &operation, const Shape &shape,
                                 const QByteArray &body, Members which, Misfit &misfit) const override
    {
        const auto root = readXml(body, &misfit);
        if (!root)
            return std::unexpected(root.error());
        QCborMap map;
        if (const Member *only = unwrappedMember(shape, *root, which)) {
            QCborValue value;
            const Misfit::Mark mark = misfit.mark();
            if (readXmlValue(*only, *root, value, misfit))
                map[only->name] = value;
            static_cast<void>(misfit.goesOn(mark, only->name));
        } else if (!isAnswerRoot(operation, *root, shape, which)) {
            return std::unexpected(otherRoot(*root));
        } else {
            readXmlStructure(shape, *root, which, map, misfit);
        }
        if (misfit.isSet())
            return std::unexpected(misfit.error(Phase::Parse, QStringLiteral("WrongType")));
        return map;
    }

    Result<void> checkLanguage(const QByteArray &body) const override
    {
        const auto root = readXml(body);
        return root ? Result<void>() : std::unexpected(root.error());
    }

    Result<QCborValue> readPayload(const model::Operation &operation, const Member &member,
                                   const QByteArray &body, Misfit &misfit) const override
    {
        const auto root = readXml(body, &misfit);
        if (!root)
            return std::unexpected(root.error());
        if (!isAnswerRoot(operation, *root, *member.target, Members::All, &member))
            return std::unexpected(otherRoot(*root));
        QCborValue value;
        if (!readXmlValue(member, *root, value, misfit))
            return std::unexpected(misfit.error(Phase::Parse, QStringLiteral("WrongType")));
        return value;
    }

    QByteArray contentType() const override { return "application/xml"; }
    bool sendsEmptyStructurePayload() const override { return false; }
};

} // namespace

const ProtocolCodec &restXml()
{
    static const RestXml codec;
    return codec;
}

} // namespace formwork::protocol
