// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/call.h"
#include "practice/itemexpressions.h"

// What the sources of Items say alike.
namespace formwork::practice
{

// Which attributes of an item are asked for; nothing: all.
using ItemChoice = std::optional<QList<ItemPath>>;
[[nodiscard]] Outcome<ItemChoice> itemChoice(const QCborMap &input, ItemWords &words);
[[nodiscard]] QCborMap chosen(const QCborMap &item, const ItemChoice &choice);

[[nodiscard]] QString itemText(const QCborMap &map, const char *name);
[[nodiscard]] std::unexpected<Complaint> itemTrouble(const Error &error);
// Of reads in units of 4 KB, half of one where it need not be the latest; of writes in units of 1 KB.
[[nodiscard]] double readUnits(qint64 size, bool isConsistent);
[[nodiscard]] double writeUnits(qint64 size);
// Told where the request asks for it.
void tellUnits(QCborMap &answer, const Call &call, const QString &table, double units);
[[nodiscard]] QCborMap unitsOf(const QString &table, double units);
[[nodiscard]] bool asksForUnits(const Call &call);

} // namespace formwork::practice
