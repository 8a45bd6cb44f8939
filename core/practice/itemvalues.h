// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/complaint.h"

#include <QCborMap>

#include <optional>

// Values of items, each a map with its type as the only key: {"S": "text"}, {"N": "1"}, {"L": [..]}, ...
namespace formwork::practice
{

// A part of a path: a name in a map, or a place in a list.
struct ItemStep {
    QString name; // empty: a place
    qint64 place = 0;

    [[nodiscard]] bool operator==(const ItemStep &other) const = default;
};
using ItemPath = QList<ItemStep>;

[[nodiscard]] std::unexpected<Complaint> itemRefused(const QString &message); // ValidationException

[[nodiscard]] QString typeOfItemValue(const QCborMap &value); // empty: it has not one type alone
// As it is kept: numbers in one spelling, sets without an order; refused where it is none.
[[nodiscard]] Outcome<QCborMap> checkedItemValue(const QCborMap &value);
[[nodiscard]] Outcome<QCborMap> checkedItem(const QCborMap &item);

[[nodiscard]] bool isSameItemValue(const QCborMap &a, const QCborMap &b);
// Less than, equal to, greater than nothing; nothing where the two have no order.
[[nodiscard]] std::optional<int> comparedItemValues(const QCborMap &a, const QCborMap &b);
[[nodiscard]] bool containsItemValue(const QCborMap &whole, const QCborMap &part);
[[nodiscard]] QByteArray orderedItemValue(const QCborMap &value); // text in the order of keys; empty: no key

// Bytes, as the Developer Guide counts them under "Item sizes and formats".
[[nodiscard]] qint64 sizeOfItem(const QCborMap &item);
[[nodiscard]] std::optional<qint64> lengthOfItemValue(const QCborMap &value); // size(); nothing: it has none

[[nodiscard]] std::optional<QCborMap> itemValueAt(const QCborMap &item, const ItemPath &path);
[[nodiscard]] bool setItemValue(QCborMap &item, const ItemPath &path,
                                const QCborMap &value); // false: no place for it
void removeItemValue(QCborMap &item, const ItemPath &path);
// What stands at the paths, with what is around it and no more.
[[nodiscard]] QCborMap projectedItem(const QCborMap &item, const QList<ItemPath> &paths);

} // namespace formwork::practice
