// SPDX-License-Identifier: Apache-2.0
#include "practice/entries.h"

#include "base/tr.h"
#include "practice/call.h"
#include "practice/entryorder.h"
#include "practice/finding.h"
#include "practice/forms.h"
#include "practice/handles.h"
#include "practice/knowledge.h"
#include "practice/manner.h"
#include "practice/paging.h"

#include <QJsonArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr int kMost = 10'000;
const QString kEntries = QStringLiteral("entries");

std::unexpected<Complaint> internal(const Error &error)
{
    return std::unexpected(Complaint{QStringLiteral("InternalFailure"), error.sentence(), {}, 500});
}

std::unexpected<Complaint> refused(const QJsonObject &data, const QString &message)
{
    return std::unexpected(Complaint{data[u"error"].toString(), message, {}, 0});
}

// By a path of names.
QCborValue at(QCborValue value, const QString &path)
{
    for (const QString &name : path.split(u'.'))
        value = value.toMap().value(name);
    return value;
}

// The values that tell it from others; an entry that leaves some out is every one that has the rest.
bool isSame(const QCborMap &entry, const QCborMap &named, const QJsonArray &key)
{
    bool isNamed = false;
    for (const QJsonValue &member : key) {
        const QCborValue wanted = named.value(member.toString());
        if (!wanted.isUndefined() && entry.value(member.toString()) != wanted)
            return false;
        isNamed = isNamed || !wanted.isUndefined();
    }
    return isNamed;
}

qsizetype indexOf(const QCborArray &entries, const QCborMap &entry, const QJsonArray &key)
{
    for (qsizetype index = 0; index < entries.size(); ++index) {
        const QCborMap known = entries[index].toMap();
        if (isSame(known, entry, key) && isSame(entry, known, key))
            return index;
    }
    return -1;
}

void put(QCborArray &entries, const QCborMap &entry, const QJsonArray &key)
{
    if (const qsizetype index = indexOf(entries, entry, key); index >= 0)
        entries[index] = entry;
    else
        entries.append(entry);
}

QCborArray without(const QCborArray &entries, const QCborMap &named, const QJsonArray &key)
{
    QCborArray rest;
    for (const QCborValue entry : entries) {
        if (!isSame(entry.toMap(), named, key))
            rest.append(entry);
    }
    return rest;
}

// As the service writes it: names of hosts with a dot at their end.
QCborMap normal(QCborMap entry, const QJsonObject &data)
{
    const QString dotted = data[u"dotted"].toString();
    const QString name = entry.value(dotted).toString();
    if (!dotted.isEmpty() && !name.endsWith(u'.'))
        entry[dotted] = name.toLower() + u'.';
    if (!dotted.isEmpty()) // a wildcard, as such services write it
        entry[dotted] = entry.value(dotted).toString().replace(u'*', QStringLiteral("\\052"));
    return entry;
}

// One change of a batch, which is done as a whole or not at all.
Outcome<QCborArray> changedBy(const QCborMap &change, const QJsonObject &data, QCborArray entries)
{
    const QJsonArray key = data[u"key"].toArray();
    const QString does = data[u"actions"][change.value(data[u"action"].toString()).toString()].toString();
    const QCborMap entry = normal(change.value(data[u"entry"].toString()).toMap(), data);
    const qsizetype index = indexOf(entries, entry, key);
    const QString name = entry.value(key.at(0).toString()).toString();
    if (does == u"add" && index >= 0)
        return refused(data, Tr::tr("Tried to create %1, but it already exists.").arg(name));
    if (does == u"remove" && (index < 0 || entries[index].toMap() != entry))
        return refused(data, Tr::tr("Tried to delete %1, but it was not found.").arg(name));
    if (does == u"remove")
        return without(entries, entry, key);
    put(entries, entry, key);
    return entries;
}

} // namespace

bool Entries::knows(const QString &operation) const
{
    return !forms().entries(operation.section(u'.', 0, 0), operation.section(u'.', 1)).isEmpty();
}

Outcome<std::optional<Thing>> Entries::thingOf(const Call &call, const QJsonObject &data) const
{
    const QCborValue name = call.input.value(data[u"of"].toString());
    const Result<QList<Thing>> found =
        m_things.find(placeOf(call, {data[u"kind"].toString()}), handlesIn(name));
    if (!found)
        return internal(found.error());
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

Entries::Answer Entries::perform(const Call &call)
{
    const QJsonObject data = forms().entries(call.operation->service->id, call.operation->name);
    const QString does = data[u"does"].toString();
    if (does == u"whoHolds")
        return whoHolds(call, data);
    Outcome<std::optional<Thing>> thing = thingOf(call, data);
    if (!thing)
        return std::unexpected(thing.error());
    const QString absence = data[u"absence"].toString();
    if (!*thing && absence.isEmpty())
        return Answer(std::nullopt);
    if (!*thing)
        return std::unexpected(
            Complaint{absence, Tr::tr("There is no such thing in this account and Region."), {}, 0});
    // Or they are told with the thing itself, as what it was given.
    const QString into = data[u"into"].toString();
    QCborValueRef kept = into.isEmpty() ? (*thing)->settings[kEntries] : (*thing)->input[into];
    const QCborArray entries = kept.toArray();
    if (does == u"list")
        return list(call, data, **thing, entries);
    if (does == u"refuse") {
        if (!entries.isEmpty())
            return refused(data, Tr::tr("Something is left in it: %1.").arg(entries.size()));
        return Answer(std::nullopt);
    }
    Outcome<QCborArray> changed = this->changed(call, data, entries);
    if (!changed)
        return std::unexpected(changed.error());
    kept = *changed;
    const QString counted = data[u"counted"].toString(); // how many there are, as the thing tells it
    if (!counted.isEmpty())
        (*thing)->input[counted] = changed->size() + data[u"countedBeside"].toInt();
    if (const Result<void> done = m_things.change(**thing); !done)
        return internal(done.error());
    if (const QString all = data[u"answersWith"].toString(); !all.isEmpty()) // all that it holds now
        return Told{{{all, *changed}}, 0};
    // What is told of it beside is as with any other operation, unless that is nothing.
    const QJsonObject answer = data[u"answer"].toObject();
    return data.contains(u"answer") ? Answer(Told{QCborMap::fromJsonObject(answer), 0})
                                    : Answer(std::nullopt);
}

Outcome<QCborArray> Entries::changed(const Call &call, const QJsonObject &data, QCborArray entries) const
{
    const QJsonArray key = data[u"key"].toArray();
    const bool isTaken = data[u"does"].toString() == u"take";
    QCborArray all = at(call.input, data[u"list"].toString()).toArray();
    if (data.contains(u"into") && !data.contains(u"list")) { // the request is one itself
        QCborMap entry = QCborMap::fromJsonObject(data[u"beside"].toObject());
        for (const auto &[name, value] : call.input) {
            if (name.toString() != data[u"of"].toString())
                entry[name] = value;
        }
        all = {entry};
    }
    for (const QCborValue given : all) {
        if (data[u"does"].toString() == u"change") {
            Outcome<QCborArray> changed = changedBy(given.toMap(), data, entries);
            if (!changed)
                return changed;
            entries = *std::move(changed);
            continue;
        }
        const QCborMap entry = given.isString() ? QCborMap{{key.at(0).toString(), given}} : given.toMap();
        if (isTaken)
            entries = without(entries, entry, key);
        else
            put(entries, entry, key);
    }
    return entries;
}

// With those that every such thing has and nobody put there.
Entries::Answer Entries::list(const Call &call, const QJsonObject &data, const Thing &thing,
                              const QCborArray &entries) const
{
    const Paging paging(*call.operation, call.input);
    const QString path = data[u"path"].toString();
    const model::Member *member = call.operation->output->member(path);
    if (!member)
        return Answer(std::nullopt);
    const bool isByKey = data.contains(u"start");
    if (!isByKey && !paging.isValid())
        return std::unexpected(complaintOf(
            Trouble::Invalid, Tr::tr("The page token is not one of this account's."), *call.operation));
    QCborArray all;
    for (const QJsonValue &given : data[u"given"].toArray()) {
        QCborMap entry = QCborMap::fromJsonObject(given.toObject());
        const QString first = data[u"key"].toArray().at(0).toString();
        entry[first] = entry.value(first).toString().replace(QStringLiteral("{name}"), thing.name);
        all.append(normal(entry, data));
    }
    for (const QCborValue entry : entries)
        all.append(entry);
    if (isByKey)
        all = inOrderOfHosts(all, data);
    const QString as = data[u"as"].toString(); // the entry is a member of what is listed
    const QCborMap beside = QCborMap::fromJsonObject(data[u"beside"].toObject());
    QCborArray told;
    qsizetype index = isByKey ? firstAsked(all, call.input, data) : paging.after();
    for (; index < all.size() && told.size() < paging.most(); ++index) {
        QCborMap entry = all[index].toMap();
        for (const auto &[name, value] : beside) {
            if (as.isEmpty())
                entry[name] = value;
        }
        if (!as.isEmpty()) {
            entry = beside;
            entry[as] = all[index];
        }
        told.append(conformed(entry, *member->target->element.target));
    }
    QCborMap answer{{path, told}};
    paging.tell(answer, index < all.size(), index);
    if (isByKey)
        tellNext(answer, all, index, data);
    return Told{answer, 0};
}

// Names of the things that hold an entry which says so.
Entries::Answer Entries::whoHolds(const Call &call, const QJsonObject &data) const
{
    const Result<QList<Thing>> things = m_things.list(placeOf(call, {data[u"kind"].toString()}), 0, kMost);
    if (!things)
        return internal(things.error());
    const QCborValue wanted = call.input.value(data[u"of"].toString());
    QCborArray names;
    for (const Thing &thing : *things) {
        const QCborArray entries = thing.settings.value(kEntries).toArray();
        if (std::ranges::any_of(entries, [&](const QCborValue &entry) {
                return entry.toMap().value(data[u"member"].toString()) == wanted;
            }))
            names.append(thing.name);
    }
    return Told{{{data[u"path"].toString(), names}}, 0};
}

} // namespace formwork::practice
