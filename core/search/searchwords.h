// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>
#include <QHash>
#include <QStringList>

namespace formwork::search
{

// "CreateDBInstance" -> create, db, instance; "ds-data" -> ds, data. Lower case, Latin letters and digits.
[[nodiscard]] QByteArrayList searchWords(QStringView name);

// Whether `typed` is the beginning of `word` (or all of it) but for one letter that is wrong, missing, too
// many or in the place of its neighbour.
[[nodiscard]] bool isOneSlipAway(QByteArrayView word, QByteArrayView typed);

// ":/search/popular.json": ids of the services that most people use, the first most of all; empty where there
// is none.
[[nodiscard]] QStringList readPopular();

// ":/search/abbreviations.json": what people write and the words they mean; empty where there is none.
[[nodiscard]] QHash<QByteArray, QByteArrayList> readAbbreviations();

} // namespace formwork::search
