// SPDX-License-Identifier: Apache-2.0
#include "practice/itemtable.h"

#include "base/tr.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr qsizetype kLongestHash = 2048; // bytes
constexpr qsizetype kLongestRange = 1024;

QString text(const QCborMap &map, const char *name) { return map.value(QLatin1StringView(name)).toString(); }

QCborArray list(const QCborMap &map, const char *name)
{
    return map.value(QLatin1StringView(name)).toArray();
}

std::unexpected<Complaint> wrongValues(const QString &why)
{
    return itemRefused(Tr::tr("One or more parameter values were invalid: %1").arg(why));
}

} // namespace

ItemTable::ItemTable(const Thing &table)
    : m_name(table.name)
{
    for (const QCborValue attribute : list(table.input, "AttributeDefinitions"))
        m_types.insert(text(attribute.toMap(), "AttributeName"), text(attribute.toMap(), "AttributeType"));
    m_keys = keysIn(table.input);
    for (const char *kind : {"GlobalSecondaryIndexes", "LocalSecondaryIndexes"}) {
        for (const QCborValue entry : list(table.input, kind)) {
            const QCborMap index = entry.toMap();
            const QCborMap projection = index.value(QStringLiteral("Projection")).toMap();
            QStringList included;
            for (const QCborValue name : list(projection, "NonKeyAttributes"))
                included.append(name.toString());
            m_indexes.append({text(index, "IndexName"), keysIn(index), kind[0] == 'G',
                              text(projection, "ProjectionType"), included});
        }
    }
}

ItemTable::Keys ItemTable::keysIn(const QCborMap &description) const
{
    Keys keys;
    for (const QCborValue entry : list(description, "KeySchema")) {
        const QString name = text(entry.toMap(), "AttributeName");
        (text(entry.toMap(), "KeyType") == u"RANGE" ? keys.range : keys.hash) = {name, m_types.value(name)};
    }
    return keys;
}

std::optional<ItemTable::Index> ItemTable::index(const QString &name) const
{
    const auto found = std::ranges::find(m_indexes, name, &Index::name);
    return found == m_indexes.cend() ? std::nullopt : std::optional(*found);
}

Outcome<QString> ItemTable::nameFor(const QCborMap &item) const
{
    QByteArray name;
    for (const KeyPart *part : {&m_keys.hash, &m_keys.range}) {
        const bool isHash = part == &m_keys.hash;
        const QCborMap value = item.value(part->name).toMap();
        if (!part->name.isEmpty() && part->type != u"N") {
            const qint64 length = lengthOfItemValue(value).value_or(0);
            if (length == 0)
                return itemRefused(
                    Tr::tr("One or more parameter values are not valid. The AttributeValue for a "
                           "key attribute cannot contain an empty %1 value. Key: %2")
                        .arg(part->type == u"S" ? QStringLiteral("string") : QStringLiteral("binary"),
                             part->name));
            if (length > (isHash ? kLongestHash : kLongestRange))
                return wrongValues(
                    isHash ? Tr::tr("Size of hashkey has exceeded the maximum size limit of 2048 bytes")
                           : Tr::tr("Aggregated size of all range keys has exceeded the size limit "
                                    "of 1024 bytes"));
        }
        name += isHash ? beginOf(value) : orderedItemValue(value);
    }
    return QString::fromLatin1(name);
}

QByteArray ItemTable::beginOf(const QCborMap &hash) { return orderedItemValue(hash) + '.'; }

Outcome<QString> ItemTable::nameOfItem(const QCborMap &item) const
{
    for (const KeyPart *part : {&m_keys.hash, &m_keys.range}) {
        const QString type = typeOfItemValue(item.value(part->name).toMap());
        if (part->name.isEmpty())
            continue;
        if (!item.contains(part->name))
            return wrongValues(Tr::tr("Missing the key %1 in the item").arg(part->name));
        if (type != part->type)
            return wrongValues(
                Tr::tr("Type mismatch for key %1 expected: %2 actual: %3").arg(part->name, part->type, type));
    }
    for (const Index &index : m_indexes) {
        for (const KeyPart *part : {&index.keys.hash, &index.keys.range}) {
            const QString type = typeOfItemValue(item.value(part->name).toMap());
            if (!part->name.isEmpty() && item.contains(part->name) && type != part->type)
                return wrongValues(
                    Tr::tr("Type mismatch for Index Key %1 Expected: %2 Actual: %3 IndexName: %4")
                        .arg(part->name, part->type, type, index.name));
        }
    }
    return nameFor(item);
}

Outcome<QString> ItemTable::nameOfKey(const QCborMap &key) const
{
    const auto fits = [&key](const KeyPart &part) {
        return part.name.isEmpty() || typeOfItemValue(key.value(part.name).toMap()) == part.type;
    };
    if (key.size() != (m_keys.range.name.isEmpty() ? 1 : 2) || !fits(m_keys.hash) || !fits(m_keys.range))
        return itemRefused(Tr::tr("The provided key element does not match the schema"));
    return nameFor(key);
}

QByteArray ItemTable::orderIn(const Keys &keys, const QCborMap &item) const
{
    const QByteArray hash = orderedItemValue(item.value(keys.hash.name).toMap());
    const QByteArray range =
        keys.range.name.isEmpty() ? "-" : orderedItemValue(item.value(keys.range.name).toMap());
    const Outcome<QString> name = nameFor(item);
    return hash.isEmpty() || range.isEmpty() || !name ? QByteArray()
                                                      : hash + '.' + range + '.' + name->toLatin1();
}

QCborMap ItemTable::keyOf(const QCborMap &item, const Keys &keys) const
{
    QCborMap key;
    for (const Keys *each : {&m_keys, &keys}) {
        for (const KeyPart *part : {&each->hash, &each->range}) {
            if (!part->name.isEmpty())
                key[part->name] = item.value(part->name);
        }
    }
    return key;
}

bool ItemTable::isKey(const QString &attribute) const
{
    return attribute == m_keys.hash.name || (!attribute.isEmpty() && attribute == m_keys.range.name);
}

QCborMap ItemTable::shownIn(const Index &index, const QCborMap &item) const
{
    if (index.projection != u"KEYS_ONLY" && index.projection != u"INCLUDE")
        return item;
    QCborMap shown = keyOf(item, index.keys);
    for (const QString &name : index.included) {
        if (item.contains(name))
            shown[name] = item.value(name);
    }
    return shown;
}

} // namespace formwork::practice
