// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace formwork::validation
{

// A set of characters as a pattern writes it.
class CharSet
{
public:
    void add(char32_t from, char32_t to) { m_ranges.push_back({from, to}); }
    void addCategory(const QString &name, bool isNegated) { m_categories.push_back({name, isNegated}); }
    void addAll() { m_isAll = true; }
    void negate() { m_isNegated = !m_isNegated; }
    void unite(const CharSet &other) { m_parts.push_back(other); }

    [[nodiscard]] bool contains(char32_t c) const;
    [[nodiscard]] bool isEverything() const { return m_isAll; }
    [[nodiscard]] QString inWords() const; // "letters, digits, - and _"; empty: too many to name

private:
    struct Range {
        char32_t from;
        char32_t to;
    };
    struct Category {
        QString name;
        bool isNegated;
    };
    std::vector<Range> m_ranges;
    std::vector<Category> m_categories;
    std::vector<CharSet> m_parts;
    bool m_isAll = false;
    bool m_isNegated = false;
};

// What can be said of a pattern for a person, as far as its form is simple: never wrong, often little.
struct PatternShape {
    struct Atom {
        CharSet set;
        char32_t literal = 0; // 0: a class
        qint64 least = 1;
        qint64 most = 1; // -1: any number
    };
    bool isUnderstood = false; // every construct of it is known
    bool startsAnchored = false;
    bool endsAnchored = false;
    std::vector<Atom> leading; // from the start up to the first group
    bool isFlat = false; // `leading` is all of it
    CharSet allowed; // every character that can stand anywhere in it
    QStringList choices; // where it is nothing but literal alternatives

    [[nodiscard]] QString prefix() const; // the literal beginning
};

[[nodiscard]] PatternShape shapeOf(const QString &pattern);

} // namespace formwork::validation
