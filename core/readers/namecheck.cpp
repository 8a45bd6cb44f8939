// SPDX-License-Identifier: Apache-2.0
#include "readers/namecheck.h"

#include "base/tr.h"

#include <algorithm>

namespace formwork::readers
{

namespace
{

constexpr qsizetype kLongestName = 256;
constexpr size_t kBeginning = 1'500; // bytes; a first sentence is cut at 300 characters in any case

bool isWordCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
}

// Control characters, and those that turn the direction of a text or are not seen.
bool isInvisible(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
        || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
}

void makeShowable(QString &text)
{
    text.removeIf(isInvisible);
    if (text.size() > kLongestName)
        text = text.left(kLongestName - 1) + QChar(0x2026);
}

} // namespace

bool isPlainName(QStringView name)
{
    return !name.isEmpty() && name.size() <= kLongestName
        && std::none_of(name.begin(), name.end(), isInvisible);
}

QString operationName(const JsonView &operation, std::string_view name)
{
    QString text = toText(name);
    if (text.isEmpty() || text.size() > kLongestName
        || !std::all_of(text.begin(), text.end(), isWordCharacter))
        operation.complain(Tr::tr("The name of an operation has only letters, digits and underscores."));
    return text;
}

void checkNames(model::Service &service, const JsonView &place)
{
    const auto isIdCharacter = [](QChar c) { return isWordCharacter(c) || c == u'-' || c == u'.'; };
    if (service.id.isEmpty() || service.id.size() > kLongestName
        || !std::all_of(service.id.begin(), service.id.end(), isIdCharacter))
        place.complain(Tr::tr("The name of a service has only letters, digits, dots and hyphens."));
    for (QString *text : {&service.title, &service.sdkId, &service.apiVersion, &service.brief})
        makeShowable(*text);
}

QString beginningOf(std::string_view documentation)
{
    if (documentation.size() <= kBeginning)
        return toText(documentation);
    size_t end = kBeginning;
    while (end > 0 && (static_cast<unsigned char>(documentation[end]) & 0xC0) == 0x80)
        --end; // not in the middle of a character
    return toText(documentation.substr(0, end));
}

} // namespace formwork::readers
