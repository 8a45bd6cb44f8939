// SPDX-License-Identifier: Apache-2.0
#include "protocol/xmlwriter.h"

#include "base/absent.h"
#include "base/tr.h"
#include "protocol/text.h"
#include "protocol/xmlreader.h"

#include <QCborArray>

namespace formwork::protocol
{

using model::Member;
using model::Shape;
using model::ShapeType;
using model::TimestampFormat;

namespace
{

const std::optional<model::XmlNamespace> &namespaceOf(const Member &member)
{
    return member.xmlNamespace ? member.xmlNamespace : member.target->xmlNamespace;
}

} // namespace

void XmlWriter::open(const QString &name, const std::optional<model::XmlNamespace> &xmlNamespace)
{
    m_out.append('<').append(name.toUtf8());
    if (!xmlNamespace || xmlNamespace->uri.isEmpty())
        return;
    m_out.append(" xmlns");
    if (!xmlNamespace->prefix.isEmpty())
        m_out.append(':').append(xmlNamespace->prefix.toUtf8());
    m_out.append("=\"");
    text(xmlNamespace->uri.toUtf8(), true);
    m_out.append('"');
}

void XmlWriter::close(const QString &name) { m_out.append("</").append(name.toUtf8()).append('>'); }

bool XmlWriter::text(const QByteArray &utf8, bool isAttribute)
{
    for (const char c : utf8) {
        switch (c) {
        case '&':
            m_out.append("&amp;");
            break;
        case '<':
            m_out.append("&lt;");
            break;
        case '>':
            m_out.append("&gt;");
            break;
        case '"':
            m_out.append(isAttribute ? "&quot;" : "\"");
            break;
        case '\r': // readers turn a bare one into a line feed
            m_out.append("&#xD;");
            break;
        case '\n':
            m_out.append(isAttribute ? "&#xA;" : "\n");
            break;
        case '\t':
            m_out.append(isAttribute ? "&#x9;" : "\t");
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                return m_misfit.because(Tr::tr("holds a control character, which XML cannot carry."));
            m_out.append(c);
        }
    }
    return true;
}

void XmlWriter::begin(const QString &name, const std::optional<model::XmlNamespace> &xmlNamespace)
{
    open(name, xmlNamespace);
    m_out.append('>');
}

void XmlWriter::end(const QString &name) { close(name); }

void XmlWriter::note(const QString &name, QString said)
{
    for (QChar &c : said) {
        if (c < u' ' && c != u'\t' && c != u'\n' && c != u'\r')
            c = QChar::ReplacementCharacter;
    }
    begin(name, {});
    text(said.toUtf8(), false);
    close(name);
}

bool XmlWriter::members(const Shape &shape, const QCborMap &map, Members which)
{
    return structure(shape, map, which);
}

bool XmlWriter::only(const Member &member, const QCborValue &value,
                     const std::optional<model::XmlNamespace> &xmlNamespace)
{
    begin(xmlNameOf(member), xmlNamespace);
    const bool isWritten = isAbsent(value) || content(member, value);
    close(xmlNameOf(member));
    return isWritten || m_misfit.under(member.name);
}

bool XmlWriter::root(const QString &name, const Shape &shape, const QCborMap &map, Members which,
                     const std::optional<model::XmlNamespace> &xmlNamespace)
{
    open(name, shape.xmlNamespace ? shape.xmlNamespace : xmlNamespace);
    if (!attributes(shape, map, which))
        return false;
    m_out.append('>');
    if (!structure(shape, map, which))
        return false;
    close(name);
    return true;
}

bool XmlWriter::attributes(const Shape &shape, const QCborMap &map, Members which)
{
    for (const Member &member : shape.members) {
        const bool isHere = member.xmlAttribute && isWanted(member, which);
        const QCborValue value = isHere ? map.value(member.name) : QCborValue();
        if (isAbsent(value))
            continue;
        const auto written =
            scalarText(*member.target, timestampFormat(member, TimestampFormat::DateTime), value);
        if (!written) {
            m_misfit.wrongType(*member.target, value);
            return m_misfit.under(member.name);
        }
        m_out.append(' ').append(xmlNameOf(member).toUtf8()).append("=\"");
        if (!text(*written, true))
            return m_misfit.under(member.name);
        m_out.append('"');
    }
    return true;
}

bool XmlWriter::structure(const Shape &shape, const QCborMap &map, Members which)
{
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QCborValue item = it.value();
        if (isAbsent(item))
            continue;
        const QString name = it.key().toString();
        const Member *found = shape.member(name);
        if (!found) {
            m_misfit.because(Tr::tr("has no place in this request: the model does not know it."));
            return m_misfit.under(name);
        }
        const bool isElsewhere = found->xmlAttribute || !isWanted(*found, which);
        if (!isElsewhere && !member(*found, item))
            return m_misfit.under(name);
    }
    return true;
}

bool XmlWriter::member(const Member &member, const QCborValue &value)
{
    if (!isFlattened(member))
        return element(xmlNameOf(member), member, value);
    if (member.target->type == ShapeType::Map)
        return mapEntries(xmlNameOf(member), member, value);
    return entries(xmlNameOf(member), member, value);
}

bool XmlWriter::element(const QString &name, const Member &member, const QCborValue &value)
{
    if (m_depth >= kMaxDepth)
        return m_misfit.because(tooDeep());
    const Shape &shape = *member.target;
    const bool isStructure = shape.type == ShapeType::Structure || shape.type == ShapeType::Union;
    if (isStructure && !value.isMap())
        return m_misfit.wrongType(shape, value);
    ++m_depth;
    open(name, namespaceOf(member));
    if (isStructure && !attributes(shape, value.toMap(), Members::All))
        return false;
    m_out.append('>');
    if (!content(member, value))
        return false;
    close(name);
    --m_depth;
    return true;
}

bool XmlWriter::content(const Member &member, const QCborValue &value)
{
    const Shape &shape = *member.target;
    switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Union:
        return structure(shape, value.toMap(), Members::All);
    case ShapeType::List:
        return entries(entryNameOf(shape), member, value);
    case ShapeType::Map:
        return mapEntries(QStringLiteral("entry"), member, value);
    default:
        break;
    }
    const auto written = scalarText(shape, timestampFormat(member, TimestampFormat::DateTime), value);
    return written ? text(*written, false) : m_misfit.wrongType(shape, value);
}

bool XmlWriter::entries(const QString &name, const Member &member, const QCborValue &value)
{
    const Shape &shape = *member.target;
    if (!value.isArray())
        return m_misfit.wrongType(shape, value);
    // Entries of a flattened list take the list's namespace, as there is no other element to carry it.
    Member item = shape.element;
    if (isFlattened(member) && namespaceOf(member))
        item.xmlNamespace = namespaceOf(member);
    const QCborArray list = value.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (!isAbsent(list.at(i)) && !element(name, item, list.at(i)))
            return m_misfit.under(QString::number(i));
    }
    return true;
}

bool XmlWriter::mapEntries(const QString &name, const Member &member, const QCborValue &value)
{
    const Shape &shape = *member.target;
    if (!value.isMap())
        return m_misfit.wrongType(shape, value);
    const QString keyName = keyNameOf(shape);
    const QString valueName = valueNameOf(shape);
    const QCborMap map = value.toMap();
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        if (isAbsent(it.value()))
            continue;
        open(name, isFlattened(member) ? namespaceOf(member) : std::nullopt);
        m_out.append('>');
        if (!element(keyName, shape.key, it.key()) || !element(valueName, shape.element, it.value()))
            return m_misfit.under(it.key().toString());
        close(name);
    }
    return true;
}

} // namespace formwork::protocol
