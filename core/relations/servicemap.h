// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "readers/outline.h"
#include "relations/words.h"

#include <QString>

#include <optional>
#include <span>
#include <unordered_map>

namespace formwork::relations
{

using readers::Outline;

// One service as the rules see it: its operations by verb and noun, and what its list operations answer
// with. Made of an outline, for one thread; lives as long as somebody asks.
class ServiceMap
{
public:
    struct Named {
        const Outline::Entry *operation = nullptr;
        OperationWords words;
        std::string noun; // joined
    };

    // An operation that answers with several of one thing.
    struct Listing {
        quint32 named = 0;
        std::string path; // "Reservations[].Instances[]"
        std::string_view key; // the last member of it
        quint32 item = 0; // shape
        std::vector<const Outline::Member *> required; // of its input
    };

    ServiceMap(QString id, readers::OutlinePtr outline);

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] const Outline &outline() const { return *m_outline; }
    [[nodiscard]] const std::vector<Named> &operations() const { return m_operations; }
    [[nodiscard]] const std::vector<Listing> &listings() const { return m_listings; }
    [[nodiscard]] const Named &named(const Listing &listing) const { return m_operations[listing.named]; }
    [[nodiscard]] const Named *find(std::string_view operation) const;
    [[nodiscard]] std::vector<const Named *> about(const std::string &noun) const; // with that noun
    [[nodiscard]] const Listing *listing(const Named &named) const; // null if it lists nothing
    [[nodiscard]] bool listsNoun(const std::string &noun) const;

    [[nodiscard]] std::span<const Outline::Member> members(const Outline::Shape &shape) const;
    [[nodiscard]] std::span<const Outline::Member> inputOf(const Named &named) const;
    [[nodiscard]] const Outline::Shape &shape(quint32 index) const { return m_outline->shapes[index]; }
    [[nodiscard]] const Outline::Shape &target(const Outline::Member &member) const
    {
        return m_outline->shapes[member.target];
    }
    // Of what lists hold, at any depth; the shape itself where it is none.
    [[nodiscard]] const Outline::Shape &leaf(const Outline::Member &member) const;
    [[nodiscard]] bool isText(const Outline::Member &member) const; // a string that is no enum
    [[nodiscard]] const Stem &stem(const Outline::Member &member) const;
    [[nodiscard]] const std::string &plain(const Outline::Member &member) const; // the name, joined words

private:
    struct Name {
        Stem stem;
        std::string plain;
        bool isMade = false;
    };
    Name &nameOf(const Outline::Member &member) const;
    void addListing(quint32 index);

    QString m_id;
    readers::OutlinePtr m_outline;
    std::vector<Named> m_operations; // sorted by name, as in the outline
    std::vector<Listing> m_listings;
    std::unordered_multimap<std::string, quint32> m_byNoun;
    mutable std::vector<Name> m_names; // by member
};

[[nodiscard]] QString toText(const std::string &ascii);

} // namespace formwork::relations
