// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QList>
#include <QSet>

namespace formwork::history
{

// Rows of the history with those of a batch as one line, which may be open: then they follow it. The line
// stands in the list as the number of the batch, negative.
struct Grouped {
    QList<qint64> ids;
    QHash<qint64, qint64> keys; // of each batch, the row whose place its line has
    QHash<qint64, qint64> members; // rows that follow the line of their batch, and that batch
};

// `batches`: the batch of every row that has one. `standsLast`: the line has the place of the last of its
// rows in the list, else of the first; newest first, that is where it stays when more rows come.
[[nodiscard]] Grouped grouped(const QList<qint64> &ids, const QHash<qint64, qint64> &batches,
                              const QSet<qint64> &open, bool standsLast);

} // namespace formwork::history
