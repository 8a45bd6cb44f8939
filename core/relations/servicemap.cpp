// SPDX-License-Identifier: Apache-2.0
#include "relations/servicemap.h"

#include "relations/corrections.h"

#include <algorithm>
#include <array>

namespace formwork::relations
{

namespace
{

using model::ShapeType;

// A list in an answer that may be what the operation is for.
struct Collection {
    std::string path;
    std::string_view key;
    quint32 item = 0;
    int depth = 0;
};

// "Failures", "UnprocessedItems", ... are about the request, tags about a thing.
bool isBeside(std::string_view key)
{
    static constexpr std::array<std::string_view, 7> words{"failure", "error",   "unprocessed", "tag",
                                                           "warning", "invalid", "failed"};
    const std::string first = singular(wordsOf(key).empty() ? std::string() : wordsOf(key).front());
    return std::ranges::find(words, first) != words.end();
}

std::string nounOf(std::string_view key) { return joined(singulars(wordsOf(key))); }

class Collections
{
public:
    Collections(const Outline &outline)
        : m_outline(outline)
    {
    }

    void look(quint32 structure, const std::string &prefix, int depth)
    {
        const Outline::Shape &shape = m_outline.shapes[structure];
        for (quint32 i = shape.first; i < shape.first + shape.count; ++i) {
            const Outline::Member &member = m_outline.members[i];
            const Outline::Shape &target = m_outline.shapes[member.target];
            const std::string name(member.name);
            if (target.type == ShapeType::List && !isBeside(member.name))
                m_found.push_back({prefix + name + "[]", member.name, target.element, depth});
            else if (target.type == ShapeType::Structure && depth < 1)
                look(member.target, prefix + name + '.', depth + 1);
        }
    }

    // What a paginator names, else what is called like the operation, else the first list of structures.
    [[nodiscard]] std::optional<Collection> best(const Outline::Entry &operation,
                                                 const std::string &noun) const
    {
        for (const std::string &items : operation.items) {
            const auto named =
                std::ranges::find_if(m_found, [&](const Collection &c) { return c.path == items + "[]"; });
            if (named != m_found.end())
                return *named;
        }
        const auto rank = [&](const Collection &c) {
            const std::string word = nounOf(c.key);
            const bool isLike = noun.contains(word) || word.contains(noun);
            const bool isStructure = m_outline.shapes[c.item].type == ShapeType::Structure;
            return std::tuple(c.depth, word != noun, !isLike, !isStructure);
        };
        const auto found = std::ranges::min_element(m_found, {}, rank);
        return found == m_found.end() ? std::nullopt : std::optional(*found);
    }

private:
    const Outline &m_outline;
    std::vector<Collection> m_found;
};

// DescribeInstances answers with reservations that hold the instances.
void stepInto(const Outline &outline, const std::string &noun, Collection &collection)
{
    const Outline::Shape &item = outline.shapes[collection.item];
    if (item.type != ShapeType::Structure || noun.contains(nounOf(collection.key)))
        return;
    for (quint32 i = item.first; i < item.first + item.count; ++i) {
        const Outline::Member &member = outline.members[i];
        if (outline.shapes[member.target].type != ShapeType::List || nounOf(member.name) != noun)
            continue;
        collection.path += '.' + std::string(member.name) + "[]";
        collection.key = member.name;
        collection.item = outline.shapes[member.target].element;
        return;
    }
}

} // namespace

QString toText(const std::string &ascii) { return QString::fromStdString(ascii); }

ServiceMap::ServiceMap(QString id, readers::OutlinePtr outline)
    : m_id(std::move(id))
    , m_outline(std::move(outline))
    , m_names(m_outline->members.size())
{
    m_operations.reserve(m_outline->operations.size());
    for (const Outline::Entry &operation : m_outline->operations) {
        Named named{&operation, operationWords(operation.name), {}};
        const QString corrected = corrections().noun(m_id, toText(std::string(operation.name)));
        if (!corrected.isEmpty())
            named.words.noun = singulars(wordsOf(corrected.toStdString()));
        named.noun = joined(named.words.noun);
        m_byNoun.emplace(named.noun, quint32(m_operations.size()));
        m_operations.push_back(std::move(named));
    }
    for (quint32 i = 0; i < m_operations.size(); ++i)
        addListing(i);
}

void ServiceMap::addListing(quint32 index)
{
    const Named &named = m_operations[index];
    const std::string &verb = named.words.verb;
    if (!corrections().isVerb("lists", verb) || named.operation->output < 0)
        return;
    const bool isOfOne = verb == "get" || verb == "describe";
    if (isOfOne && !named.operation->isPaged && !named.words.isPlural)
        return; // GetRotation answers with the lists of one thing
    Collections collections(*m_outline);
    collections.look(quint32(named.operation->output), {}, 0);
    std::optional<Collection> best = collections.best(*named.operation, named.noun);
    if (!best)
        return;
    stepInto(*m_outline, named.noun, *best);
    Listing listing{index, best->path, best->key, best->item, {}};
    for (const Outline::Member &member : inputOf(named)) {
        if (member.required)
            listing.required.push_back(&member);
    }
    m_listings.push_back(std::move(listing));
}

const ServiceMap::Named *ServiceMap::find(std::string_view operation) const
{
    const auto found = std::ranges::lower_bound(m_operations, operation, {},
                                                [](const Named &named) { return named.operation->name; });
    return found != m_operations.end() && found->operation->name == operation ? &*found : nullptr;
}

std::vector<const ServiceMap::Named *> ServiceMap::about(const std::string &noun) const
{
    std::vector<const Named *> result;
    const auto [from, to] = m_byNoun.equal_range(noun);
    for (auto at = from; at != to; ++at)
        result.push_back(&m_operations[at->second]);
    std::ranges::sort(result, {}, [](const Named *named) { return named->operation->name; });
    return result;
}

const ServiceMap::Listing *ServiceMap::listing(const Named &named) const
{
    const auto index = quint32(&named - m_operations.data());
    const auto found = std::ranges::lower_bound(m_listings, index, {}, &Listing::named);
    return found != m_listings.end() && found->named == index ? &*found : nullptr;
}

bool ServiceMap::listsNoun(const std::string &noun) const
{
    return std::ranges::any_of(m_listings, [&](const Listing &l) { return named(l).noun == noun; });
}

std::span<const Outline::Member> ServiceMap::members(const Outline::Shape &shape) const
{
    const bool isStructure = shape.type == ShapeType::Structure || shape.type == ShapeType::Union;
    return isStructure ? std::span(m_outline->members).subspan(shape.first, shape.count)
                       : std::span<const Outline::Member>();
}

std::span<const Outline::Member> ServiceMap::inputOf(const Named &named) const
{
    const qint32 input = named.operation->input;
    return input < 0 ? std::span<const Outline::Member>() : members(m_outline->shapes[quint32(input)]);
}

const Outline::Shape &ServiceMap::leaf(const Outline::Member &member) const
{
    const Outline::Shape *at = &target(member);
    for (int depth = 0; at->type == ShapeType::List && depth < 8; ++depth)
        at = &m_outline->shapes[at->element];
    return *at;
}

bool ServiceMap::isText(const Outline::Member &member) const
{
    return target(member).type == ShapeType::String;
}

ServiceMap::Name &ServiceMap::nameOf(const Outline::Member &member) const
{
    Name &name = m_names[size_t(&member - m_outline->members.data())];
    if (!name.isMade)
        name = {stemOf(member.name), joined(wordsOf(member.name)), true};
    return name;
}

const Stem &ServiceMap::stem(const Outline::Member &member) const { return nameOf(member).stem; }
const std::string &ServiceMap::plain(const Outline::Member &member) const { return nameOf(member).plain; }

} // namespace formwork::relations
