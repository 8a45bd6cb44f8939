// SPDX-License-Identifier: Apache-2.0
#include "relations/filling.h"

#include <algorithm>

namespace formwork::relations
{

namespace
{

using model::ShapeType;

// "ResourceArn" of TagResource is the ARN of any thing.
bool isAnyThing(const std::string &noun) { return noun.empty() || noun == "resource" || noun == "entity"; }

} // namespace

Sources::Sources(const ServiceMap &map, const ServiceMap::Named &creation,
                 const std::vector<std::string> &nouns)
    : m_map(map)
    , m_nouns(nouns)
{
    if (creation.operation->output >= 0)
        collect(map.shape(quint32(creation.operation->output)), Filling::Source::Output, {}, 0);
    if (creation.operation->input >= 0)
        collect(map.shape(quint32(creation.operation->input)), Filling::Source::Input, {}, 0);
}

Sources::Sources(const ServiceMap &map, const Outline::Shape &entry, const Outline::Member *list,
                 const Outline::Shape *asked, const std::vector<std::string> &nouns)
    : m_map(map)
    , m_nouns(nouns)
{
    if (entry.type == ShapeType::Structure)
        collect(entry, Filling::Source::Output, {}, 0);
    else if (list && entry.type == ShapeType::String && !list->sensitive)
        m_sources.push_back({Filling::Source::Output, {}, list, true, 0});
    if (asked)
        collect(*asked, Filling::Source::Input, {}, 0);
}

bool Sources::tellsWhich(const Related &related) const
{
    return std::ranges::any_of(related.filled, [this](const Filling &filling) {
        return std::ranges::any_of(m_sources, [&filling](const Source &source) {
            return source.side == Filling::Source::Output && source.isOwn && source.depth == 0
                && toText(source.path) == filling.path && filling.source == source.side;
        });
    });
}

bool Sources::isOwn(const Stem &stem, bool isOfThing) const
{
    if (stem.kind == Kind::None)
        return false;
    if (stem.noun.empty())
        return isOfThing;
    return std::ranges::find(m_nouns, stem.noun) != m_nouns.end();
}

// The id of the thing itself is no secret to who asks for it, whatever the model says: "ClientId" of a
// client.
bool Sources::isOwnId(const Outline::Member &member) const
{
    const Stem &stem = m_map.stem(member);
    return stem.kind == Kind::Id && !stem.noun.empty() && !m_nouns.empty()
        && m_nouns.front().ends_with(stem.noun);
}

// Down to the structures that hold the thing; of lists, the first entry's kind.
void Sources::collect(const Outline::Shape &shape, Filling::Source side, const std::string &prefix, int depth)
{
    for (const Outline::Member &member : m_map.members(shape)) {
        const std::string path = prefix + std::string(member.name);
        const Outline::Shape &target = m_map.target(member);
        if (target.type == ShapeType::String && !member.token && (!member.sensitive || isOwnId(member)))
            m_sources.push_back({side, path, &member, isOwn(m_map.stem(member), true), depth});
        if (side == Filling::Source::Input ? depth > 0 : depth > 1)
            continue;
        if (target.type == ShapeType::Structure)
            collect(target, side, path + '.', depth + 1);
        else if (side == Filling::Source::Output && target.type == ShapeType::List
                 && m_map.shape(target.element).type == ShapeType::Structure)
            collect(m_map.shape(target.element), side, path + "[].", depth + 1);
        else if (side == Filling::Source::Output && depth == 0 && target.type == ShapeType::List
                 && m_map.shape(target.element).type == ShapeType::String && !member.sensitive
                 && isOwn(m_map.stem(member), false))
            m_sources.push_back({side, path + "[]", &member, true, depth}); // "FlowLogIds"
    }
}

int Sources::rank(const Source &source, const Outline::Member &wanted, const Stem &stem) const
{
    const Stem &own = m_map.stem(*source.member);
    const int side = source.side == Filling::Source::Output ? 1 : 0;
    if (m_map.plain(*source.member) == m_map.plain(wanted) && (!stem.noun.empty() || source.isOwn))
        return 60 - 8 * source.depth + side;
    if (stem.kind == Kind::None || own.kind == Kind::None) {
        const bool isCalledSo = own.noun == stem.noun && !stem.noun.empty();
        // "taskDefinition" may be its ARN, wherever the answer says that.
        const bool isMade = source.isOwn && side == 1 && stem.kind == Kind::None;
        return !isCalledSo ? 0 : source.depth == 0 ? 20 + side : isMade ? 12 - source.depth : 0;
    }
    const bool isSame = own.kind == stem.kind && own.noun == stem.noun;
    if (isSame && (!stem.noun.empty() || source.isOwn))
        return 50 - 8 * source.depth + side;
    if (!source.isOwn || !(isAnyThing(stem.noun) || isOwn(stem, true)))
        return 0;
    if (own.kind == stem.kind)
        return 40 - 8 * source.depth + side;
    return stem.isIdentifier || own.isIdentifier ? 25 - 8 * source.depth + side : 0;
}

const Sources::Source *Sources::sourceFor(const Outline::Member &wanted, const Stem &stem) const
{
    const Source *best = nullptr;
    int bestRank = 0;
    for (const Source &source : m_sources) {
        const int found = rank(source, wanted, stem);
        if (found > bestRank) {
            best = &source;
            bestRank = found;
        }
    }
    return best;
}

Related Sources::fill(const ServiceMap::Named &named) const
{
    Related related;
    related.operation = toText(std::string(named.operation->name));
    for (const Outline::Member &member : m_map.inputOf(named)) {
        const bool isList = m_map.target(member).type == ShapeType::List;
        const Outline::Shape &leaf = m_map.leaf(member);
        if (member.token)
            continue;
        const Stem &stem = m_map.stem(member);
        const bool wants = leaf.type == ShapeType::String
            && (member.required || (stem.kind != Kind::None && isOwn(stem, false)));
        const Source *source = wants ? sourceFor(member, stem) : nullptr;
        const QString name = toText(std::string(member.name));
        if (source)
            related.filled.append({name, source->side, toText(source->path), isList});
        else if (member.required)
            related.missing.append(name);
    }
    return related;
}

QList<Identifier> Sources::identifiers() const
{
    QList<Identifier> result;
    for (const Source &source : m_sources) {
        const Stem &stem = m_map.stem(*source.member);
        const bool isTop = source.depth == 0 || source.side == Filling::Source::Output;
        if (!source.isOwn || !isTop)
            continue;
        const bool isInputArn = source.side == Filling::Source::Input && stem.kind == Kind::Arn;
        if (isInputArn)
            continue; // of something else, that this one is made from
        const auto kind = stem.kind == Kind::Name ? Identifier::Kind::Name
            : stem.kind == Kind::Arn              ? Identifier::Kind::Arn
            : stem.kind == Kind::Url              ? Identifier::Kind::Url
                                                  : Identifier::Kind::Id;
        result.append({source.side, toText(source.path), kind});
    }
    std::ranges::sort(result, {}, [](const Identifier &identifier) { // the answer's first
        return std::tuple(identifier.source != Filling::Source::Output, identifier.path.count(u'.'),
                          identifier.path);
    });
    return result;
}

QString Sources::placeInAnswer(const ServiceMap::Named &named, const std::vector<std::string> &nouns) const
{
    if (named.operation->output < 0)
        return {};
    const auto members = m_map.members(m_map.shape(quint32(named.operation->output)));
    const Outline::Member *only = nullptr;
    int structures = 0;
    for (const Outline::Member &member : members) {
        const Outline::Shape &target = m_map.target(member);
        if (target.type != ShapeType::Structure)
            continue;
        if (std::ranges::find(nouns, joined(singulars(wordsOf(member.name)))) != nouns.end())
            return toText(std::string(member.name));
        only = &member;
        ++structures;
    }
    // A lone structure with hardly anything beside it is a wrapping.
    return structures == 1 && members.size() <= 2 ? toText(std::string(only->name)) : QString();
}

} // namespace formwork::relations
