// SPDX-License-Identifier: Apache-2.0
#include "practice/items.h"

#include "base/tr.h"
#include "practice/finding.h"
#include "practice/forms.h"
#include "practice/itemwords.h"

#include <QCborArray>

#include <algorithm>
#include <cmath>

namespace formwork::practice
{

namespace
{

using Method = Items::Answer (Items::*)(const Call &);

const QString kItem = QStringLiteral("Item");
const QString kKey = QStringLiteral("Key");

QList<ItemPath> pathsOf(const QList<ItemUpdate> &updates)
{
    QList<ItemPath> paths;
    paths.reserve(updates.size());
    for (const ItemUpdate &update : updates)
        paths.append(update.path);
    return paths;
}

std::unexpected<Complaint> conditionFailed(const QCborMap &input, const std::optional<QCborMap> &before)
{
    QCborMap members;
    if (before && itemText(input, "ReturnValuesOnConditionCheckFailure") == u"ALL_OLD")
        members[kItem] = *before;
    return std::unexpected(Complaint{QStringLiteral("ConditionalCheckFailedException"),
                                     Tr::tr("The conditional request failed"), members, 0});
}

// With keys that an update may not touch, and as a whole within bounds.
Outcome<QCborMap> updated(const ItemTable &table, const QCborMap &item, const QList<ItemUpdate> &updates)
{
    for (const ItemUpdate &update : updates) {
        if (table.isKey(update.path.first().name))
            return itemRefused(
                Tr::tr("One or more parameter values were invalid: Cannot update attribute %1. "
                       "This attribute is part of the key")
                    .arg(update.path.first().name));
    }
    const Outcome<QCborMap> after = updatedItem(item, updates);
    return after ? checkedItem(*after) : after;
}

} // namespace

QString itemText(const QCborMap &map, const char *name)
{
    return map.value(QLatin1StringView(name)).toString();
}

std::unexpected<Complaint> itemTrouble(const Error &error)
{
    return std::unexpected(Complaint{QStringLiteral("InternalServerError"), error.sentence(), {}, 500});
}

double readUnits(qint64 size, bool isConsistent)
{
    constexpr double kUnit = 4096;
    return std::max(1.0, std::ceil(static_cast<double>(size) / kUnit)) / (isConsistent ? 1 : 2);
}

double writeUnits(qint64 size)
{
    constexpr double kUnit = 1024;
    return std::max(1.0, std::ceil(static_cast<double>(size) / kUnit));
}

bool asksForUnits(const Call &call)
{
    const QString asked = itemText(call.input, "ReturnConsumedCapacity");
    return asked == u"TOTAL" || asked == u"INDEXES";
}

QCborMap unitsOf(const QString &table, double units)
{
    return {{QStringLiteral("TableName"), table}, {QStringLiteral("CapacityUnits"), units}};
}

void tellUnits(QCborMap &answer, const Call &call, const QString &table, double units)
{
    if (asksForUnits(call))
        answer[QStringLiteral("ConsumedCapacity")] = unitsOf(table, units);
}

bool Items::knows(const QString &operation) const
{
    return !forms().method(QStringLiteral("items"), operation).isEmpty();
}

Items::Answer Items::perform(const Call &call)
{
    static const QHash<QString, Method> kMethods{
        {QStringLiteral("put"), &Items::put},
        {QStringLiteral("get"), &Items::get},
        {QStringLiteral("update"), &Items::update},
        {QStringLiteral("remove"), &Items::remove},
        {QStringLiteral("query"), &Items::query},
        {QStringLiteral("scan"), &Items::scan},
        {QStringLiteral("writeMany"), &Items::writeMany},
        {QStringLiteral("readMany"), &Items::readMany},
        {QStringLiteral("writeTogether"), &Items::writeTogether},
        {QStringLiteral("readTogether"), &Items::readTogether},
        {QStringLiteral("checkTable"), &Items::checkTable},
        {QStringLiteral("changeTable"), &Items::changeTable},
        {QStringLiteral("dropTable"), &Items::dropTable},
        {QStringLiteral("describeTable"), &Items::describeTable},
    };
    // What was asked with before there were expressions is not left out without a word.
    for (const char *old : {"Expected", "AttributeUpdates", "KeyConditions", "QueryFilter", "ScanFilter"}) {
        if (call.input.contains(QLatin1StringView(old)))
            return itemRefused(
                Tr::tr("The practice account takes expressions, and not the legacy parameter %1.")
                    .arg(QLatin1StringView(old)));
    }
    const Method method = kMethods.value(forms().method(QStringLiteral("items"), call.name()));
    return method ? (this->*method)(call) : Answer(std::nullopt);
}

// By its name or its ARN.
Outcome<Thing> Items::tableThing(const Call &call, const QString &name) const
{
    const QString own = name.section(u'/', -1);
    const QString kind = forms().container(QStringLiteral("items"), call.operation->service->id);
    const Result<QList<Thing>> found = m_things.named(placeOf(call, {kind}), own);
    if (!found)
        return itemTrouble(found.error());
    for (const Thing &thing : *found) {
        if (!thing.ended.isValid() && thing.created.msecsTo(call.now) >= call.timing.visible.count())
            return thing;
    }
    return std::unexpected(Complaint{QStringLiteral("ResourceNotFoundException"),
                                     Tr::tr("Requested resource not found: Table: %1 not found").arg(own),
                                     {},
                                     0});
}

Outcome<ItemTable> Items::table(const Call &call, const QString &name) const
{
    const Outcome<Thing> thing = tableThing(call, name);
    return thing ? Outcome<ItemTable>(ItemTable(*thing)) : std::unexpected(thing.error());
}

Outcome<std::optional<Thing>> Items::known(const Call &call, const ItemTable &table,
                                           const QString &name) const
{
    const Result<QList<Thing>> found = m_things.named(placeOf(call, {table.kind()}), name);
    if (!found)
        return itemTrouble(found.error());
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

Outcome<void> Items::keep(const Call &call, const ItemTable &table, const QString &name,
                          const std::optional<Thing> &before, const QCborMap &item)
{
    Result<void> done;
    const Things::Place place = placeOf(call, {table.kind()});
    Thing thing = before.value_or(Thing());
    thing.input = item;
    if (item.isEmpty()) {
        done = before ? m_things.remove(before->id) : done;
    } else if (before) {
        done = m_things.change(thing);
    } else {
        thing.service = place.service;
        thing.kind = table.kind();
        thing.region = place.region;
        thing.name = name;
        thing.created = call.now;
        done = m_ledger.addResource(call.name(), call.region, call.now, {});
        if (done)
            done = m_things.add(thing);
    }
    return done ? Outcome<void>() : itemTrouble(done.error());
}

Outcome<Items::Written> Items::write(const Call &call, const Wish &wish)
{
    const bool isPut = wish.kind == Wish::Kind::Put;
    const Outcome<ItemTable> table = this->table(call, itemText(wish.input, "TableName"));
    const Outcome<QCborMap> given =
        table ? checkedItem(wish.input.value(isPut ? kItem : kKey).toMap()) : std::unexpected(table.error());
    if (!given)
        return std::unexpected(given.error());
    ItemWords words(wish.input);
    std::optional<ItemCondition> condition;
    if (wish.input.contains(QStringLiteral("ConditionExpression"))) {
        const QString kind = QStringLiteral("ConditionExpression");
        const Outcome<ItemCondition> parsed =
            parsedCondition(itemText(wish.input, "ConditionExpression"), kind, words);
        if (!parsed)
            return std::unexpected(parsed.error());
        condition = *parsed;
    }
    Outcome<QList<ItemUpdate>> updates;
    if (wish.kind == Wish::Kind::Update && wish.input.contains(QStringLiteral("UpdateExpression")))
        updates = parsedUpdate(itemText(wish.input, "UpdateExpression"), words);
    if (!updates)
        return std::unexpected(updates.error());
    if (const std::optional<Complaint> unused = words.unused())
        return std::unexpected(*unused);
    const Outcome<QString> name = isPut ? table->nameOfItem(*given) : table->nameOfKey(*given);
    const Outcome<std::optional<Thing>> before =
        name ? known(call, *table, *name) : std::unexpected(name.error());
    if (!before)
        return std::unexpected(before.error());
    Written done{*before ? std::optional((*before)->input) : std::nullopt, {}, pathsOf(*updates), 0};
    if (condition && !holds(*condition, done.before.value_or(QCborMap())))
        return conditionFailed(wish.input, done.before);
    if (wish.kind == Wish::Kind::Check)
        return done;
    if (isPut)
        done.after = *given;
    if (wish.kind == Wish::Kind::Update) {
        const Outcome<QCborMap> after = updated(*table, done.before.value_or(*given), *updates);
        // An index wants its keys to be of its types.
        const Outcome<QString> same = after ? table->nameOfItem(*after) : std::unexpected(after.error());
        if (!same)
            return std::unexpected(same.error());
        done.after = *after;
    }
    const qint64 size = sizeOfItem(done.after);
    done.size = std::max(size, done.before ? sizeOfItem(*done.before) : 0);
    if (size > ItemTable::kLargestItem)
        return itemRefused(isPut ? Tr::tr("Item size has exceeded the maximum allowed size")
                                 : Tr::tr("Item size to update has exceeded the maximum allowed size"));
    const Outcome<void> kept = keep(call, *table, *name, *before, done.after);
    return kept ? Outcome<Written>(done) : std::unexpected(kept.error());
}

Items::Answer Items::written(const Call &call, Wish::Kind kind)
{
    const QString wanted = itemText(call.input, "ReturnValues");
    if (kind != Wish::Kind::Update && !wanted.isEmpty() && wanted != u"NONE" && wanted != u"ALL_OLD")
        return itemRefused(Tr::tr("ReturnValues can only be ALL_OLD or NONE"));
    const Outcome<Written> done = write(call, {kind, call.input});
    if (!done)
        return std::unexpected(done.error());
    QCborMap answer;
    QCborMap attributes;
    if (wanted.endsWith(QLatin1StringView("_OLD")))
        attributes = done->before.value_or(QCborMap());
    else if (wanted.endsWith(QLatin1StringView("_NEW")))
        attributes = done->after;
    if (wanted.startsWith(QLatin1StringView("UPDATED")))
        attributes = projectedItem(attributes, done->touched);
    if (!attributes.isEmpty())
        answer[QStringLiteral("Attributes")] = attributes;
    tellUnits(answer, call, itemText(call.input, "TableName").section(u'/', -1), writeUnits(done->size));
    return Told{answer, 0};
}

Items::Answer Items::put(const Call &call) { return written(call, Wish::Kind::Put); }

Items::Answer Items::update(const Call &call) { return written(call, Wish::Kind::Update); }

Items::Answer Items::remove(const Call &call) { return written(call, Wish::Kind::Delete); }

// The whole item; nothing where there is none.
Outcome<std::optional<QCborMap>> Items::read(const Call &call, const QCborMap &input) const
{
    const Outcome<ItemTable> table = this->table(call, itemText(input, "TableName"));
    const Outcome<QCborMap> key =
        table ? checkedItem(input.value(kKey).toMap()) : std::unexpected(table.error());
    const Outcome<QString> name = key ? table->nameOfKey(*key) : std::unexpected(key.error());
    const Outcome<std::optional<Thing>> thing =
        name ? known(call, *table, *name) : std::unexpected(name.error());
    if (!thing)
        return std::unexpected(thing.error());
    return *thing ? std::optional((*thing)->input) : std::nullopt;
}

Items::Answer Items::get(const Call &call)
{
    ItemWords words(call.input);
    const Outcome<ItemChoice> choice = itemChoice(call.input, words);
    const Outcome<std::optional<QCborMap>> item =
        choice ? read(call, call.input) : std::unexpected(choice.error());
    if (!item)
        return std::unexpected(item.error());
    if (const std::optional<Complaint> unused = words.unused())
        return std::unexpected(*unused);
    QCborMap answer;
    if (*item)
        answer[kItem] = chosen(**item, *choice);
    tellUnits(answer, call, itemText(call.input, "TableName").section(u'/', -1),
              readUnits(sizeOfItem(item->value_or(QCborMap())),
                        call.input.value(QStringLiteral("ConsistentRead")).toBool()));
    return Told{answer, 0};
}

} // namespace formwork::practice
