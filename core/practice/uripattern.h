// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>

#include <utility>

namespace formwork::practice
{

// The pattern of an http trait, "/users/{id}/files/{path+}?tagging": whether a raw target fits it, and which
// of two fitting patterns says more.
class UriPattern
{
public:
    explicit UriPattern(const QByteArray &text);

    [[nodiscard]] bool matches(const QByteArray &path, const QByteArray &query) const;

    // Literal segments come before labels, labels before greedy ones, more literals of the query before
    // fewer.
    [[nodiscard]] bool isMoreSpecificThan(const UriPattern &other) const;

    // Whether both end with a slash, or neither: it tells apart what nothing else does.
    [[nodiscard]] bool endsAs(const QByteArray &path) const { return path.endsWith('/') == m_endsWithSlash; }

private:
    enum class Kind { Literal, Label, Greedy };
    struct Segment {
        Kind kind = Kind::Literal;
        QByteArray text;
    };

    QList<Segment> m_segments;
    bool m_endsWithSlash = false;
    QList<std::pair<QByteArray, QByteArray>> m_query;
    QList<std::pair<QByteArray, QByteArray>> m_hints; // may be left out, but not be others
};

} // namespace formwork::practice
