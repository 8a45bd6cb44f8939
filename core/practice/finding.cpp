// SPDX-License-Identifier: Apache-2.0
#include "practice/finding.h"

#include "practice/handles.h"
#include "practice/knowledge.h"
#include "practice/paging.h"
#include "practice/versions.h"

#include <algorithm>
#include <limits>

namespace formwork::practice
{

using relations::Filling;

namespace
{

constexpr int kAtOnce = 200; // things of a list
const QString kFirstAccount = QStringLiteral("000000000000");

// Nothing where the request or the thing does not say.
std::optional<bool> agrees(const Call &call, const Thing &thing, const Filling &filling)
{
    const QStringList wanted = handlesMade(call.input.value(filling.member));
    const bool isGiven = filling.source == Filling::Source::Input;
    const QStringList known = handlesMade(valueAtPath(isGiven ? thing.input : thing.output, filling.path));
    if (wanted.isEmpty() || known.isEmpty())
        return std::nullopt;
    return std::ranges::any_of(wanted, [&](const QString &text) { return known.contains(text); });
}

// Whether the operation changes such things: what it says beside names is how they are to be.
bool isChange(const Part &part)
{
    return std::ranges::any_of(part.creation->changes,
                               [&](const relations::Related &change) { return &change == part.related; });
}

// What the request says of the thing and of others that it belongs to must be so, where it is known.
bool suits(const Call &call, const Thing &thing, const Part &part)
{
    if (!part.related)
        return true;
    const Lineage *lineage = lineageOf(call, thing.kind); // which of its versions is another question
    const bool isChanged = isChange(part);
    const QStringList parents = isChanged ? parentsOf(*part.creation) : QStringList();
    return std::ranges::all_of(part.related->filled, [&](const Filling &filling) {
        const bool isNew =
            isChanged && filling.source == Filling::Source::Input && !parents.contains(filling.path);
        const bool isOfVersion = lineage && tellsVersion(filling.member, lineage->noun);
        return isNew || isOfVersion || isOwn(filling, *part.creation)
            || agrees(call, thing, filling).value_or(true);
    });
}

QStringList handlesNamed(const Call &call, const QList<Part> &parts, Naming naming)
{
    QStringList handles;
    for (const model::Member &member : call.operation->input->members) {
        if (naming == Naming::Any && !isForTags(member.name))
            handles += handlesIn(call.input.value(member.name));
    }
    for (const Part &part : parts) {
        for (const Filling &filling : part.related ? part.related->filled : QList<Filling>()) {
            if (isOwn(filling, *part.creation))
                handles += handlesIn(call.input.value(filling.member));
        }
    }
    handles.removeDuplicates();
    return handles;
}

// New ones take a while to be seen, and ended ones are seen for a while.
bool isSeen(const Call &call, const Thing &thing)
{
    constexpr qint64 kLingering = 3'600'000; // milliseconds
    return thing.created.msecsTo(call.now) >= call.timing.visible.count()
        && (!thing.ended.isValid() || thing.ended.msecsTo(call.now) < kLingering);
}

// A list of names and ARNs has no place for states: what is ended is not in it, unless such are asked for.
bool isLeftOut(const Call &call, const Thing &thing, const Part &part)
{
    if (isExpiring(thing))
        return true;
    const StatesPtr states = call.statesOf ? call.statesOf(*part.creation) : nullptr;
    if (states && states->areEndedAsked(call.input))
        return !thing.ended.isValid();
    const QString path = part.related ? part.related->path : QString();
    const model::Member *list = path.endsWith(u"[]") && !path.contains(u'.')
        ? call.operation->output->member(path.chopped(2))
        : nullptr;
    return thing.ended.isValid() && list && list->target->type == model::ShapeType::List
        && list->target->element.target->isText();
}

// The last part of an ARN may be that of another thing too: where one has it all, that one is meant.
void keepMeant(QList<Thing> &things, const QString &asked)
{
    const auto hasAll = [&](const Thing &thing) { return thing.handles.contains(asked); };
    if (asked.startsWith(QLatin1StringView("arn:")) && std::ranges::any_of(things, hasAll))
        things.removeIf([&](const Thing &thing) {
            return !hasAll(thing) && thing.handles.contains(asked.section(u'/', -1).section(u':', -1));
        });
}

// There is one in each of what it belongs to, or one in all: the operation has no name to ask for it by.
bool asksForTheOne(const Part &part)
{
    return part.related && part.related->isCallable()
        && std::ranges::none_of(part.related->filled,
                                [&](const Filling &filling) { return isOwn(filling, *part.creation); });
}

} // namespace

const Part *partFor(const QList<Part> &parts, const Thing &thing)
{
    const auto found =
        std::ranges::find_if(parts, [&](const Part &part) { return part.creation->operation == thing.kind; });
    return found == parts.end() ? nullptr : &*found;
}

QString accountPlace(const Call &call, const QString &region)
{
    return call.accountId == kFirstAccount ? region : call.accountId + u'/' + region;
}

Things::Place placeOf(const Call &call, const QStringList &kinds)
{
    const QString region = call.isGlobal() ? QStringLiteral("*") : call.region;
    return {call.operation->service->id, kinds, accountPlace(call, region)};
}

QStringList parentsOf(const relations::Relation &creation)
{
    QStringList members;
    bool isKnown = false;
    for (const auto *list : {&creation.reads, &creation.deletes, &creation.changes}) {
        if (isKnown && list == &creation.changes)
            break; // which would say what may be changed too
        for (const relations::Related &related : *list) {
            if (!related.isCallable())
                continue;
            isKnown = true;
            for (const Filling &filling : related.filled) {
                if (filling.source == Filling::Source::Input && !isOwn(filling, creation)
                    && !members.contains(filling.path))
                    members.append(filling.path);
            }
            break;
        }
    }
    return members;
}

Result<Found> thingsFor(const Call &call, const Things &things, const QList<Part> &parts, Naming naming,
                        const std::function<bool(const Thing &)> &passes)
{
    QStringList kinds;
    for (const Part &part : parts)
        kinds.append(part.creation->operation);
    const Things::Place place = placeOf(call, kinds);
    const QStringList handles = handlesNamed(call, parts, naming);
    const bool isTheOne =
        naming == Naming::Some && handles.isEmpty() && std::ranges::any_of(parts, asksForTheOne);
    Found found;
    found.isNamed = !handles.isEmpty() || isTheOne;
    if (!found.isNamed && naming != Naming::SomeOrAll)
        return found;
    const Paging paging(*call.operation, call.input);
    const qsizetype most = found.isNamed ? std::numeric_limits<qsizetype>::max() : paging.most();
    qint64 after = found.isNamed ? 0 : paging.after();
    while (true) {
        auto known = !handles.isEmpty() ? things.find(place, handles) : things.list(place, after, kAtOnce);
        if (!known)
            return std::unexpected(known.error());
        if (!handles.isEmpty())
            keepMeant(*known, handles.first());
        for (const Thing &thing : *known) {
            after = thing.id;
            const Part *part = partFor(parts, thing);
            if (!part || !isSeen(call, thing) || (!found.isNamed && isLeftOut(call, thing, *part))
                || !suits(call, thing, *part) || (!found.isNamed && !passes(thing)))
                continue;
            found.hasMore = found.things.size() >= most;
            if (found.hasMore)
                return found;
            found.things.append(thing);
        }
        if (!handles.isEmpty() || known->size() < kAtOnce)
            return found;
    }
}

} // namespace formwork::practice
