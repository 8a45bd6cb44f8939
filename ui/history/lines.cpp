// SPDX-License-Identifier: Apache-2.0
#include "history/lines.h"

namespace formwork::history
{
namespace
{

Result<QList<qint64>> idsOf(const journal::Reader &history, const journal::Filter &filter, qint64 from,
                            qsizetype count)
{
    const Result<QList<journal::Record>> page = history.page(filter, from, count);
    if (!page)
        return std::unexpected(page.error());
    QList<qint64> ids;
    for (const journal::Record &record : *page)
        ids.append(record.id);
    return ids;
}

} // namespace

Result<Grouped> firstLines(const journal::Reader &history, const journal::Filter &filter, qsizetype limit)
{
    constexpr qsizetype kMostRows = 8192;
    QList<qint64> ids;
    QHash<qint64, qint64> batches;
    for (qsizetype block = limit * 2;; block *= 2) {
        const Result<QList<qint64>> more = idsOf(history, filter, ids.size(), block);
        if (!more)
            return std::unexpected(more.error());
        const auto batched = more->isEmpty() ? Result<QHash<qint64, qint64>>(QHash<qint64, qint64>())
                                             : history.batchOfRows(*more);
        if (!batched)
            return std::unexpected(batched.error());
        ids += *more;
        batches.insert(*batched);
        Grouped lines = grouped(ids, batches, {}, false);
        if (lines.ids.size() < limit && more->size() == block && ids.size() < kMostRows)
            continue;
        lines.ids.resize(qMin(limit, lines.ids.size()));
        return lines;
    }
}

Result<Grouped> allLines(const journal::Reader &history, const QList<qint64> &ids, const QSet<qint64> &open,
                         bool groups, bool standsLast)
{
    if (!groups)
        return grouped(ids, {}, open, standsLast);
    const Result<QHash<qint64, qint64>> batches = history.batchOfRows({});
    return batches ? Result<Grouped>(grouped(ids, *batches, open, standsLast))
                   : std::unexpected(batches.error());
}

} // namespace formwork::history
