// SPDX-License-Identifier: Apache-2.0
#include "practice/sieve.h"

#include <QCborArray>
#include <QRegularExpression>

#include <algorithm>

namespace formwork::practice
{

namespace
{

const QString kTag = QStringLiteral("tag:");

QStringList textsIn(const QCborValue &value)
{
    if (value.isString())
        return {value.toString()};
    if (value.isBool())
        return {value.isTrue() ? QStringLiteral("true") : QStringLiteral("false")};
    QStringList texts;
    for (const QCborValue entry : value.toArray())
        texts += textsIn(entry);
    return texts;
}

bool isLike(const QString &text, const QString &pattern)
{
    if (!pattern.contains(u'*') && !pattern.contains(u'?'))
        return text == pattern;
    return QRegularExpression(QRegularExpression::wildcardToRegularExpression(
                                  pattern, QRegularExpression::UnanchoredWildcardConversion))
        .match(text)
        .hasMatch();
}

bool holdsAny(const QStringList &known, const QStringList &wanted)
{
    return std::ranges::any_of(wanted, [&](const QString &pattern) {
        return std::ranges::any_of(known, [&](const QString &text) { return isLike(text, pattern); });
    });
}

// Names that are paths: "/a/b" is in "/a", and "/a/b/c" is deep in it.
bool isInFolder(const QString &name, const QString &folder, bool isDeep)
{
    const QString start = folder.endsWith(u'/') ? folder : folder + u'/';
    return name.startsWith(start) && (isDeep || name.indexOf(u'/', start.size()) < 0);
}

} // namespace

Sieve::Sieve(const Call &call)
{
    for (const model::Member &member : call.operation->input->members) {
        const QCborValue value = call.input.value(member.name);
        if (value.isArray() && member.name.contains(u"filter", Qt::CaseInsensitive))
            addFilters(value);
        if (!value.isString() || value.toString().isEmpty())
            continue;
        if (member.name == u"Path" && call.operation->input->member(QStringLiteral("Recursive"))) {
            m_folder = value.toString();
            m_isDeep = call.input.value(QStringLiteral("Recursive")).isTrue();
        }
        const bool isBeginning = member.name.endsWith(u"prefix", Qt::CaseInsensitive);
        if (isBeginning && member.name.size() > 6)
            m_beginnings.append({member.name.chopped(6), {value.toString()}});
    }
}

void Sieve::addFilters(const QCborValue &filters)
{
    for (const QCborValue filter : filters.toArray()) {
        Wanted wanted;
        bool isBeginning = false;
        for (const auto &[key, value] : filter.toMap()) {
            const QString part = key.toString();
            const bool isName = part.compare(u"name", Qt::CaseInsensitive) == 0
                || part.compare(u"key", Qt::CaseInsensitive) == 0;
            if (isName && value.isString())
                wanted.name = value.toString();
            else if (part.startsWith(u"value", Qt::CaseInsensitive))
                wanted.values = textsIn(value);
            else if (part.compare(u"option", Qt::CaseInsensitive) == 0)
                isBeginning = value.toString() == u"BeginsWith";
        }
        if (!wanted.name.isEmpty() && !wanted.values.isEmpty())
            (isBeginning ? m_beginnings : m_wanted).append(wanted);
    }
}

bool Sieve::passes(const Knowledge &known) const
{
    const auto holds = [&](const Wanted &wanted) {
        if (wanted.name.startsWith(kTag)) {
            const auto tag = known.tag(wanted.name.sliced(kTag.size()));
            return tag && holdsAny({*tag}, wanted.values);
        }
        const QStringList texts = textsIn(known.named(wanted.name));
        return texts.isEmpty() || holdsAny(texts, wanted.values);
    };
    const auto begins = [&](const Wanted &wanted) {
        const QStringList texts = textsIn(known.named(wanted.name));
        return texts.isEmpty() || std::ranges::any_of(wanted.values, [&](const QString &start) {
                   return texts.first().startsWith(start);
               });
    };
    return (m_folder.isEmpty() || isInFolder(known.ownName(), m_folder, m_isDeep))
        && std::ranges::all_of(m_wanted, holds) && std::ranges::all_of(m_beginnings, begins);
}

} // namespace formwork::practice
