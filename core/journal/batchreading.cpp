// SPDX-License-Identifier: Apache-2.0
#include "journal/batchtable.h"
#include "journal/filter.h"
#include "journal/reader.h"

#include <algorithm>

// What a reader knows of batches.
namespace formwork::journal
{

QString batchCondition(const ParsedFilter &filter)
{
    const auto place = std::ranges::find(filter.places, QStringLiteral("batch"), &ParsedFilter::Place::name);
    if (place == filter.places.end())
        return {};
    QStringList numbers;
    for (const ParsedFilter::Wanted &value : place->values) {
        if (const qint64 number = value.text.toLongLong(); number > 0)
            numbers += QString::number(number);
    }
    return QStringLiteral("$rows.rowid IN (SELECT id FROM requests AS joined INDEXED BY by_batch WHERE "
                          "joined.batch > 0 AND joined.batch IN (%1))")
        .arg(numbers.join(u','));
}

Result<Batch> Reader::batch(qint64 id) const
{
    return BatchTable(m_database, m_sealer, m_lockDirectory).batch(id);
}

Result<QList<Batch>> Reader::batches() const
{
    return BatchTable(m_database, m_sealer, m_lockDirectory).batches();
}

Result<QList<qint64>> Reader::batchesLike(const NewBatch &batch) const
{
    return BatchTable(m_database, m_sealer, m_lockDirectory).alike(batch);
}

Result<QList<BatchRow>> Reader::batchRows(qint64 id, qint64 after, qint64 limit, BatchParts parts) const
{
    return BatchTable(m_database, m_sealer, m_lockDirectory).rows(id, after, limit, parts);
}

Result<QCborValue> Reader::openBatchInput(qint64 id, qint64 row) const
{
    return BatchTable(m_database, m_sealer, m_lockDirectory).openInput(id, row);
}

Result<QHash<qint64, qint64>> Reader::batchOfRows(const QList<qint64> &ids) const
{
    QHash<qint64, qint64> found;
    QString sql = QStringLiteral("SELECT id, batch FROM requests INDEXED BY by_batch WHERE batch > 0");
    if (!ids.isEmpty()) {
        QStringList numbers;
        for (const qint64 id : ids)
            numbers += QString::number(id);
        sql = QStringLiteral("SELECT id, batch FROM requests WHERE batch > 0 AND id IN (%1)")
                  .arg(numbers.join(u','));
    }
    const Result<void> read = m_database.each(sql, {}, [&found](const QSqlQuery &row) {
        found.insert(row.value(0).toLongLong(), row.value(1).toLongLong());
    });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

} // namespace formwork::journal
