// SPDX-License-Identifier: Apache-2.0
#include "wording/names.h"

#include <array>

namespace formwork::wording
{

namespace
{

bool isAsciiUpper(QChar c) { return c >= u'A' && c <= u'Z'; }
bool isAsciiLower(QChar c) { return c >= u'a' && c <= u'z'; }
bool isAsciiDigit(QChar c) { return c >= u'0' && c <= u'9'; }

// Words of operation names that the AWS CLI does not take apart where the general rule would.
QString withRegularWords(QStringView name)
{
    struct Irregular {
        QStringView from;
        QStringView to;
    };
    static constexpr std::array<Irregular, 5> words{{{u"iSCSI", u"Iscsi"},
                                                     {u"HITsFor", u"HitsFor"},
                                                     {u"PartiQL", u"Partiql"},
                                                     {u"WhatsApp", u"Whatsapp"},
                                                     {u"OTel", u"Otel"}}};
    QString result = name.toString();
    if (result.isEmpty() || !isAsciiUpper(result.front()))
        return result;
    for (const Irregular &word : words) {
        if (result.indexOf(word.from) > 0)
            result.replace(word.from.toString(), word.to.toString());
    }
    return result;
}

// "...ARNs" ends in a plural of capitals: a hyphen goes before the whole of it.
qsizetype pluralOfCapitals(QStringView name)
{
    if (!name.endsWith(u's'))
        return -1;
    qsizetype start = name.size() - 1;
    while (start > 0 && isAsciiUpper(name[start - 1]))
        --start;
    return name.size() - 1 - start >= 2 ? start : -1;
}

// Puts a hyphen before each capital that lower-case letters follow, unless it is the first character.
QString cutBeforeWords(QStringView name)
{
    QString result;
    result.reserve(name.size() + 8);
    qsizetype i = 0;
    while (i < name.size()) {
        // The rule consumes one character and the word after it, so a one-letter gap is never cut twice.
        if (i + 2 < name.size() && isAsciiUpper(name[i + 1]) && isAsciiLower(name[i + 2])) {
            result += name[i++];
            result += u'-';
            result += name[i++];
            while (i < name.size() && isAsciiLower(name[i]))
                result += name[i++];
        } else {
            result += name[i++];
        }
    }
    return result;
}

QString cutAfterWords(QStringView name)
{
    QString result;
    result.reserve(name.size() + 8);
    for (qsizetype i = 0; i < name.size(); ++i) {
        if (i > 0 && isAsciiUpper(name[i]) && (isAsciiLower(name[i - 1]) || isAsciiDigit(name[i - 1])))
            result += u'-';
        result += name[i];
    }
    return result;
}

} // namespace

QString cliName(QStringView name)
{
    if (name.contains(u'-'))
        return name.toString();
    QString regular = withRegularWords(name);
    if (const qsizetype plural = pluralOfCapitals(regular); plural >= 0)
        regular = regular.left(plural) + u'-' + regular.mid(plural).toLower();
    return cutAfterWords(cutBeforeWords(regular)).toLower();
}

} // namespace formwork::wording
