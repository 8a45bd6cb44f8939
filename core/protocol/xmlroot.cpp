// SPDX-License-Identifier: Apache-2.0
#include "protocol/xmlroot.h"

#include "base/tr.h"
#include "protocol/xmlreader.h"
#include "quirks/quirks.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace formwork::protocol
{

using model::Member;
using model::Shape;

namespace
{

constexpr qsizetype kStart = 8192;

bool holds(const XmlElement &root, const Member &member)
{
    if (!member.xmlAttribute)
        return root.child(xmlNameOf(member)) != nullptr;
    return std::ranges::any_of(root.attributes, [&](const auto &attribute) {
        return attribute.first.section(u':', -1) == xmlNameOf(member).section(u':', -1);
    });
}

} // namespace

QString xmlRootName(const QByteArray &body)
{
    const QByteArray start = withoutBlanksInFront(body.left(kStart)); // enough for all in front of its name
    QXmlStreamReader reader(start);
    reader.setNamespaceProcessing(false);
    return reader.readNextStartElement() ? reader.qualifiedName().toString().section(u':', -1) : QString();
}

bool isAnswerRoot(const model::Operation &operation, const XmlElement &root, const Shape &shape,
                  Members which, const Member *payload)
{
    const QString &name = root.name;
    if (name.compare(QLatin1String("html"), Qt::CaseInsensitive) == 0)
        return false;
    const QStringList known{shape.name,
                            shape.xmlName,
                            operation.name + QLatin1String("Response"),
                            operation.name + QLatin1String("Result"),
                            payload ? xmlNameOf(*payload) : QString(),
                            quirks::quirksOf(operation).answerRoot};
    return known.contains(name) || std::ranges::any_of(shape.members, [&](const Member &member) {
               return isWanted(member, which) && holds(root, member);
           });
}

Error otherRoot(const XmlElement &root)
{
    return Error{
        Phase::Parse,
        QStringLiteral("OtherAnswer"),
        Tr::tr("Its XML is called \"%1\", which is no answer to this operation.").arg(root.name.left(80)),
        {}};
}

} // namespace formwork::protocol
