// SPDX-License-Identifier: Apache-2.0
#include "relations/using.h"

#include "relations/corrections.h"
#include "relations/creation.h"
#include "relations/filling.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace formwork::relations
{

namespace
{

using model::ShapeType;

// Where a path leads: to a structure, or to the texts of a list.
struct Place {
    const Outline::Shape *entry = nullptr;
    const Outline::Member *member = nullptr; // the last one on the way; null: the answer itself
};

Place placeAt(const ServiceMap &map, const Outline::Shape &answer, const QString &path)
{
    Place place{&answer, nullptr};
    for (QString step : path.split(u'.', Qt::SkipEmptyParts)) {
        const bool isList = step.endsWith(QLatin1StringView("[]"));
        if (isList)
            step.chop(2);
        const std::string name = step.toStdString();
        const auto members = map.members(*place.entry);
        const auto found = std::ranges::find(members, std::string_view(name), &Outline::Member::name);
        if (found == members.end())
            return {};
        place = {&map.target(*found), &*found};
        if (isList && place.entry->type == ShapeType::List)
            place.entry = &map.shape(place.entry->element);
    }
    return place;
}

// What the thing may be called: as the list that it stands in, as the operation, as the structure, and as the
// only one of its members that ends like an identifier.
std::vector<std::string> nounsOf(const ServiceMap::Named &reading, const Place &place)
{
    std::vector<std::string> nouns;
    const auto add = [&nouns](const std::string &noun) {
        if (!noun.empty() && std::ranges::find(nouns, noun) == nouns.end())
            nouns.push_back(noun);
    };
    if (place.member) {
        const Stem stem = stemOf(place.member->name);
        add(stem.noun);
    }
    add(reading.noun);
    if (place.entry->type == ShapeType::Structure) {
        Words words = singulars(wordsOf(place.entry->name));
        static constexpr std::array<std::string_view, 9> kEnds{"summary", "detail",        "description",
                                                               "info",    "information",   "item",
                                                               "entry",   "configuration", "metadata"};
        while (words.size() > 1 && std::ranges::find(kEnds, words.back()) != kEnds.end())
            words.pop_back();
        add(joined(words));
    }
    // "dbinstance" is called an instance, "securitygroup" a group.
    const Words whole = reading.words.noun;
    if (whole.size() > 1 && !nouns.empty())
        add(whole.back());
    return nouns;
}

bool isTagging(const ServiceMap::Named &named)
{
    const std::string &verb = named.words.verb;
    const Words &noun = named.words.noun;
    const bool isAboutTags = !noun.empty() && noun.front() == "tag";
    return verb == "tag" || verb == "untag" || isAboutTags;
}

Use::Role roleOf(const ServiceMap &map, const ServiceMap::Named &named)
{
    const std::string &verb = named.words.verb;
    if (isTagging(named))
        return Use::Role::Tags;
    if (corrections().isVerb("reads", verb) || named.operation->readOnly)
        return Use::Role::Reads;
    if (corrections().isVerb("deletes", verb))
        return Use::Role::Deletes;
    if (corrections().isVerb("changes", verb))
        return Use::Role::Changes;
    if (corrections().isVerb("moves", verb) && !makesThing(map, named))
        return Use::Role::Moves;
    return Use::Role::Others;
}

} // namespace

QList<Use> usesOf(const ServiceMap &map, const ServiceMap::Named &reading, const QString &path)
{
    if (reading.operation->output < 0)
        return {};
    const Place place = placeAt(map, map.shape(quint32(reading.operation->output)), path);
    if (!place.entry)
        return {};
    const std::vector<std::string> nouns = nounsOf(reading, place);
    const Outline::Shape *asked =
        reading.operation->input < 0 ? nullptr : &map.shape(quint32(reading.operation->input));
    const Sources sources(map, *place.entry, place.member, asked, nouns);
    QList<Use> uses;
    for (const ServiceMap::Named &named : map.operations()) {
        const Related related = sources.fill(named);
        if (!sources.tellsWhich(related))
            continue;
        const bool isAbout = std::ranges::find(nouns, named.noun) != nouns.end();
        uses.append({roleOf(map, named), related, isAbout});
    }
    std::ranges::sort(uses, {}, [](const Use &use) {
        return std::tuple(use.role, !use.related.isCallable(), !use.isAbout, use.related.operation.size(),
                          use.related.operation);
    });
    return uses;
}

QList<Maker> makersOf(const ServiceMap &map)
{
    QList<Maker> makers;
    for (const ServiceMap::Named &named : map.operations()) {
        if (!makesThing(map, named))
            continue;
        const QString operation = toText(std::string(named.operation->name));
        const QString noun = corrections().noun(map.id(), operation);
        makers.append({operation, noun.isEmpty() ? toText(named.noun) : noun.toLower()});
    }
    return makers;
}

} // namespace formwork::relations
