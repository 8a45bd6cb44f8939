// SPDX-License-Identifier: Apache-2.0
#include "protocol/xmlreader.h"

#include "protocol/answer.h"
#include "protocol/mapbuilder.h"
#include "protocol/text.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::protocol
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

const XmlElement *errorElement(const XmlElement &root)
{
    if (root.name == u"Error")
        return &root;
    if (const XmlElement *error = root.child(u"Error"))
        return error;
    const XmlElement *errors = root.child(u"Errors");
    if (errors && errors->child(u"Error"))
        return errors->child(u"Error");
    // <AccessDeniedException><Message>: the front of a service has its own form, which is named as the error.
    const bool hasWords = root.child(u"Code") || root.child(u"Message") || root.child(u"message");
    return hasWords ? &root : nullptr;
}

// Of an element that is called as the error.
QString codeInName(const XmlElement &error)
{
    const bool isGeneral =
        error.name == u"Error" || error.name == u"ErrorResponse" || error.name == u"Response";
    return isGeneral ? QString() : error.name;
}

bool isAggregate(const Member &member)
{
    return member.target->type == ShapeType::List || member.target->type == ShapeType::Map;
}

QString withoutPrefix(const QString &name) { return name.sliced(name.indexOf(u':') + 1); }

bool readEntry(const Shape &shape, const XmlElement &entry, MapBuilder &builder, Misfit &misfit)
{
    const XmlElement *key = entry.child(keyNameOf(shape));
    const XmlElement *value = entry.child(valueNameOf(shape));
    if (!key || !value)
        return true; // an entry without a value says nothing
    QCborValue item;
    const Misfit::Mark mark = misfit.mark();
    const bool isRead = readXmlValue(shape.element, *value, item, misfit);
    if (isRead)
        builder.append(key->text, std::move(item));
    return misfit.goesOn(mark, key->text);
}

bool readEntries(const Shape &shape, const std::vector<const XmlElement *> &entries, QCborValue &result,
                 Misfit &misfit)
{
    if (shape.type == ShapeType::Map) {
        MapBuilder builder;
        const bool good = std::ranges::all_of(
            entries, [&](const XmlElement *entry) { return readEntry(shape, *entry, builder, misfit); });
        result = builder.take();
        return good;
    }
    QCborArray list;
    for (const XmlElement *entry : entries) {
        QCborValue item;
        const Misfit::Mark mark = misfit.mark();
        const bool isRead = readXmlValue(shape.element, *entry, item, misfit);
        if (!misfit.goesOn(mark, list.size()))
            return false;
        if (isRead)
            list.append(item);
    }
    result = list;
    return true;
}

bool readXmlText(const Shape &shape, const QString &text, QCborValue &result, Misfit &misfit)
{
    if (shape.isText()) {
        result = text;
        return true;
    }
    const auto value = scalarFromText(shape, text.toUtf8());
    if (!value)
        return misfit.keepsOdd(shape, text, result);
    result = *value;
    return true;
}

bool readAttribute(const Member &member, const XmlElement &element, MapBuilder &builder, Misfit &misfit)
{
    const QString name = withoutPrefix(xmlNameOf(member));
    for (const auto &[qualified, text] : element.attributes) {
        if (withoutPrefix(qualified) != name)
            continue;
        QCborValue value;
        const Misfit::Mark mark = misfit.mark();
        if (readXmlText(*member.target, text, value, misfit))
            builder.append(member.name, std::move(value));
        if (!misfit.goesOn(mark, member.name))
            return false;
    }
    return true;
}

// Children in the order of the members: those of flattened members are gathered, of others the first counts.
bool readChildren(const Member &member, const XmlElement &element, MapBuilder &builder, Misfit &misfit)
{
    QCborValue value;
    bool isRead = false;
    const Misfit::Mark mark = misfit.mark();
    if (isFlattened(member)) {
        std::vector<const XmlElement *> entries;
        for (const XmlElement &child : element.children) {
            if (child.name == xmlNameOf(member))
                entries.push_back(&child);
        }
        if (entries.empty())
            return true;
        isRead = readEntries(*member.target, entries, value, misfit);
    } else {
        const XmlElement *child = element.child(xmlNameOf(member));
        if (!child)
            return true;
        isRead = readXmlValue(member, *child, value, misfit);
    }
    if (isRead)
        builder.append(member.name, std::move(value));
    return misfit.goesOn(mark, member.name);
}

} // namespace

const QString &xmlNameOf(const Member &member)
{
    return member.xmlName.isEmpty() ? member.name : member.xmlName;
}

bool isFlattened(const Member &member)
{
    return isAggregate(member) && (member.xmlFlattened || member.target->flattened);
}

QString entryNameOf(const Shape &list)
{
    return list.element.xmlName.isEmpty() ? QStringLiteral("member") : list.element.xmlName;
}

QString keyNameOf(const Shape &map)
{
    return map.key.xmlName.isEmpty() ? QStringLiteral("key") : map.key.xmlName;
}

QString valueNameOf(const Shape &map)
{
    return map.element.xmlName.isEmpty() ? QStringLiteral("value") : map.element.xmlName;
}

bool readXmlStructure(const Shape &shape, const XmlElement &element, Members which, QCborMap &result,
                      Misfit &misfit)
{
    MapBuilder builder;
    for (const Member &member : shape.members) {
        if (!isWanted(member, which))
            continue;
        const bool good = member.xmlAttribute ? readAttribute(member, element, builder, misfit)
                                              : readChildren(member, element, builder, misfit);
        if (!good)
            return false;
    }
    result = builder.take();
    return true;
}

bool readXmlValue(const Member &member, const XmlElement &element, QCborValue &result, Misfit &misfit)
{
    const Shape &shape = *member.target;
    if (shape.type == ShapeType::Structure || shape.type == ShapeType::Union) {
        QCborMap map;
        if (!readXmlStructure(shape, element, Members::All, map, misfit))
            return false;
        result = map;
        return true;
    }
    if (isAggregate(member)) {
        std::vector<const XmlElement *> entries;
        entries.reserve(element.children.size());
        for (const XmlElement &child : element.children)
            entries.push_back(&child);
        return readEntries(shape, entries, result, misfit);
    }
    return readXmlText(shape, element.text, result, misfit);
}

QString xmlRequestId(const XmlElement &root)
{
    for (const QStringView name : {u"RequestId", u"requestId", u"RequestID"}) {
        if (const QString id = root.childText(name); !id.isEmpty())
            return id;
    }
    for (const QStringView name : {u"ResponseMetadata", u"Error"}) {
        if (const XmlElement *inner = root.child(name))
            return inner->childText(u"RequestId");
    }
    return {};
}

ProtocolCodec::Complaint xmlComplaint(const model::Operation &operation, const http::Response &response)
{
    ProtocolCodec::Complaint complaint;
    complaint.code = QString::fromUtf8(response.headers.value("x-amzn-errortype"));
    if (response.body.trimmed().isEmpty())
        return complaint;
    Misfit ignored(Misfit::Manner::Lenient); // a member that does not fit must not hide the error itself
    const auto root = readXml(response.body, &ignored);
    const XmlElement *error = root ? errorElement(*root) : nullptr;
    if (!error) {
        complaint.isForeign = complaint.code.isEmpty();
        return complaint;
    }
    complaint.requestId = xmlRequestId(*root);
    if (const QString code = error->childText(u"Code"); !code.isEmpty())
        complaint.code = code;
    if (complaint.code.isEmpty())
        complaint.code = codeInName(*error);
    complaint.message = error->childText(u"Message");
    if (complaint.message.isEmpty())
        complaint.message = error->childText(u"message");
    const Shape *shape = operation.error(bareCode(complaint.code));
    if (!shape || !readXmlStructure(*shape, *error, Members::ResponseBody, complaint.members, ignored))
        return complaint;
    const QString member = QStringLiteral("message"); // modelled in lower case, sent with a capital
    if (shape->member(member) && !complaint.members.contains(member) && !complaint.message.isEmpty())
        complaint.members[member] = complaint.message;
    return complaint;
}

} // namespace formwork::protocol
