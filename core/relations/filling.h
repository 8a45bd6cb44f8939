// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "relations/relation.h"
#include "relations/servicemap.h"

namespace formwork::relations
{

// What a creation leaves known: the texts of its input and of its answer, by which the inputs of other
// operations are filled.
class Sources
{
public:
    // `nouns`: what the thing is called, the best first.
    Sources(const ServiceMap &map, const ServiceMap::Named &creation, const std::vector<std::string> &nouns);

    // What an entry of an answer and what was asked for it leave known. The entry is a structure, or a text
    // of a list, which is called as the list is.
    Sources(const ServiceMap &map, const Outline::Shape &entry, const Outline::Member *list,
            const Outline::Shape *asked, const std::vector<std::string> &nouns);

    [[nodiscard]] Related fill(const ServiceMap::Named &named) const;
    // Whether one of the fillings says which thing is meant.
    [[nodiscard]] bool tellsWhich(const Related &related) const;
    [[nodiscard]] QList<Identifier> identifiers() const;
    // Where the one thing stands in the answer of an operation that reads it; empty: it is the answer.
    [[nodiscard]] QString placeInAnswer(const ServiceMap::Named &named,
                                        const std::vector<std::string> &nouns) const;

private:
    struct Source {
        Filling::Source side;
        std::string path;
        const Outline::Member *member;
        bool isOwn; // it names or identifies the thing itself
        int depth;
    };
    void collect(const Outline::Shape &shape, Filling::Source side, const std::string &prefix, int depth);
    [[nodiscard]] bool isOwn(const Stem &stem, bool isOfThing) const;
    [[nodiscard]] bool isOwnId(const Outline::Member &member) const;
    [[nodiscard]] const Source *sourceFor(const Outline::Member &wanted, const Stem &stem) const;
    [[nodiscard]] int rank(const Source &source, const Outline::Member &wanted, const Stem &stem) const;

    const ServiceMap &m_map;
    const std::vector<std::string> &m_nouns;
    std::vector<Source> m_sources;
};

} // namespace formwork::relations
