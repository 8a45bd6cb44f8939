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

// What people write, and the words they may mean: any of the lists, of which all words.
using Abbreviations = QHash<QByteArray, QList<QByteArrayList>>;

// ":/search/abbreviations.json"; empty where there is none.
[[nodiscard]] Abbreviations readAbbreviations();

// Words in a row that people say for something else than what they mean by themselves.
struct Phrase {
    QByteArrayList said;
    QByteArrayList meant;
};

// ":/search/phrases.json"; empty where there is none.
[[nodiscard]] QList<Phrase> readPhrases();

// Whether one is the other with an s at its end.
[[nodiscard]] bool isPluralOf(QByteArrayView many, QByteArrayView one);

} // namespace formwork::search
