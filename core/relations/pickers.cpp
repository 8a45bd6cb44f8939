// SPDX-License-Identifier: Apache-2.0
#include "relations/pickers.h"

#include "relations/corrections.h"

#include <algorithm>
#include <array>

namespace formwork::relations
{

namespace
{

using model::ShapeType;
using Listing = ServiceMap::Listing;

constexpr int kDeepestRequired = 4;
constexpr int kDeepestOptional = 1;
constexpr size_t kMostReferences = 400; // of one operation

// A member that may be a reference.
struct Reference {
    std::string path;
    const Outline::Member *member = nullptr;
    bool required = false;
};

class References
{
public:
    References(const ServiceMap &map)
        : m_map(map)
    {
    }

    [[nodiscard]] const std::vector<Reference> &found() const { return m_found; }

    void walk(quint32 structure, const std::string &prefix, int depth, bool required)
    {
        m_above.push_back(structure);
        for (const Outline::Member &member : m_map.members(m_map.shape(structure)))
            visit(member, prefix + std::string(member.name), depth, required && member.required);
        m_above.pop_back();
    }

private:
    void visit(const Outline::Member &member, const std::string &path, int depth, bool required)
    {
        if (m_found.size() >= kMostReferences || member.token || member.sensitive)
            return;
        const Outline::Shape &target = m_map.target(member);
        const bool isList = target.type == ShapeType::List;
        const quint32 inner = isList ? target.element : member.target;
        if (m_map.shape(inner).type == ShapeType::Structure) {
            const bool goesOn = depth < (required ? kDeepestRequired : kDeepestOptional);
            if (goesOn && std::ranges::find(m_above, inner) == m_above.end())
                walk(inner, path + (isList ? "/*/" : "/"), depth + 1, required);
        } else if (m_map.leaf(member).type == ShapeType::String) {
            m_found.push_back({path, &member, required});
        }
    }

    const ServiceMap &m_map;
    std::vector<Reference> m_found;
    std::vector<quint32> m_above;
};

// How alike the noun of a list operation and that of a reference are: 4 the same; 3 "LocalProfile" and
// profiles; 2 "SubnetGroup" and cluster subnet groups; 1 it only begins so.
int nounRank(const std::string &listed, const std::string &wanted)
{
    if (wanted.empty() || listed.empty())
        return 0;
    if (listed == wanted)
        return 4;
    if (listed.size() > 2 && wanted.ends_with(listed))
        return 3;
    if (wanted.size() > 2 && listed.ends_with(wanted))
        return 2;
    return wanted.size() > 3 && listed.starts_with(wanted) ? 1 : 0;
}

struct Value {
    std::string path; // from the item on; empty: the item itself
    int rank = 0;
};

class Picking
{
public:
    Picking(const ServiceMap &map, const ServiceMap::Named &named)
        : m_map(map)
        , m_named(named)
    {
    }

    [[nodiscard]] std::optional<Picker> pick(const Reference &reference) const;

private:
    struct Choice {
        const Listing *listing = nullptr;
        Value value;
        int noun = 0;
    };
    [[nodiscard]] bool isOwn(const Stem &stem) const;
    [[nodiscard]] Choice choose(const Reference &reference, const Stem &stem) const;
    [[nodiscard]] Value valueIn(const Listing &listing, const Reference &reference, const Stem &stem) const;
    [[nodiscard]] int memberRank(const Outline::Member &member, const Reference &reference, const Stem &stem,
                                 const std::string &noun) const;
    [[nodiscard]] Picker pickerOf(const Choice &choice) const;
    [[nodiscard]] std::optional<Picker> elsewhere(const Stem &stem) const;
    [[nodiscard]] QString fromForm(const Outline::Member &parent) const;

    const ServiceMap &m_map;
    const ServiceMap::Named &m_named;
};

// The name or id of what is made, not of another thing.
bool Picking::isOwn(const Stem &stem) const
{
    const std::string &noun = m_named.noun;
    if (stem.noun.empty() || stem.noun == noun)
        return true;
    static constexpr std::array<std::string_view, 8> shown{"display", "friendly", "nick",  "full",
                                                           "given",   "family",   "first", "last"};
    if (stem.kind == Kind::Name && std::ranges::find(shown, stem.noun) != shown.end())
        return true;
    return stem.kind != Kind::None && noun.ends_with(stem.noun) && !m_map.listsNoun(stem.noun);
}

// How well a member of a listed item fits, before how deep it lies.
int Picking::memberRank(const Outline::Member &member, const Reference &reference, const Stem &stem,
                        const std::string &noun) const
{
    const Stem &own = m_map.stem(member);
    const bool isBare = own.noun.empty() || own.noun == noun;
    const bool isLike = isBare || own.noun == stem.noun;
    if (m_map.plain(member) == m_map.plain(*reference.member) || own.whole() == stem.whole())
        return 10;
    if (stem.kind == Kind::None)
        return isBare && (own.kind == Kind::Id || own.kind == Kind::Name || own.kind == Kind::Arn) ? 4 : 0;
    const bool isSameKind = own.kind == stem.kind;
    if (isSameKind && !own.noun.empty() && (own.noun == noun || stem.noun.ends_with(own.noun)))
        return 8;
    if (isSameKind && own.isIdentifier != stem.isIdentifier && isLike)
        return 8;
    if (isSameKind && own.noun.empty())
        return 6;
    if (stem.isIdentifier && own.kind == Kind::Arn && isLike)
        return 4;
    const std::string_view shape = m_map.leaf(*reference.member).name;
    const bool isTelling = shape.size() > 6 && shape != "String" && shape != "__string";
    if (isSameKind && isTelling && m_map.target(member).name == shape)
        return 4;
    const bool isIdForName = own.kind == Kind::Id && stem.kind == Kind::Name;
    const bool isNameForId = own.kind == Kind::Name && stem.kind == Kind::Id;
    if (isBare && (isIdForName || isNameForId))
        return own.noun.empty() ? 2 : 5;
    return isBare && own.kind == Kind::Arn && stem.kind == Kind::Id ? 3 : 0;
}

Value Picking::valueIn(const Listing &listing, const Reference &reference, const Stem &stem) const
{
    const Outline::Shape &item = m_map.shape(listing.item);
    if (item.type == ShapeType::String) {
        const Stem key = stemOf(listing.key);
        if (key.whole() == stem.whole())
            return {{}, 10};
        const bool fits = key.kind == stem.kind || (key.kind == Kind::None && stem.kind == Kind::Name);
        return {{}, fits ? 5 : 0};
    }
    Value best;
    const std::string &noun = m_map.named(listing).noun;
    const auto look = [&](const Outline::Member &member, const std::string &prefix, int lost) {
        if (!m_map.isText(member))
            return;
        const int rank = memberRank(member, reference, stem, noun) - lost;
        if (rank > best.rank)
            best = {prefix + std::string(member.name), rank};
    };
    for (const Outline::Member &member : m_map.members(item)) {
        look(member, {}, 0);
        if (m_map.target(member).type != ShapeType::Structure)
            continue;
        for (const Outline::Member &inner : m_map.members(m_map.target(member)))
            look(inner, std::string(member.name) + '.', 4);
    }
    return best;
}

Picking::Choice Picking::choose(const Reference &reference, const Stem &stem) const
{
    Choice best;
    using Rank = std::tuple<bool, bool, int, bool, int, bool, int, bool, bool, bool, int, int, int>;
    Rank bestRank{};
    for (const Listing &listing : m_map.listings()) {
        const ServiceMap::Named &named = m_map.named(listing);
        const int noun = nounRank(named.noun, stem.noun);
        if (named.words.isBatch)
            continue; // it wants to be told which
        if (noun == 0 && listing.item != 0 && m_map.shape(listing.item).type == ShapeType::String
            && stemOf(listing.key).noun != stem.noun)
            continue;
        const Value value = valueIn(listing, reference, stem);
        const bool isTooWeak = value.rank == 0 || (noun == 0 && value.rank < 9)
            || (stem.kind == Kind::None && (noun < 3 || value.rank < 4));
        if (isTooWeak)
            continue;
        int missing = 0;
        for (const Outline::Member *parent : listing.required)
            missing += fromForm(*parent).isEmpty() ? 1 : 0;
        const int strength = value.rank >= 9 ? 4 : value.rank >= 6 ? 3 : value.rank >= 4 ? 2 : 1;
        const Rank rank{noun >= 4,
                        noun >= 2,
                        -missing,
                        !named.words.isScoped,
                        noun,
                        named.noun != m_named.noun,
                        strength,
                        named.words.isPlural,
                        named.words.verb != "search",
                        named.words.verb == "list",
                        -int(listing.required.size()),
                        -int(named.words.noun.size()),
                        -int(named.operation->name.size())};
        if (!best.listing || rank > bestRank) {
            best = {&listing, value, noun};
            bestRank = rank;
        }
    }
    return best;
}

QString Picking::fromForm(const Outline::Member &parent) const
{
    for (const Outline::Member &member : m_map.inputOf(m_named)) {
        if (m_map.plain(member) == m_map.plain(parent))
            return toText(std::string(member.name));
    }
    const Stem &wanted = m_map.stem(parent);
    for (const Outline::Member &member : m_map.inputOf(m_named)) {
        const Stem &stem = m_map.stem(member);
        if (!wanted.noun.empty() && stem.noun == wanted.noun && stem.kind == wanted.kind)
            return toText(std::string(member.name));
    }
    return {};
}

Picker Picking::pickerOf(const Choice &choice) const
{
    Picker picker;
    picker.service = m_map.id();
    picker.operation = toText(std::string(m_map.named(*choice.listing).operation->name));
    picker.path =
        toText(choice.listing->path + (choice.value.path.empty() ? std::string() : '.' + choice.value.path));
    for (const Outline::Member *parent : choice.listing->required)
        picker.parents.append({toText(std::string(parent->name)), fromForm(*parent)});
    return picker;
}

std::optional<Picker> Picking::elsewhere(const Stem &stem) const
{
    const std::string whole = stem.whole();
    for (const Corrections::Elsewhere &entry : corrections().elsewhere()) {
        const bool isNamed = std::ranges::find(entry.names, whole) != entry.names.end();
        const bool ends =
            std::ranges::any_of(entry.ends, [&](const std::string &end) { return whole.ends_with(end); });
        if (!isNamed && !ends)
            continue;
        const QString &path = stem.kind == Kind::Name && !entry.namePath.isEmpty() ? entry.namePath
            : stem.kind == Kind::Id && !entry.idPath.isEmpty()                     ? entry.idPath
                                                                                   : entry.path;
        return Picker{entry.service, entry.operation, path, {}, entry.service != m_map.id()};
    }
    return std::nullopt;
}

std::optional<Picker> Picking::pick(const Reference &reference) const
{
    const Stem &stem = m_map.stem(*reference.member);
    if (isOwn(stem))
        return std::nullopt;
    const Choice own = choose(reference, stem);
    const bool isSure = own.listing && own.noun >= 4;
    if (isSure)
        return pickerOf(own);
    if (std::optional<Picker> other = elsewhere(stem))
        return other;
    const bool isEnough = own.listing && (reference.required || own.noun >= 3);
    return isEnough ? std::optional(pickerOf(own)) : std::nullopt;
}

} // namespace

QMap<QString, Picker> pickersOf(const ServiceMap &map, const ServiceMap::Named &named)
{
    QMap<QString, Picker> result;
    if (named.operation->input < 0 || corrections().isVerb("lists", named.words.verb))
        return result;
    References references(map);
    references.walk(quint32(named.operation->input), {}, 0, true);
    const Picking picking(map, named);
    for (const Reference &reference : references.found()) {
        if (const std::optional<Picker> picker = picking.pick(reference))
            result.insert(toText(reference.path), *picker);
    }
    return result;
}

} // namespace formwork::relations
