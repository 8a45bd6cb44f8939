// SPDX-License-Identifier: Apache-2.0
#include "practice/items.h"

#include "base/tr.h"
#include "practice/finding.h"
#include "practice/itemwords.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr qsizetype kMostWrites = 25;
constexpr qsizetype kMostReads = 100;

const QString kTableName = QStringLiteral("TableName");
const QString kItem = QStringLiteral("Item");
const QString kKey = QStringLiteral("Key");

// Told of each table where the request asks for it.
void tellAllUnits(QCborMap &answer, const Call &call, const QMap<QString, double> &units)
{
    QCborArray list;
    for (const auto &[table, count] : units.toStdMap())
        list.append(unitsOf(table, count));
    if (asksForUnits(call))
        answer[QStringLiteral("ConsumedCapacity")] = list;
}

// What each did, of which one or more were refused.
std::unexpected<Complaint> cancelled(const QList<std::optional<Complaint>> &reasons)
{
    QCborArray list;
    QStringList codes;
    for (const std::optional<Complaint> &reason : reasons) {
        QString code = reason ? reason->code : QStringLiteral("None");
        if (code == u"ConditionalCheckFailedException")
            code = QStringLiteral("ConditionalCheckFailed");
        else if (code == u"ValidationException")
            code = QStringLiteral("ValidationError");
        codes.append(code);
        QCborMap told{{QStringLiteral("Code"), code}};
        if (reason) {
            told[QStringLiteral("Message")] = reason->message;
            for (const auto &[name, value] : reason->members)
                told[name] = value;
        }
        list.append(told);
    }
    return std::unexpected(
        Complaint{QStringLiteral("TransactionCanceledException"),
                  Tr::tr("Transaction cancelled, please refer cancellation reasons for specific reasons [%1]")
                      .arg(codes.join(QStringLiteral(", "))),
                  {{QStringLiteral("CancellationReasons"), list}},
                  0});
}

} // namespace

Items::Answer Items::writeMany(const Call &call)
{
    QSet<QString> seen;
    QMap<QString, double> units;
    QList<Wish> wishes;
    for (const auto &[name, requests] : call.input.value(QStringLiteral("RequestItems")).toMap()) {
        const Outcome<ItemTable> table = this->table(call, name.toString());
        if (!table)
            return std::unexpected(table.error());
        for (const QCborValue request : requests.toArray()) {
            const QCborMap put = request.toMap().value(QStringLiteral("PutRequest")).toMap();
            const QCborMap gone = request.toMap().value(QStringLiteral("DeleteRequest")).toMap();
            if (put.isEmpty() == gone.isEmpty())
                return itemRefused(Tr::tr("Supplied WriteRequest must contain exactly one of PutRequest and "
                                          "DeleteRequest"));
            const Outcome<QCborMap> key =
                checkedItem(put.isEmpty() ? gone.value(kKey).toMap() : put.value(kItem).toMap());
            const Outcome<QString> own = !key ? std::unexpected(key.error())
                : put.isEmpty()               ? table->nameOfKey(*key)
                                              : table->nameOfItem(*key);
            if (!own)
                return std::unexpected(own.error());
            if (seen.contains(table->name() + u' ' + *own))
                return itemRefused(Tr::tr("Provided list of item keys contains duplicates"));
            seen.insert(table->name() + u' ' + *own);
            QCborMap input = put.isEmpty() ? gone : put;
            input[kTableName] = name;
            wishes.append({put.isEmpty() ? Wish::Kind::Delete : Wish::Kind::Put, input});
        }
    }
    if (wishes.isEmpty() || wishes.size() > kMostWrites)
        return itemRefused(wishes.isEmpty() ? Tr::tr("The batch write request list cannot be null or empty")
                                            : Tr::tr("Too many items requested for the BatchWriteItem call"));
    for (const Wish &wish : wishes) {
        const Outcome<Written> done = write(call, wish);
        if (!done)
            return std::unexpected(done.error());
        units[itemText(wish.input, "TableName").section(u'/', -1)] += writeUnits(done->size);
    }
    QCborMap answer{{QStringLiteral("UnprocessedItems"), QCborMap()}};
    tellAllUnits(answer, call, units);
    return Told{answer, 0};
}

Items::Answer Items::readMany(const Call &call)
{
    QCborMap responses;
    QMap<QString, double> units;
    qsizetype count = 0;
    for (const auto &[name, about] : call.input.value(QStringLiteral("RequestItems")).toMap()) {
        QCborMap input = about.toMap();
        ItemWords words(input);
        const Outcome<ItemChoice> choice = itemChoice(input, words);
        if (!choice)
            return std::unexpected(choice.error());
        if (const std::optional<Complaint> unused = words.unused())
            return std::unexpected(*unused);
        const QCborArray keys = input.value(QStringLiteral("Keys")).toArray();
        count += keys.size();
        if (count > kMostReads)
            return itemRefused(Tr::tr("Too many items requested for the BatchGetItem call"));
        QList<QCborMap> seen;
        QCborArray found;
        for (const QCborValue key : keys) {
            if (seen.contains(key.toMap()))
                return itemRefused(Tr::tr("Provided list of item keys contains duplicates"));
            seen.append(key.toMap());
            input[kTableName] = name;
            input[kKey] = key;
            const Outcome<std::optional<QCborMap>> item = read(call, input);
            if (!item)
                return std::unexpected(item.error());
            if (*item)
                found.append(chosen(**item, *choice));
            units[name.toString().section(u'/', -1)] +=
                readUnits(sizeOfItem(item->value_or(QCborMap())),
                          input.value(QStringLiteral("ConsistentRead")).toBool());
        }
        responses[name] = found;
    }
    QCborMap answer{{QStringLiteral("Responses"), responses},
                    {QStringLiteral("UnprocessedKeys"), QCborMap()}};
    tellAllUnits(answer, call, units);
    return Told{answer, 0};
}

Items::Answer Items::writeTogether(const Call &call)
{
    static const QList<std::pair<QString, Wish::Kind>> kKinds{
        {QStringLiteral("Put"), Wish::Kind::Put},
        {QStringLiteral("Update"), Wish::Kind::Update},
        {QStringLiteral("Delete"), Wish::Kind::Delete},
        {QStringLiteral("ConditionCheck"), Wish::Kind::Check}};
    QList<std::optional<Complaint>> reasons;
    QSet<QString> seen;
    QMap<QString, double> units;
    bool isRefused = false;
    for (const QCborValue entry : call.input.value(QStringLiteral("TransactItems")).toArray()) {
        const QCborMap request = entry.toMap();
        const auto kind =
            std::ranges::find_if(kKinds, [&request](const auto &one) { return request.contains(one.first); });
        if (request.size() != 1 || kind == kKinds.cend())
            return itemRefused(Tr::tr("TransactItems can only contain one of Check, Put, Update or Delete"));
        const QCborMap input = request.value(kind->first).toMap();
        const Outcome<ItemTable> table = this->table(call, itemText(input, "TableName"));
        if (!table)
            return std::unexpected(table.error());
        const Outcome<QCborMap> item =
            checkedItem(input.value(kind->second == Wish::Kind::Put ? kItem : kKey).toMap());
        const QString name = item ? table->nameFor(*item).value_or(QString()) : QString();
        if (seen.contains(table->name() + u' ' + name))
            return itemRefused(Tr::tr("Transaction request cannot include multiple operations on one item"));
        seen.insert(table->name() + u' ' + name);
        const Outcome<Written> done = write(call, {kind->second, input});
        isRefused = isRefused || !done;
        reasons.append(done ? std::nullopt : std::optional(done.error()));
        units[table->name()] += 2 * (done ? writeUnits(done->size) : 0);
    }
    if (isRefused) // what was written is taken back with the whole
        return cancelled(reasons);
    QCborMap answer;
    tellAllUnits(answer, call, units);
    return Told{answer, 0};
}

Items::Answer Items::readTogether(const Call &call)
{
    QCborArray responses;
    QMap<QString, double> units;
    for (const QCborValue entry : call.input.value(QStringLiteral("TransactItems")).toArray()) {
        const QCborMap input = entry.toMap().value(QStringLiteral("Get")).toMap();
        ItemWords words(input);
        const Outcome<ItemChoice> choice = itemChoice(input, words);
        const Outcome<std::optional<QCborMap>> item =
            choice ? read(call, input) : std::unexpected(choice.error());
        if (!item)
            return std::unexpected(item.error());
        responses.append(*item ? QCborMap{{kItem, chosen(**item, *choice)}} : QCborMap());
        units[itemText(input, "TableName").section(u'/', -1)] +=
            2 * readUnits(sizeOfItem(item->value_or(QCborMap())), true);
    }
    QCborMap answer{{QStringLiteral("Responses"), responses}};
    tellAllUnits(answer, call, units);
    return Told{answer, 0};
}

} // namespace formwork::practice
