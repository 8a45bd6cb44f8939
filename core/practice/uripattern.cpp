// SPDX-License-Identifier: Apache-2.0
#include "practice/uripattern.h"

#include <algorithm>

namespace formwork::practice
{

namespace
{

// Newer clients say the operation here, where method and path do not tell it; older ones do not.
constexpr QByteArrayView kHint = "x-id";

// A slash at the end makes no difference: clients disagree about sending it.
QByteArrayList segmentsOf(QByteArray path)
{
    if (path.startsWith('/'))
        path.remove(0, 1);
    if (path.endsWith('/'))
        path.chop(1);
    return path.isEmpty() ? QByteArrayList() : path.split('/');
}

QList<std::pair<QByteArray, QByteArray>> parametersOf(const QByteArray &query)
{
    QList<std::pair<QByteArray, QByteArray>> list;
    for (const QByteArray &part : query.split('&')) {
        const qsizetype equals = part.indexOf('=');
        if (!part.isEmpty())
            list.append({equals < 0 ? part : part.first(equals),
                         equals < 0 ? QByteArray() : part.sliced(equals + 1)});
    }
    return list;
}

} // namespace

UriPattern::UriPattern(const QByteArray &text)
{
    const qsizetype mark = text.indexOf('?');
    m_endsWithSlash = (mark < 0 ? text : text.first(mark)).endsWith('/');
    for (const QByteArray &part : segmentsOf(mark < 0 ? text : text.first(mark))) {
        const bool isLabel = part.startsWith('{') && part.endsWith('}');
        const Kind kind = !isLabel ? Kind::Literal : part.endsWith("+}") ? Kind::Greedy : Kind::Label;
        m_segments.append({kind, part});
    }
    if (mark < 0)
        return;
    for (const auto &parameter : parametersOf(text.sliced(mark + 1)))
        (parameter.first == kHint ? m_hints : m_query).append(parameter);
}

bool UriPattern::matches(const QByteArray &path, const QByteArray &query) const
{
    const QByteArrayList segments = segmentsOf(path);
    const auto greedy = std::ranges::find(m_segments, Kind::Greedy, &Segment::kind);
    const qsizetype before = greedy - m_segments.cbegin();
    const bool isGreedy = greedy != m_segments.cend();
    if (isGreedy ? segments.size() < m_segments.size() : segments.size() != m_segments.size())
        return false;
    const auto fits = [](const Segment &segment, const QByteArray &text) {
        return segment.kind == Kind::Literal ? segment.text == text : !text.isEmpty();
    };
    for (qsizetype i = 0; i < before; ++i) {
        if (!fits(m_segments[i], segments[i]))
            return false;
    }
    for (qsizetype i = 1; isGreedy && i < m_segments.size() - before; ++i) {
        if (!fits(m_segments[m_segments.size() - i], segments[segments.size() - i]))
            return false;
    }
    const auto sent = parametersOf(query);
    const auto isOther = [this](const auto &parameter) {
        return parameter.first == kHint && !m_hints.contains(parameter);
    };
    return std::ranges::all_of(m_query, [&sent](const auto &wanted) { return sent.contains(wanted); })
        && (m_hints.isEmpty() || std::ranges::none_of(sent, isOther));
}

bool UriPattern::isMoreSpecificThan(const UriPattern &other) const
{
    const qsizetype common = std::min(m_segments.size(), other.m_segments.size());
    for (qsizetype i = 0; i < common; ++i) {
        if (m_segments[i].kind != other.m_segments[i].kind)
            return m_segments[i].kind < other.m_segments[i].kind;
    }
    if (m_segments.size() != other.m_segments.size())
        return m_segments.size() > other.m_segments.size();
    return m_query.size() > other.m_query.size();
}

} // namespace formwork::practice
