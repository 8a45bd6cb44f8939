// SPDX-License-Identifier: Apache-2.0
// What becomes of a thing that a request changes.
#include "practice/handles.h"
#include "practice/memory.h"
#include "practice/versions.h"
#include "relations/words.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

using relations::Relation;

namespace
{

// Keys that a request takes away.
QStringList untagged(const Call &call)
{
    QStringList keys;
    for (const model::Member &member : call.operation->input->members) {
        const bool isKeys = member.name.contains(u"keys", Qt::CaseInsensitive);
        for (const QCborValue key : call.input.value(member.name).toArray()) {
            if (isKeys && key.isString())
                keys.append(key.toString());
        }
    }
    return keys;
}

// "Attributes" that are set stay beside those that are not named; {"Value": true} is true.
QCborValue mergedWith(const QCborValue &before, const QCborValue &value)
{
    const QCborMap given = value.toMap();
    if (value.isMap() && given.size() == 1 && given.contains(QStringLiteral("Value")))
        return given.value(QStringLiteral("Value"));
    const bool areTexts = value.isMap() && before.isMap()
        && std::ranges::all_of(given, [](const auto &entry) { return entry.second.isString(); });
    if (!areTexts)
        return value;
    QCborMap all = before.toMap();
    for (const auto &[name, text] : given)
        all[name.toString()] = text;
    return all;
}

// One attribute may be given as a name and a value.
void addAttribute(QCborMap &input, const QCborMap &given)
{
    const QString name = given.value(QStringLiteral("AttributeName")).toString();
    const QCborValue value = given.value(QStringLiteral("AttributeValue"));
    if (name.isEmpty() || !value.isString())
        return;
    QCborMap attributes = input.value(QStringLiteral("Attributes")).toMap();
    attributes[name] = value;
    input[QStringLiteral("Attributes")] = attributes;
    input.remove(QStringLiteral("AttributeName"));
    input.remove(QStringLiteral("AttributeValue"));
}

// "patchOperations" of members of the thing itself.
void patch(QCborMap &input)
{
    const QString kOperations = QStringLiteral("patchOperations");
    for (const QCborValue one : input.value(kOperations).toArray()) {
        const QCborMap change = one.toMap();
        const QString does = change.value(QStringLiteral("op")).toString();
        const QString member = change.value(QStringLiteral("path")).toString().section(u'/', 1);
        if (member.contains(u'/'))
            continue;
        if (does == u"remove")
            input.remove(member);
        else
            input[member] = change.value(QStringLiteral("value"));
    }
    input.remove(kOperations);
}

// With another name wherever the one before stood, at the end of an ARN too.
QCborValue renamed(const QCborValue &value, const QString &before, const QString &name)
{
    if (value.isMap()) {
        QCborMap map;
        for (const auto &[key, part] : value.toMap())
            map[key] = renamed(part, before, name);
        return map;
    }
    const QString text = value.toString();
    const bool isEnd = text.endsWith(u'/' + before) || text.endsWith(u':' + before);
    return value.isString() && (text == before || isEnd) ? QCborValue(text.chopped(before.size()) + name)
                                                         : value;
}

bool givesState(const Call &call)
{
    return std::ranges::any_of(call.operation->input->members, [&](const model::Member &member) {
        const bool isState = member.name.endsWith(u"Status", Qt::CaseInsensitive)
            || member.name.endsWith(u"State", Qt::CaseInsensitive);
        return isState && !member.target->enumValues.isEmpty() && call.input.contains(member.name);
    });
}

// "NewGroupName" is another name for what GroupName names. Whether there is one.
bool takeNewName(Thing &thing, const Relation &creation)
{
    const QString member = QStringLiteral("New") + creation.ownName;
    const auto given = std::ranges::find_if(thing.input, [&](const auto &part) {
        return part.first.toString().compare(member, Qt::CaseInsensitive) == 0;
    });
    if (creation.ownName.isEmpty() || given == thing.input.end() || !given.value().isString())
        return false;
    const QString name = given.value().toString();
    thing.input.remove(given.key());
    thing.input[creation.ownName] = name;
    thing.output = renamed(thing.output, thing.name, name).toMap();
    thing.name = name;
    thing.handles = handlesOf(thing, creation);
    return true;
}

} // namespace

Result<void> Memory::changed(Thing &thing)
{
    TagMap tags = tagsIn(thing.tags);
    const TagMap tagged = tagsGiven(m_call.input, *m_call.operation->input);
    const std::string verb = relations::operationWords(m_call.operation->name.toStdString()).verb;
    if (m_role == Role::Tags && (verb == "delete" || verb == "remove" || verb == "untag")) {
        for (const QString &key : tagged.keys())
            tags.remove(key);
    } else {
        tags.insert(tagged);
    }
    for (const QString &key : untagged(m_call))
        tags.remove(key);
    thing.tags = asMap(tags);
    if (m_role == Role::Changes) {
        const QCborMap given = withoutSecrets(m_call.input, *m_call.operation->input);
        for (const auto &[name, value] : given)
            thing.input[name.toString()] = mergedWith(thing.input.value(name.toString()), value);
        addAttribute(thing.input, given);
        patch(thing.input);
        keepSecrets(thing, m_call.input, *m_call.operation->input);
    }
    if (m_role == Role::Moves && (verb == "enable" || verb == "disable"))
        thing.input[QStringLiteral("Enabled")] = verb == "enable";
    if (m_role == Role::Changes || m_role == Role::Moves) {
        thing.verb =
            QString::fromStdString(relations::operationWords(m_call.operation->name.toStdString()).verb);
        thing.changed = m_call.now;
        if (m_role == Role::Changes && givesState(m_call))
            thing.verb.clear(); // it says itself how the thing is from now on
    }
    const bool isMore = m_role == Role::Changes && changeVersions(thing);
    const Part *part = partFor(m_parts, thing);
    const bool isRenamed = part && takeNewName(thing, *part->creation);
    const Result<void> done = isRenamed ? m_things.rename(thing) : m_things.change(thing);
    if (const Lineage *lineage =
            isMore ? lineageOf(m_call, thing.kind) : nullptr) { // the answer is of that one
        const VersionList versions(m_call, *lineage, thing);
        thing = versions.portrait(versions.all().size() - 1);
    }
    return done;
}

} // namespace formwork::practice
