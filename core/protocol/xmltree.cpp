// SPDX-License-Identifier: Apache-2.0
#include "protocol/xmltree.h"

#include "base/tr.h"

#include <QRegularExpression>
#include <QStringDecoder>
#include <QXmlStreamReader>

#include <algorithm>
#include <array>
#include <optional>

namespace formwork::protocol
{

namespace
{

// Services send two or three. Qt compares each attribute of an element with all the others.
constexpr int kMaxAttributes = 100;

// From behind "<" to behind what ends the tag; nothing if it has too many attributes.
std::optional<qsizetype> endOfTag(QByteArrayView xml, qsizetype at)
{
    int attributes = 0;
    char quote = 0;
    for (; at < xml.size(); ++at) {
        const char c = xml[at];
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return at + 1;
        else if (c == '=' && ++attributes > kMaxAttributes)
            return {};
    }
    return at;
}

// Before Qt reads it, because that would take hours.
bool hasTooManyAttributes(QByteArrayView xml)
{
    struct Section {
        QByteArrayView begin;
        QByteArrayView end;
    };
    static constexpr std::array kSections{Section{"<!--", "-->"}, Section{"<![CDATA[", "]]>"},
                                          Section{"<?", "?>"}};
    qsizetype at = xml.indexOf('<');
    while (at >= 0) {
        const auto section = std::ranges::find_if(
            kSections, [rest = xml.sliced(at)](const Section &s) { return rest.startsWith(s.begin); });
        if (section != kSections.end()) {
            at = xml.indexOf(section->end, at + section->begin.size());
        } else {
            const auto end = endOfTag(xml, at + 1);
            if (!end)
                return true;
            at = *end;
        }
        at = at < 0 ? at : xml.indexOf('<', at);
    }
    return false;
}

QString localName(QStringView qualified) { return qualified.sliced(qualified.indexOf(u':') + 1).toString(); }

XmlElement startOf(const QXmlStreamReader &reader)
{
    XmlElement element;
    element.name = localName(reader.qualifiedName());
    const QXmlStreamAttributes attributes = reader.attributes();
    for (const QXmlStreamAttribute &attribute : attributes) {
        if (!attribute.qualifiedName().startsWith(u"xmlns"))
            element.attributes.emplace_back(attribute.qualifiedName().toString(),
                                            attribute.value().toString());
    }
    return element;
}

std::unexpected<Error> notXml(const QString &reason)
{
    return failure(Phase::Parse, QStringLiteral("NotXml"), Tr::tr("The body is not XML (%1).").arg(reason));
}

Result<XmlElement> treeOf(const QByteArray &xml)
{
    if (xml.contains('\0'))
        return notXml(Tr::tr("it is not UTF-8"));
    if (hasTooManyAttributes(xml))
        return notXml(Tr::tr("an element has more than %1 attributes").arg(kMaxAttributes));
    QXmlStreamReader reader(xml);
    reader.setNamespaceProcessing(false); // names are told apart without them, and many would take long
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

bool isAllowed(char32_t c)
{
    return c == 0x9 || c == 0xa || c == 0xd || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd)
        || (c >= 0x10000 && c <= 0x10ffff);
}

// With U+FFFD for what is not UTF-8 and for characters that XML does not allow, written out or as references.
// Some services answer names that hold such.
QByteArray mendedXml(const QByteArray &xml)
{
    static const QRegularExpression kReference(QStringLiteral("&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}));"));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(xml);
    for (QChar &c : text) {
        if (!c.isSurrogate() && !isAllowed(c.unicode()))
            c = QChar::ReplacementCharacter;
    }
    QString result;
    qsizetype end = 0;
    for (auto matches = kReference.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const bool isHex = match.capturedLength(1) > 0;
        if (isAllowed(isHex ? match.capturedView(1).toUInt(nullptr, 16) : match.capturedView(2).toUInt()))
            continue;
        result += QStringView(text).sliced(end, match.capturedStart() - end);
        result += QChar::ReplacementCharacter;
        end = match.capturedEnd();
    }
    result += QStringView(text).sliced(end);
    return result.toUtf8();
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

QByteArray withoutBlanksInFront(const QByteArray &body)
{
    const QByteArrayView mark("\xef\xbb\xbf");
    QByteArrayView view(body);
    while (view.startsWith(mark) || (!view.isEmpty() && QByteArrayView(" \t\r\n").contains(view.front())))
        view = view.sliced(view.startsWith(mark) ? mark.size() : 1);
    return view.size() == body.size() ? body : view.toByteArray();
}

Result<XmlElement> readXml(const QByteArray &body, Misfit *misfit)
{
    if (const Result<void> fits = checkSize(body); !fits)
        return std::unexpected(fits.error());
    const QByteArray xml = withoutBlanksInFront(body);
    auto root = treeOf(xml);
    if (root || !misfit || !misfit->isLenient())
        return root;
    const QByteArray mended = mendedXml(xml);
    if (mended == xml)
        return root;
    auto second = treeOf(mended);
    if (!second)
        return root;
    misfit->because(Tr::tr("holds characters that XML does not allow, which are shown as U+FFFD."));
    return second;
}

} // namespace formwork::protocol
