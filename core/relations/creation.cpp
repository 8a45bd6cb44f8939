// SPDX-License-Identifier: Apache-2.0
#include "relations/creation.h"

#include "relations/corrections.h"
#include "relations/filling.h"
#include "relations/ownname.h"
#include "relations/tagplace.h"

#include <algorithm>
#include <limits>

namespace formwork::relations
{

namespace
{

using Named = ServiceMap::Named;

bool isTagging(const Named &named)
{
    const std::string &verb = named.words.verb;
    const Words &noun = named.words.noun;
    const bool isAboutTags = !noun.empty() && noun.front() == "tag";
    return verb == "tag" || verb == "untag"
        || (isAboutTags && (verb == "add" || verb == "create" || verb == "remove" || verb == "delete"));
}

// "SourceRepositoryBranch" as it is written.
QString writtenNoun(const Named &named)
{
    QString noun;
    for (std::string word : named.words.noun) {
        word.front() = char(std::toupper(static_cast<unsigned char>(word.front())));
        noun += toText(word);
    }
    // The name's own capitals where the noun stands in it as it is.
    const QString name = toText(std::string(named.operation->name));
    const qsizetype at = name.indexOf(noun, 0, Qt::CaseInsensitive);
    return at < 0 ? noun : name.mid(at, noun.size());
}

// What else the thing may be called: by the answer's one structure, by the id in it, by the name without
// what only says how it is made.
std::vector<std::string> nouns(const ServiceMap &map, const Named &named)
{
    std::vector<std::string> result{named.noun};
    const auto add = [&](const std::string &noun) {
        if (noun.size() > 2 && std::ranges::find(result, noun) == result.end())
            result.push_back(noun);
    };
    if (const QString corrected = corrections().noun(map.id(), toText(std::string(named.operation->name)));
        !corrected.isEmpty())
        result.insert(result.begin(), joined(singulars(wordsOf(corrected.toStdString()))));
    if (named.operation->output >= 0) {
        const auto output = map.members(map.shape(quint32(named.operation->output)));
        for (const Outline::Member &member : output) {
            const auto type = map.leaf(member).type;
            if (type == model::ShapeType::Structure && !map.plain(member).empty()) {
                const std::string noun = joined(singulars(wordsOf(member.name)));
                if (output.size() == 1 || named.noun.ends_with(noun) || noun.ends_with(named.noun))
                    add(noun);
            }
        }
        for (const Outline::Member &member : output) {
            const Stem &stem = map.stem(member);
            if (stem.kind != Kind::None && (output.size() == 1 || named.noun.contains(stem.noun)))
                add(stem.noun);
        }
    }
    const Words &words = named.words.noun;
    for (size_t from = 1; from < words.size(); ++from)
        add(joined(Words(words.begin() + std::ptrdiff_t(from), words.end())));
    return result;
}

bool hasRole(const Named &named, std::string_view role)
{
    return corrections().isVerb(role, named.words.verb) && !isTagging(named);
}

// The operations of one role about the first of the nouns that has any.
std::vector<const Named *> ofRole(const ServiceMap &map, const std::vector<std::string> &nouns,
                                  std::string_view role)
{
    for (const std::string &noun : nouns) {
        std::vector<const Named *> found;
        for (const Named *named : map.about(noun)) {
            if (hasRole(*named, role) && (role == "reads" || !named->operation->readOnly))
                found.push_back(named);
        }
        if (!found.empty())
            return found;
    }
    return {};
}

// Of several lists in an answer, the one that is called like the thing: alarms of metrics, not composite
// ones.
QString pathTo(const ServiceMap &map, const ServiceMap::Listing &listing,
               const std::vector<std::string> &nouns)
{
    const qint32 output = map.named(listing).operation->output;
    for (const Outline::Member &member : map.members(map.shape(quint32(output)))) {
        const bool isList = map.target(member).type == model::ShapeType::List;
        if (isList && std::ranges::find(nouns, joined(singulars(wordsOf(member.name)))) != nouns.end())
            return toText(std::string(member.name) + "[]");
    }
    return toText(listing.path);
}

// GetTopicAttributes, GetQueueUrl: what tells something of the thing without being about all of it.
bool isAspect(const Named &named, const std::string &noun,
              const std::vector<std::string> &aspects = {"attribute", "config", "configuration", "url"})
{
    return named.noun.starts_with(noun)
        && std::ranges::find(aspects, named.noun.substr(noun.size())) != aspects.end();
}

void addReads(const ServiceMap &map, const std::vector<std::string> &nouns, Sources &sources,
              Relation &relation)
{
    const std::string own = map.find(relation.operation.toStdString())->noun;
    const QString wanted = corrections().readOperation(relation.service, relation.operation);
    std::vector<const Named *> found = ofRole(map, nouns, "reads");
    for (const Named &named : map.operations()) {
        if (isAspect(named, nouns.front()) && hasRole(named, "reads")
            && std::ranges::find(found, &named) == found.end())
            found.push_back(&named);
    }
    for (const Named *named : found) {
        Related related = sources.fill(*named);
        const ServiceMap::Listing *listing = isAspect(*named, nouns.front()) ? nullptr : map.listing(*named);
        if (listing)
            related.path = pathTo(map, *listing, {nouns.front(), own});
        else
            related.path = sources.placeInAnswer(*named, nouns);
        (listing ? relation.lists : relation.reads).append(related);
    }
    const auto rank = [&](const Related &related) {
        const Named *named = map.find(related.operation.toStdString());
        return std::tuple(related.operation != wanted, isAspect(*named, nouns.front()),
                          named->operation->deprecated, !related.isCallable(), named->words.isBatch,
                          named->words.isScoped, related.filled.isEmpty(), related.operation.size(),
                          related.operation);
    };
    std::ranges::sort(relation.reads, {}, rank);
    std::ranges::sort(relation.lists, {}, rank);
}

void addOthers(const ServiceMap &map, const std::vector<std::string> &nouns, const Sources &sources,
               Relation &relation)
{
    for (const Named *named : ofRole(map, nouns, "changes")) {
        if (toText(std::string(named->operation->name)) != relation.operation)
            relation.changes.append(sources.fill(*named));
    }
    // ModifySubnetAttribute, UpdateKeyDescription: what changes a part of the thing.
    for (const Named &named : map.operations()) {
        if (!isAspect(named, nouns.front(), {"attribute", "code", "config", "configuration", "description"})
            || !hasRole(named, "changes") || makesThing(map, named))
            continue;
        if (const Related related = sources.fill(named); !related.filled.isEmpty())
            relation.changes.append(related);
    }
    for (const Named *named : ofRole(map, nouns, "moves")) {
        if (!makesThing(map, *named))
            relation.moves.append(sources.fill(*named));
    }
    for (const Named *named : ofRole(map, nouns, "deletes"))
        relation.deletes.append(sources.fill(*named));
    const auto rank = [](const Related &related) {
        return std::tuple(!related.isCallable(), related.operation.size(), related.operation);
    };
    std::ranges::sort(relation.deletes, {}, rank);
    std::ranges::sort(relation.changes, {}, rank);
}

// ListTagsForResource, ListQueueTags, GetResourceTags: of any thing, or of things of this kind.
bool readsTags(const Named &named, const std::vector<std::string> &nouns)
{
    const Words &noun = named.words.noun;
    if (!corrections().isVerb("reads", named.words.verb) || noun.empty())
        return false;
    const bool isFirst = noun.front() == "tag";
    if (!isFirst && noun.back() != "tag")
        return false;
    const std::string of =
        joined(isFirst ? Words(noun.begin() + 1, noun.end()) : Words(noun.begin(), noun.end() - 1));
    return of.empty() || of == "resource" || std::ranges::find(nouns, of) != nouns.end();
}

void addTagging(const ServiceMap &map, const std::vector<std::string> &nouns, const Sources &sources,
                Relation &relation)
{
    if (relation.tags.isEmpty())
        return;
    for (const Named &named : map.operations()) {
        if (readsTags(named, nouns)) {
            const Related related = sources.fill(named);
            if (related.isCallable() && !related.filled.isEmpty())
                relation.tagReads.append(related);
        }
        if (isTagging(named) && toText(std::string(named.operation->name)) != relation.operation)
            relation.taggings.append(sources.fill(named));
    }
}

// The members of the input that mean something by themselves.
void readInput(const ServiceMap &map, const Named &named, Relation &relation)
{
    int best = 0;
    const QString corrected = corrections().ownName(relation.service, relation.operation);
    for (const Outline::Member &member : map.inputOf(named)) {
        const QString name = toText(std::string(member.name));
        if (name == corrected) {
            best = std::numeric_limits<int>::max();
            relation.ownName = name;
            relation.isNameRequired = member.required;
        }
        const std::string &plain = map.plain(member);
        if (map.isText(member) && !member.token) {
            const int rank = ownNameRank(map.stem(member), named.words.noun) * 2 + (member.required ? 1 : 0);
            if (rank > std::max(best, 1)) {
                best = rank;
                relation.ownName = name;
                relation.isNameRequired = member.required;
            }
        }
        if (isTagsMember(name))
            relation.tags = name;
        if (plain == "dryrun")
            relation.dryRun = name;
    }
}

} // namespace

bool makesThing(const ServiceMap &map, const Named &named)
{
    const std::string &verb = named.words.verb;
    if (named.operation->readOnly || named.words.noun.empty() || isTagging(named))
        return false;
    if (verb == "create")
        return true;
    const bool isKnown = corrections().isVerb("creates", verb);
    if (!isKnown && !corrections().isVerb("createsWithPartner", verb))
        return false;
    const QString corrected = corrections().noun(map.id(), toText(std::string(named.operation->name)));
    if (!corrected.isEmpty())
        return true;
    bool hasPartner = false;
    for (const Named *other : map.about(named.noun)) {
        if (!isKnown && corrections().isVerb("creates", other->words.verb))
            return false; // StartInstances of what RunInstances made
        hasPartner = hasPartner || corrections().isVerb("reads", other->words.verb)
            || corrections().isVerb("deletes", other->words.verb);
    }
    if (hasPartner || !isKnown)
        return hasPartner;
    const std::vector<std::string> all = nouns(map, named);
    return !ofRole(map, all, "reads").empty();
}

Relation relate(const ServiceMap &map, const Named &named)
{
    Relation relation;
    relation.service = map.id();
    relation.operation = toText(std::string(named.operation->name));
    relation.creates = makesThing(map, named);
    readInput(map, named, relation);
    if (!relation.creates)
        return relation;
    relation.noun = writtenNoun(named);
    for (const quint32 error : named.operation->errors) {
        const std::string_view name = map.shape(error).name;
        if (isConflict(name, named.words.noun, stemOf(relation.ownName.toStdString())))
            relation.conflicts.append(toText(std::string(name)));
    }
    const std::vector<std::string> all = nouns(map, named);
    Sources sources(map, named, all);
    relation.identifiers = sources.identifiers();
    addReads(map, all, sources, relation);
    addOthers(map, all, sources, relation);
    addTagging(map, all, sources, relation);
    return relation;
}

} // namespace formwork::relations
