// SPDX-License-Identifier: Apache-2.0
#include "practice/items.h"

#include "base/tr.h"
#include "practice/finding.h"
#include "practice/itemwords.h"
#include "signing/digest.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

using Kind = ItemCondition::Kind;

constexpr int kAtOnce = 500; // items read
constexpr qint64 kLargestPage = 1024 * 1024; // bytes of the items that it goes through

QList<ItemCondition> partsOf(const ItemCondition &condition)
{
    if (condition.kind != Kind::And)
        return {condition};
    QList<ItemCondition> parts;
    for (const ItemCondition &part : condition.parts)
        parts += partsOf(part);
    return parts;
}

// The attribute that a part of a key condition is about; empty: it is no such part.
QString attributeOf(const ItemCondition &part)
{
    const bool isOne = part.kind == Kind::Between || (part.kind == Kind::Compare && part.name != u"<>")
        || (part.kind == Kind::Function && part.name == u"begins_with");
    if (!isOne || part.operands.first().kind != ItemOperand::Kind::Path
        || part.operands.first().path.size() != 1
        || std::ranges::any_of(part.operands.sliced(1), [](const ItemOperand &operand) {
               return operand.kind != ItemOperand::Kind::Value;
           }))
        return {};
    return part.operands.first().path.first().name;
}

Outcome<void> checkType(const ItemCondition &part, const QString &type)
{
    for (const ItemOperand &operand : part.operands.sliced(1)) {
        if (typeOfItemValue(operand.value) != type)
            return itemRefused(
                Tr::tr("One or more parameter values were invalid: Condition parameter type does not "
                       "match schema type"));
    }
    return {};
}

// The value of the hash key that a condition asks for; refused where it asks for more than a query can.
Outcome<QCborMap> hashIn(const ItemCondition &condition, const ItemTable::Keys &keys)
{
    const QList<ItemCondition> parts = partsOf(condition);
    std::optional<QCborMap> hash;
    QStringList seen;
    for (const ItemCondition &part : parts) {
        const QString attribute = attributeOf(part);
        if (attribute.isEmpty() || parts.size() > 2 || seen.contains(attribute))
            return itemRefused(Tr::tr("Invalid KeyConditionExpression: Query key condition not supported"));
        seen.append(attribute);
        const bool isHash = attribute == keys.hash.name;
        if (const Outcome<void> fits = checkType(part, isHash ? keys.hash.type : keys.range.type);
            (isHash || attribute == keys.range.name) && !fits)
            return std::unexpected(fits.error());
        if (isHash && part.kind == Kind::Compare && part.name == u"=")
            hash = part.operands[1].value;
    }
    if (hash && seen.size() == 2 && !seen.contains(keys.range.name))
        return itemRefused(Tr::tr("Query condition missed key schema element: %1").arg(keys.range.name));
    if (!hash && seen.contains(keys.hash.name))
        return itemRefused(Tr::tr("Query key condition not supported"));
    return hash ? Outcome<QCborMap>(*hash)
                : itemRefused(Tr::tr("Query condition missed key schema element: %1").arg(keys.hash.name));
}

bool mentions(const ItemCondition &condition, const QString &attribute)
{
    const auto isOfIt = [&attribute](const ItemOperand &operand) {
        return operand.kind != ItemOperand::Kind::Value && operand.path.first().name == attribute;
    };
    return std::ranges::any_of(condition.operands, isOfIt)
        || std::ranges::any_of(condition.parts,
                               [&attribute](const ItemCondition &part) { return mentions(part, attribute); });
}

// A scan in parts: items with one hash key are in the same.
bool isOfSegment(const QCborMap &input, const ItemTable &table, const QCborMap &item)
{
    const qint64 count = input.value(QStringLiteral("TotalSegments")).toInteger(1);
    if (count < 2)
        return true;
    const signing::Digest digest =
        signing::sha256(ItemTable::beginOf(item.value(table.keys().hash.name).toMap()));
    const qint64 number = (digest[0] << 16) | (digest[1] << 8) | digest[2];
    return number % count == input.value(QStringLiteral("Segment")).toInteger();
}

Outcome<std::optional<ItemCondition>> filterIn(const QCborMap &input, ItemWords &words)
{
    if (!input.contains(QStringLiteral("FilterExpression")))
        return std::nullopt;
    const Outcome<ItemCondition> filter =
        parsedCondition(itemText(input, "FilterExpression"), QStringLiteral("FilterExpression"), words);
    return filter ? Outcome<std::optional<ItemCondition>>(*filter) : std::unexpected(filter.error());
}

} // namespace

Outcome<ItemChoice> itemChoice(const QCborMap &input, ItemWords &words)
{
    QList<ItemPath> paths;
    for (const QCborValue name : input.value(QStringLiteral("AttributesToGet")).toArray())
        paths.append({ItemStep{name.toString(), 0}});
    if (!paths.isEmpty())
        return ItemChoice(paths);
    if (!input.contains(QStringLiteral("ProjectionExpression")))
        return ItemChoice();
    const Outcome<QList<ItemPath>> parsed = parsedProjection(itemText(input, "ProjectionExpression"), words);
    return parsed ? Outcome<ItemChoice>(*parsed) : std::unexpected(parsed.error());
}

QCborMap chosen(const QCborMap &item, const ItemChoice &choice)
{
    return choice ? projectedItem(item, *choice) : item;
}

// In the order of their names: those that begin so, after the one with that name.
Outcome<void> Items::eachItem(const Call &call, const ItemTable &table, const QByteArray &begin,
                              const QByteArray &after, const Take &take) const
{
    const Things::Place place = placeOf(call, {table.kind()});
    QString from = QString::fromLatin1(after.isEmpty() ? begin : after);
    bool withIt = after.isEmpty();
    while (true) {
        const Result<QList<Thing>> things = m_things.byName(place, from, withIt, kAtOnce);
        if (!things)
            return itemTrouble(things.error());
        for (const Thing &thing : *things) {
            if (!thing.name.startsWith(QLatin1StringView(begin)) || !take(thing.input))
                return {};
        }
        if (things->size() < kAtOnce)
            return {};
        from = things->last().name;
        withIt = false;
    }
}

Outcome<void> Items::eachOf(const Call &call, const Walk &walk, const Take &take) const
{
    const bool isQuery = walk.hash.has_value();
    const ItemTable::Keys keys = walk.index ? walk.index->keys : walk.table.keys();
    const QByteArray begin = isQuery && !walk.index ? ItemTable::beginOf(*walk.hash) : QByteArray();
    if (!walk.index && !walk.isBackward)
        return eachItem(call, walk.table, begin, walk.start, take);
    QList<std::pair<QByteArray, QCborMap>> rows;
    const Outcome<void> read = eachItem(call, walk.table, begin, {}, [&](const QCborMap &item) {
        const bool isMeant = !isQuery || isSameItemValue(item.value(keys.hash.name).toMap(), *walk.hash);
        const QByteArray order = walk.index ? walk.table.orderIn(keys, item)
                                            : walk.table.nameFor(item).value_or(QString()).toLatin1();
        if (isMeant && !order.isEmpty())
            rows.append({order, item});
        return true;
    });
    if (!read)
        return read;
    std::ranges::sort(rows, {}, &std::pair<QByteArray, QCborMap>::first);
    if (walk.isBackward)
        std::ranges::reverse(rows);
    for (const auto &[order, item] : rows) {
        const bool isPast =
            walk.start.isEmpty() || (walk.isBackward ? order < walk.start : order > walk.start);
        if (isPast && !take(item))
            break;
    }
    return {};
}

Outcome<Items::Walk> Items::walkOf(const Call &call) const
{
    const Outcome<ItemTable> table = this->table(call, itemText(call.input, "TableName"));
    if (!table)
        return std::unexpected(table.error());
    const QString name = itemText(call.input, "IndexName");
    Walk walk{*table, table->index(name), {}, {}, false};
    if (!name.isEmpty() && !walk.index)
        return itemRefused(Tr::tr("The table does not have the specified index: %1").arg(name));
    if (walk.index && walk.index->isGlobal && call.input.value(QStringLiteral("ConsistentRead")).toBool())
        return itemRefused(Tr::tr("Consistent reads are not supported on global secondary indexes"));
    walk.isBackward = !call.input.value(QStringLiteral("ScanIndexForward")).toBool(true);
    const Outcome<QCborMap> start =
        checkedItem(call.input.value(QStringLiteral("ExclusiveStartKey")).toMap());
    if (!start)
        return std::unexpected(start.error());
    if (start->isEmpty())
        return walk;
    const QCborMap whole = table->keyOf(*start, walk.index ? walk.index->keys : table->keys());
    const Outcome<QString> own = table->nameOfItem(*start);
    if (!own || whole.size() != start->size() || whole != *start)
        return itemRefused(Tr::tr("The provided starting key is invalid"));
    walk.start = walk.index ? table->orderIn(walk.index->keys, *start) : own->toLatin1();
    return walk.start.isEmpty() ? itemRefused(Tr::tr("The provided starting key is invalid"))
                                : Outcome<Walk>(walk);
}

Items::Answer Items::page(const Call &call, const Walk &walk, const std::optional<ItemCondition> &keys,
                          ItemWords &words) const
{
    const Outcome<std::optional<ItemCondition>> filter = filterIn(call.input, words);
    const Outcome<ItemChoice> choice =
        filter ? itemChoice(call.input, words) : std::unexpected(filter.error());
    if (!choice)
        return std::unexpected(choice.error());
    if (const std::optional<Complaint> unused = words.unused())
        return std::unexpected(*unused);
    const ItemTable::Keys order = walk.index ? walk.index->keys : walk.table.keys();
    for (const QString &key : {order.hash.name, order.range.name}) {
        if (keys && *filter && !key.isEmpty() && mentions(**filter, key))
            return itemRefused(
                Tr::tr("Filter Expression can only contain non-primary key attributes: Primary "
                       "key attribute: %1")
                    .arg(key));
    }
    const qint64 most = call.input.value(QStringLiteral("Limit")).toInteger(kLargestPage);
    QCborArray items;
    qint64 scanned = 0;
    qint64 size = 0;
    QCborMap last;
    const Outcome<void> read = eachOf(call, walk, [&](const QCborMap &whole) {
        if ((keys && !holds(*keys, whole)) || !isOfSegment(call.input, walk.table, whole))
            return true;
        const QCborMap item = walk.index ? walk.table.shownIn(*walk.index, whole) : whole;
        ++scanned;
        size += sizeOfItem(item);
        if (!*filter || holds(**filter, item))
            items.append(chosen(item, *choice));
        if (scanned < most && size < kLargestPage)
            return true;
        last = walk.table.keyOf(whole, order);
        return false;
    });
    if (!read)
        return std::unexpected(read.error());
    QCborMap answer{{QStringLiteral("Count"), items.size()}, {QStringLiteral("ScannedCount"), scanned}};
    if (itemText(call.input, "Select") != u"COUNT")
        answer[QStringLiteral("Items")] = items;
    if (!last.isEmpty())
        answer[QStringLiteral("LastEvaluatedKey")] = last;
    tellUnits(answer, call, walk.table.name(),
              readUnits(size, call.input.value(QStringLiteral("ConsistentRead")).toBool()));
    return Told{answer, 0};
}

Items::Answer Items::query(const Call &call)
{
    Outcome<Walk> walk = walkOf(call);
    if (!walk)
        return std::unexpected(walk.error());
    ItemWords words(call.input);
    const QString kind = QStringLiteral("KeyConditionExpression");
    if (!call.input.contains(kind))
        return itemRefused(Tr::tr("Either the KeyConditions or KeyConditionExpression parameter must be "
                                  "specified in the request."));
    const Outcome<ItemCondition> keys =
        parsedCondition(itemText(call.input, "KeyConditionExpression"), kind, words);
    const Outcome<QCborMap> hash = keys ? hashIn(*keys, walk->index ? walk->index->keys : walk->table.keys())
                                        : std::unexpected(keys.error());
    if (!hash)
        return std::unexpected(hash.error());
    walk->hash = *hash;
    return page(call, *walk, *keys, words);
}

Items::Answer Items::scan(const Call &call)
{
    const QCborValue segment = call.input.value(QStringLiteral("Segment"));
    const QCborValue total = call.input.value(QStringLiteral("TotalSegments"));
    if (segment.isInteger() != total.isInteger())
        return itemRefused(Tr::tr("The Segment and TotalSegments parameters must both be given, or neither"));
    if (segment.isInteger() && segment.toInteger() >= total.toInteger())
        return itemRefused(Tr::tr("The Segment parameter is zero-based and must be less than parameter "
                                  "TotalSegments: Segment: %1 is not less than TotalSegments: %2")
                               .arg(segment.toInteger())
                               .arg(total.toInteger()));
    const Outcome<Walk> walk = walkOf(call);
    if (!walk)
        return std::unexpected(walk.error());
    ItemWords words(call.input);
    return page(call, *walk, std::nullopt, words);
}

} // namespace formwork::practice
