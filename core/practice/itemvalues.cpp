// SPDX-License-Identifier: Apache-2.0
#include "practice/itemvalues.h"

#include "base/tr.h"
#include "practice/itemnumber.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr int kMostLevels = 32;
const QString kText = QStringLiteral("S");
const QString kNumber = QStringLiteral("N");
const QString kBytes = QStringLiteral("B");
const QString kMap = QStringLiteral("M");
const QString kList = QStringLiteral("L");

bool isSet(const QString &type) { return type.size() == 2 && type.endsWith(u'S'); }
QString typeOfEntries(const QString &set) { return set.first(1); }

QCborValue contentOf(const QCborMap &value) { return value.value(typeOfItemValue(value)); }

std::unexpected<Complaint> wrongValue(const QString &why)
{
    return itemRefused(Tr::tr("One or more parameter values were invalid: %1").arg(why));
}

Outcome<QCborValue> checkedNumber(const QCborValue &number)
{
    const std::optional<ItemNumber> known = ItemNumber::parse(number.toString());
    if (!known)
        return itemRefused(
            Tr::tr("The parameter cannot be converted to a numeric value: %1").arg(number.toString()));
    return QCborValue(known->text());
}

bool isBefore(const QString &type, const QCborValue &a, const QCborValue &b)
{
    return comparedItemValues({{type, a}}, {{type, b}}).value_or(0) < 0;
}

Outcome<QCborMap> checkedSet(const QString &type, const QCborArray &entries)
{
    if (entries.isEmpty())
        return wrongValue(Tr::tr("An set may not be empty"));
    const QString each = typeOfEntries(type);
    QList<QCborValue> kept;
    kept.reserve(entries.size());
    for (const QCborValue entry : entries) {
        const Outcome<QCborValue> checked =
            each == kNumber ? checkedNumber(entry) : Outcome<QCborValue>(entry);
        if (!checked)
            return std::unexpected(checked.error());
        kept.append(*checked);
    }
    std::ranges::sort(kept, [&](const QCborValue &a, const QCborValue &b) { return isBefore(each, a, b); });
    if (std::ranges::adjacent_find(kept) != kept.end())
        return wrongValue(Tr::tr("Input collection contains duplicates."));
    QCborArray set;
    for (const QCborValue &entry : kept)
        set.append(entry);
    return QCborMap{{type, set}};
}

Outcome<QCborMap> checkedAt(const QCborMap &value, int level);

Outcome<QCborMap> checkedMap(const QCborMap &entries, int level)
{
    QCborMap kept;
    for (const auto &[name, entry] : entries) {
        const Outcome<QCborMap> checked = checkedAt(entry.toMap(), level + 1);
        if (!checked)
            return checked;
        kept[name.toString()] = *checked;
    }
    return kept;
}

Outcome<QCborMap> checkedAt(const QCborMap &value, int level)
{
    const QString type = typeOfItemValue(value);
    if (type.isEmpty())
        return itemRefused(
            value.isEmpty()
                ? Tr::tr(
                      "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")
                : Tr::tr("Supplied AttributeValue has more than one datatypes set, must contain exactly one "
                         "of the supported datatypes"));
    if (level > kMostLevels)
        return itemRefused(Tr::tr("Nesting Levels have exceeded supported limits"));
    const QCborValue content = value.value(type);
    if (isSet(type))
        return checkedSet(type, content.toArray());
    if (type == kNumber) {
        const Outcome<QCborValue> number = checkedNumber(content);
        return number ? Outcome<QCborMap>(QCborMap{{type, *number}}) : std::unexpected(number.error());
    }
    if (type == kMap) {
        const Outcome<QCborMap> map = checkedMap(content.toMap(), level);
        return map ? Outcome<QCborMap>(QCborMap{{type, *map}}) : map;
    }
    if (type != kList)
        return QCborMap{{type, content}};
    QCborArray list;
    for (const QCborValue entry : content.toArray()) {
        const Outcome<QCborMap> checked = checkedAt(entry.toMap(), level + 1);
        if (!checked)
            return checked;
        list.append(*checked);
    }
    return QCborMap{{type, list}};
}

qint64 sizeOf(const QCborMap &value)
{
    const QString type = typeOfItemValue(value);
    const QCborValue content = value.value(type);
    qint64 size = 0;
    if (type == kText)
        return content.toString().toUtf8().size();
    if (type == kBytes)
        return content.toByteArray().size();
    if (type == kNumber)
        return content.toString().size() / 2 + 2;
    if (type == kMap) {
        for (const auto &[name, entry] : content.toMap())
            size += name.toString().toUtf8().size() + sizeOf(entry.toMap()) + 1;
        return size + 3;
    }
    if (type == kList) {
        for (const QCborValue entry : content.toArray())
            size += sizeOf(entry.toMap()) + 1;
        return size + 3;
    }
    if (!isSet(type))
        return 1;
    for (const QCborValue entry : content.toArray())
        size += sizeOf({{typeOfEntries(type), entry}});
    return size;
}

} // namespace

std::unexpected<Complaint> itemRefused(const QString &message)
{
    return std::unexpected(Complaint{QStringLiteral("ValidationException"), message, {}, 400});
}

QString typeOfItemValue(const QCborMap &value)
{
    return value.size() == 1 ? value.constBegin().key().toString() : QString();
}

Outcome<QCborMap> checkedItemValue(const QCborMap &value) { return checkedAt(value, 0); }

Outcome<QCborMap> checkedItem(const QCborMap &item) { return checkedMap(item, 0); }

bool isSameItemValue(const QCborMap &a, const QCborMap &b)
{
    const QString type = typeOfItemValue(a);
    if (type != typeOfItemValue(b))
        return false;
    if (type == kMap) {
        const QCborMap ours = contentOf(a).toMap();
        const QCborMap others = contentOf(b).toMap();
        return ours.size() == others.size() && std::ranges::all_of(ours, [&others](const auto &entry) {
                   return others.contains(entry.first.toString())
                       && isSameItemValue(entry.second.toMap(), others.value(entry.first.toString()).toMap());
               });
    }
    if (type == kList) {
        const QCborArray ours = contentOf(a).toArray();
        const QCborArray others = contentOf(b).toArray();
        return std::ranges::equal(ours, others, [](const QCborValue &one, const QCborValue &other) {
            return isSameItemValue(one.toMap(), other.toMap());
        });
    }
    return contentOf(a) == contentOf(b); // numbers and sets are kept in one spelling
}

std::optional<int> comparedItemValues(const QCborMap &a, const QCborMap &b)
{
    const QString type = typeOfItemValue(a);
    if (type != typeOfItemValue(b) || (type != kText && type != kNumber && type != kBytes))
        return std::nullopt;
    return orderedItemValue(a).compare(orderedItemValue(b));
}

bool containsItemValue(const QCborMap &whole, const QCborMap &part)
{
    const QString type = typeOfItemValue(whole);
    const QString other = typeOfItemValue(part);
    if (type == kText)
        return other == kText && contentOf(whole).toString().contains(contentOf(part).toString());
    if (type == kBytes)
        return other == kBytes && contentOf(whole).toByteArray().contains(contentOf(part).toByteArray());
    if (isSet(type))
        return other == typeOfEntries(type) && contentOf(whole).toArray().contains(contentOf(part));
    return type == kList && std::ranges::any_of(contentOf(whole).toArray(), [&part](const QCborValue &entry) {
               return isSameItemValue(entry.toMap(), part);
           });
}

QByteArray orderedItemValue(const QCborMap &value)
{
    const QString type = typeOfItemValue(value);
    const QCborValue content = value.value(type);
    if (type == kText)
        return 's' + content.toString().toUtf8().toHex();
    if (type == kBytes)
        return 'b' + content.toByteArray().toHex();
    const auto number = type == kNumber ? ItemNumber::parse(content.toString()) : std::nullopt;
    return number ? 'n' + number->ordered() : QByteArray();
}

qint64 sizeOfItem(const QCborMap &item)
{
    qint64 size = 0;
    for (const auto &[name, value] : item)
        size += name.toString().toUtf8().size() + sizeOf(value.toMap());
    return size;
}

std::optional<qint64> lengthOfItemValue(const QCborMap &value)
{
    const QString type = typeOfItemValue(value);
    const QCborValue content = value.value(type);
    if (type == kText)
        return content.toString().toUtf8().size();
    if (type == kBytes)
        return content.toByteArray().size();
    if (type == kMap)
        return content.toMap().size();
    return type == kList || isSet(type) ? std::optional(qint64(content.toArray().size())) : std::nullopt;
}

} // namespace formwork::practice
