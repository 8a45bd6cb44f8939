// SPDX-License-Identifier: Apache-2.0
#include "practice/finding.h"

#include "practice/handles.h"
#include "practice/paging.h"

#include <algorithm>

namespace formwork::practice
{

using relations::Filling;

namespace
{

constexpr int kAll = 100'000;

// Nothing where the request or the thing does not say.
std::optional<bool> agrees(const Call &call, const Thing &thing, const Filling &filling)
{
    const QStringList wanted = handlesIn(call.input.value(filling.member));
    const bool isGiven = filling.source == Filling::Source::Input;
    const QStringList known = handlesIn(valueAtPath(isGiven ? thing.input : thing.output, filling.path));
    if (wanted.isEmpty() || known.isEmpty())
        return std::nullopt;
    return std::ranges::any_of(wanted, [&](const QString &text) { return known.contains(text); });
}

// What the request says of the thing and of others that it belongs to must be so, where it is known.
bool suits(const Call &call, const Thing &thing, const Part &part)
{
    return std::ranges::all_of(part.related->filled, [&](const Filling &filling) {
        return isOwn(filling, *part.creation) || agrees(call, thing, filling).value_or(true);
    });
}

QStringList handlesNamed(const Call &call, const QList<Part> &parts)
{
    QStringList handles;
    for (const Part &part : parts) {
        for (const Filling &filling : part.related->filled) {
            if (isOwn(filling, *part.creation))
                handles += handlesIn(call.input.value(filling.member));
        }
    }
    return handles;
}

// There is one in each of what it belongs to, or one in all: the operation has no name to ask for it by.
bool asksForTheOne(const Part &part)
{
    return part.related->isCallable()
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

Things::Place placeOf(const Call &call, const QStringList &kinds)
{
    return {call.operation->service->id, kinds, call.region};
}

QStringList parentsOf(const relations::Relation &creation)
{
    QStringList members;
    for (const auto *list : {&creation.reads, &creation.deletes, &creation.changes}) {
        for (const relations::Related &related : *list) {
            if (!related.isCallable())
                continue;
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

Result<Found> thingsFor(const Call &call, const Things &things, const QList<Part> &parts, bool isList)
{
    QStringList kinds;
    for (const Part &part : parts)
        kinds.append(part.creation->operation);
    const Things::Place place = placeOf(call, kinds);
    const QStringList handles = handlesNamed(call, parts);
    const bool isTheOne = !isList && handles.isEmpty() && std::ranges::any_of(parts, asksForTheOne);
    Found found;
    found.isNamed = !handles.isEmpty() || isTheOne;
    if (!found.isNamed && !isList)
        return found;
    const Paging paging(*call.operation, call.input);
    const auto known = !handles.isEmpty() ? things.find(place, handles)
                                          : things.list(place, isTheOne ? 0 : paging.after(), kAll);
    if (!known)
        return std::unexpected(known.error());
    for (const Thing &thing : *known) {
        const Part *part = partFor(parts, thing);
        if (!part || !suits(call, thing, *part))
            continue;
        found.hasMore = !found.isNamed && found.things.size() >= paging.most();
        if (found.hasMore)
            break;
        found.things.append(thing);
    }
    return found;
}

} // namespace formwork::practice
