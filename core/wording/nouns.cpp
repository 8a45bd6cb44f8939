// SPDX-License-Identifier: Apache-2.0
#include "wording/nouns.h"

namespace formwork::wording
{

QString singular(const QString &noun)
{
    if (const qsizetype of = noun.indexOf(u" of "); of > 0) // "Attributes of keys": one attribute of keys
        return singular(noun.first(of)) + noun.sliced(of);
    if (noun.endsWith(u"ies") && noun.size() > 4)
        return noun.chopped(3) + u'y';
    for (const QStringView end : {u"sses", u"xes", u"ches", u"shes"}) {
        if (noun.endsWith(end))
            return noun.chopped(2);
    }
    for (const QStringView same : {u"ss", u"us", u"is", u"as", u"series"}) {
        if (noun.endsWith(same))
            return noun;
    }
    return noun.endsWith(u's') ? noun.chopped(1) : noun;
}

QString inSentence(const QString &noun)
{
    const bool isWord = noun.size() < 2 || noun[1].isLower() || noun[1].isSpace();
    return isWord && !noun.isEmpty() ? noun[0].toLower() + noun.sliced(1) : noun;
}

bool takesAn(const QString &noun)
{
    if (noun.size() > 1 && noun[0].isUpper() && noun[1].isUpper()) // spelt letter by letter
        return QStringView(u"AEFHILMNORSX").contains(noun[0]);
    const QString lower = noun.toLower();
    const bool isYou = lower.startsWith(u"us") || lower.startsWith(u"uni") || lower.startsWith(u"ur");
    return !lower.isEmpty() && QStringView(u"aeiou").contains(lower[0]) && !isYou;
}

} // namespace formwork::wording
