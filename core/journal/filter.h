// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/journal.h"

#include <QVariantList>

namespace formwork::journal
{

// The text of a filter, taken apart: words that all have to be found, and values for a place of which one has
// to fit.
struct ParsedFilter {
    struct Wanted {
        QString text; // folded
        bool whole = false; // was quoted: the whole value
    };
    struct Place {
        QString name; // "service", "operation", "outcome", "account", "region", "is", "batch"
        QList<Wanted> values;
    };
    QStringList words; // folded
    QList<Place> places;
};

[[nodiscard]] ParsedFilter parseFilter(const QString &text);

// The batches that rows have to belong to, as SQL about $rows; what is no number is none. Empty: any or no
// batch.
[[nodiscard]] QString batchCondition(const ParsedFilter &filter);

// What is searched of a row: a line "key=value" each.
[[nodiscard]] QString searchable(const Record &record);
[[nodiscard]] QString folded(QString text); // without case, and on one line

// A SELECT of the ids that fit.
struct Selection {
    QString sql;
    QVariantList values;
    QString conditions; // what `sql` asks of a row of words
    bool none = false; // nothing can fit
    bool isIndexed = false; // finds through the trigram index: quick for few hits, slow for very many
    bool hasMany = false; // the hits were found to be very many
};

enum class Search { Indexed, Scanning };

// What the index knows without searching.
struct Known {
    std::function<Result<QStringList>(const QString &place)> facets; // the values there are of a place
    // The rows with words that begin so, where they are few; for what is shorter than a trigram.
    std::function<Result<std::optional<QStringList>>(const QString &start)> fewRows;
};
[[nodiscard]] QStringList placeNames(); // what may stand before a colon
[[nodiscard]] QStringList outcomeWords(); // that outcome: knows: of files, and as windows show them
[[nodiscard]] Result<Selection> select(const Filter &filter, const Known &known, Search search);

} // namespace formwork::journal
