// SPDX-License-Identifier: Apache-2.0
#include "practice/items.h"

#include "base/tr.h"
#include "practice/finding.h"
#include "practice/itemwords.h"

#include <QCborArray>

#include <algorithm>

// What the items behind a table have to do with what is done to the table itself.
namespace formwork::practice
{

namespace
{

const QString kIndexes = QStringLiteral("GlobalSecondaryIndexes");
const QString kAttributes = QStringLiteral("AttributeDefinitions");
const QString kDescription = QStringLiteral("TableDescription");
const QString kUpdates = QStringLiteral("GlobalSecondaryIndexUpdates");

std::unexpected<Complaint> wrongValues(const QString &why)
{
    return itemRefused(Tr::tr("One or more parameter values were invalid: %1").arg(why));
}

QCborArray without(const QCborArray &list, const char *member, const QString &name)
{
    QCborArray kept;
    for (const QCborValue entry : list) {
        if (itemText(entry.toMap(), member) != name)
            kept.append(entry);
    }
    return kept;
}

} // namespace

// The keys have to be defined, and nothing else may be.
Items::Answer Items::checkTable(const Call &call)
{
    Thing thing;
    thing.input = call.input;
    const ItemTable table(thing);
    QStringList defined;
    for (const QCborValue attribute : call.input.value(kAttributes).toArray())
        defined.append(itemText(attribute.toMap(), "AttributeName"));
    QStringList used;
    QList<ItemTable::Keys> all{table.keys()};
    for (const ItemTable::Index &index : table.indexes())
        all.append(index.keys);
    for (const ItemTable::Keys &keys : all) {
        if (keys.hash.name.isEmpty())
            return wrongValues(
                Tr::tr("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"));
        for (const QString &name : {keys.hash.name, keys.range.name}) {
            if (!name.isEmpty() && !used.contains(name))
                used.append(name);
        }
    }
    for (const QString &name : used) {
        if (!defined.contains(name))
            return wrongValues(
                Tr::tr("Some index key attributes are not defined in AttributeDefinitions. Keys: "
                       "[%1], AttributeDefinitions: [%2]")
                    .arg(used.join(QStringLiteral(", ")), defined.join(QStringLiteral(", "))));
    }
    if (used.size() != defined.size())
        return wrongValues(
            Tr::tr("Number of attributes in KeySchema does not exactly match number of attributes "
                   "defined in AttributeDefinitions"));
    return std::nullopt;
}

// Indexes come and go; the rest is as with any other thing.
Items::Answer Items::changeTable(const Call &call)
{
    Outcome<Thing> thing = tableThing(call, itemText(call.input, "TableName"));
    if (!thing || !call.input.contains(kUpdates))
        return std::nullopt;
    QCborArray indexes = thing->input.value(kIndexes).toArray();
    for (const QCborValue entry : call.input.value(kUpdates).toArray()) {
        const QCborMap made = entry.toMap().value(QStringLiteral("Create")).toMap();
        const QCborMap gone = entry.toMap().value(QStringLiteral("Delete")).toMap();
        const QString name = itemText(made.isEmpty() ? gone : made, "IndexName");
        const QCborArray others = without(indexes, "IndexName", name);
        if (!made.isEmpty() && others.size() != indexes.size())
            return itemRefused(Tr::tr("Attempting to create an index which already exists: %1").arg(name));
        if (!gone.isEmpty() && others.size() == indexes.size())
            return std::unexpected(Complaint{QStringLiteral("ResourceNotFoundException"),
                                             Tr::tr("Requested resource not found: Index: %1").arg(name),
                                             {},
                                             0});
        if (!gone.isEmpty())
            indexes = others;
        if (!made.isEmpty())
            indexes.append(made);
    }
    QCborArray attributes = thing->input.value(kAttributes).toArray();
    for (const QCborValue attribute : call.input.value(kAttributes).toArray()) {
        attributes = without(attributes, "AttributeName", itemText(attribute.toMap(), "AttributeName"));
        attributes.append(attribute);
    }
    thing->input[kIndexes] = indexes;
    thing->input[kAttributes] = attributes;
    const Result<void> done = m_things.change(*thing);
    return done ? Answer(std::nullopt) : itemTrouble(done.error());
}

Items::Answer Items::dropTable(const Call &call)
{
    const QString name = itemText(call.input, "TableName").section(u'/', -1);
    const Result<void> done = m_things.removeAll(placeOf(call, {ItemTable::kindOf(name)}));
    return done ? Answer(std::nullopt) : itemTrouble(done.error());
}

// How much is in it is told with the rest.
Items::Answer Items::describeTable(const Call &call)
{
    Outcome<Thing> thing = tableThing(call, itemText(call.input, "TableName"));
    if (!thing)
        return std::nullopt; // it may be on its way out
    qint64 count = 0;
    qint64 size = 0;
    const Outcome<void> read = eachItem(call, ItemTable(*thing), {}, {}, [&](const QCborMap &item) {
        ++count;
        size += sizeOfItem(item);
        return true;
    });
    if (!read)
        return std::unexpected(read.error());
    QCborMap described = thing->output.value(kDescription).toMap();
    if (described.value(QStringLiteral("ItemCount")).toInteger(-1) == count
        && described.value(QStringLiteral("TableSizeBytes")).toInteger(-1) == size)
        return std::nullopt;
    described[QStringLiteral("ItemCount")] = count;
    described[QStringLiteral("TableSizeBytes")] = size;
    thing->output[kDescription] = described;
    const Result<void> done = m_things.change(*thing);
    return done ? Answer(std::nullopt) : itemTrouble(done.error());
}

} // namespace formwork::practice
