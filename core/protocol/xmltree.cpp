// SPDX-License-Identifier: Apache-2.0
#include "protocol/xmltree.h"

#include "base/tr.h"
#include "protocol/misfit.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace formwork::protocol
{

namespace
{

constexpr qsizetype kMaxBody = 64 * 1024 * 1024;

XmlElement startOf(const QXmlStreamReader &reader)
{
    XmlElement element;
    element.name = reader.name().toString();
    for (const QXmlStreamAttribute &attribute : reader.attributes())
        element.attributes.emplace_back(attribute.qualifiedName().toString(), attribute.value().toString());
    return element;
}

} // namespace

const XmlElement *XmlElement::child(QStringView childName) const
{
    const auto found =
        std::ranges::find_if(children, [&](const XmlElement &e) { return e.name == childName; });
    return found == children.end() ? nullptr : &*found;
}

QString XmlElement::childText(QStringView childName) const
{
    const XmlElement *found = child(childName);
    return found ? found->text.trimmed() : QString();
}

Result<XmlElement> readXml(const QByteArray &body)
{
    if (body.size() > kMaxBody) {
        return failure(
            Phase::Parse, QStringLiteral("TooLarge"),
            Tr::tr("The body is %1 bytes long; Formwork reads at most %2.").arg(body.size()).arg(kMaxBody));
    }
    const auto notXml = [](const QString &reason) {
        return failure(Phase::Parse, QStringLiteral("NotXml"),
                       Tr::tr("The body is not XML (%1).").arg(reason));
    };
    QXmlStreamReader reader(body);
    std::vector<XmlElement> open; // a stack instead of recursion, so that depth costs no stack
    open.emplace_back(); // holds the root
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            if (open.size() > size_t(kMaxDepth))
                return notXml(tooDeep());
            open.push_back(startOf(reader));
            break;
        case QXmlStreamReader::EndElement: {
            XmlElement closed = std::move(open.back());
            open.pop_back();
            open.back().children.push_back(std::move(closed));
            break;
        }
        case QXmlStreamReader::Characters:
            open.back().text += reader.text();
            break;
        case QXmlStreamReader::DTD:
            return notXml(Tr::tr("it declares a document type"));
        default:
            break;
        }
    }
    if (reader.hasError())
        return notXml(reader.errorString());
    if (open.front().children.empty())
        return notXml(Tr::tr("it has no element"));
    return std::move(open.front().children.front());
}

} // namespace formwork::protocol
