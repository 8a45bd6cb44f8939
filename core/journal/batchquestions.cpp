// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "document/storedcbor.h"
#include "journal/batchparts.h"
#include "journal/batchtable.h"
#include "journal/rows.h"

#include <QCborArray>

// What there is of batches.
namespace formwork::journal
{

namespace
{

std::unexpected<Error> noSuchBatch(qint64 id)
{
    return failure(Phase::Journal, QStringLiteral("NotFound"),
                   Tr::tr("There is no batch %1 in the history.").arg(id),
                   Tr::tr("formwork-cli bulk list shows those that are there."));
}

QStringList textsFrom(const QVariant &stored)
{
    QStringList texts;
    const QCborArray array = document::fromStoredCbor(stored.toByteArray()).toArray();
    for (const QCborValue &text : array)
        texts += text.toString();
    return texts;
}

QString batchColumns()
{
    return QStringLiteral("id, time, service, operation, account, account_id, profile_id, region, endpoint, "
                          "token_member, sent_anyway, source, header, delimiter, owner, runner, digest");
}

qint64 undoneFrom(const QByteArray &stored)
{
    return stored.startsWith("undoes ") ? stored.mid(7).toLongLong() : 0;
}

} // namespace

Batch BatchTable::batchFrom(const QSqlQuery &row) const
{
    Batch batch;
    NewRequest &where = batch.made.where;
    int column = 0;
    batch.id = row.value(column++).toLongLong();
    batch.time = QDateTime::fromMSecsSinceEpoch(row.value(column++).toLongLong(), Qt::UTC);
    for (QString *text : {&where.service, &where.operation, &where.account, &where.accountId,
                          &where.profileId, &where.region, &where.endpoint, &where.tokenMember})
        *text = row.value(column++).toString();
    where.sentAnyway = row.value(column++).toBool();
    batch.made.source = row.value(column++).toString();
    batch.made.header = textsFrom(row.value(column++));
    const QString delimiter = row.value(column++).toString();
    batch.made.delimiter = delimiter.isEmpty() ? QChar(u',') : delimiter.front();
    const QString owner = row.value(column++).toString();
    batch.made.runner = row.value(column++).toString();
    batch.made.undoes = undoneFrom(row.value(column++).toByteArray());
    batch.isRunning = !owner.isEmpty() && OwnerLock::isAlive(m_lockDirectory, owner);
    return batch;
}

Result<BatchCounts> BatchTable::counts(qint64 id) const
{
    BatchCounts counts;
    const auto count = [&counts](const QSqlQuery &row) {
        const qint64 many = row.value(1).toLongLong();
        counts.rows += many;
        switch (standingFrom(row.value(0))) {
        case Standing::Waiting:
            counts.waiting += many;
            break;
        case Standing::Sending:
            counts.sending += many;
            break;
        case Standing::Succeeded:
            counts.succeeded += many;
            break;
        case Standing::Rejected:
            counts.rejected += many;
            break;
        case Standing::Unknown:
            counts.unknown += many;
        }
    };
    // Of most rows the outcome alone tells; only the others are looked up.
    const Result<void> read = m_database.each(
        QStringLiteral("SELECT coalesce(outcome + 1, 0), count(*) FROM batch_rows WHERE batch = ? AND "
                       "coalesce(outcome, 0) NOT IN (2, 3) GROUP BY 1 UNION ALL SELECT %1, count(*) FROM %2 "
                       "WHERE b.batch = ? AND b.outcome IN (2, 3) GROUP BY 1")
            .arg(QLatin1StringView(kStanding), QLatin1StringView(kWithRequests)),
        {id, id}, count);
    if (!read)
        return std::unexpected(read.error());
    return counts;
}

Result<Batch> BatchTable::batch(qint64 id) const
{
    std::optional<Batch> found;
    const Result<void> read = m_database.each(
        QStringLiteral("SELECT %1 FROM batches WHERE id = ? AND state = 1").arg(batchColumns()), {id},
        [&](const QSqlQuery &row) { found = batchFrom(row); });
    if (!read)
        return std::unexpected(read.error());
    if (!found)
        return noSuchBatch(id);
    const Result<BatchCounts> counted = counts(id);
    if (!counted)
        return std::unexpected(counted.error());
    found->counts = *counted;
    return *found;
}

Result<QList<Batch>> BatchTable::batches() const
{
    QList<Batch> found;
    const Result<void> read = m_database.each(
        QStringLiteral("SELECT %1 FROM batches WHERE state = 1 ORDER BY id DESC").arg(batchColumns()), {},
        [&](const QSqlQuery &row) { found.append(batchFrom(row)); });
    if (!read)
        return std::unexpected(read.error());
    for (Batch &batch : found) {
        const Result<BatchCounts> counted = counts(batch.id);
        if (!counted)
            return std::unexpected(counted.error());
        batch.counts = *counted;
    }
    return found;
}

Result<QList<qint64>> BatchTable::alike(const NewBatch &batch) const
{
    QList<qint64> ids;
    const NewRequest &where = batch.where;
    const Result<void> read = m_database.each(
        QStringLiteral(
            "SELECT id FROM batches WHERE state = 1 AND digest = ? AND service = ? AND operation = ? "
            "AND profile_id = ? AND account_id = ? AND region = ? ORDER BY id DESC"),
        {distinction(batch), journal::toStored(where.service), journal::toStored(where.operation),
         journal::toStored(where.profileId), journal::toStored(where.accountId),
         journal::toStored(where.region)},
        [&ids](const QSqlQuery &row) { ids.append(row.value(0).toLongLong()); });
    if (!read)
        return std::unexpected(read.error());
    return ids;
}

Result<QList<BatchRow>> BatchTable::rows(qint64 id, qint64 after, qint64 limit, BatchParts parts) const
{
    const bool hasOutput = parts == BatchParts::WithOutput;
    const bool hasCells = parts == BatchParts::WithCells;
    const QString more = hasOutput ? QStringLiteral("o.output")
        : hasCells                 ? QStringLiteral("b.cells")
                                   : QStringLiteral("NULL");
    const QString sql =
        QStringLiteral(
            "SELECT b.row, b.line, b.token, b.request, b.outcome, b.parent, r.what, r.error_code, "
            "r.error_message, r.request_id, %1, b.request > 0 AND coalesce(r.removed, 1) > 0, %2 FROM %3 %4 "
            "WHERE b.batch = ? AND b.row > ? ORDER BY b.row LIMIT ?")
            .arg(QLatin1StringView(kStanding), more, QLatin1StringView(kWithRequests),
                 hasOutput ? QStringLiteral("LEFT JOIN bodies o ON o.request = b.request AND b.request > 0")
                           : QString());
    QList<BatchRow> found;
    const Result<void> read = m_database.each(sql, {id, after, limit}, [&](const QSqlQuery &row) {
        BatchRow one;
        one.row = row.value(0).toLongLong();
        one.line = row.value(1).toLongLong();
        one.token = row.value(2).toString();
        one.request = row.value(3).toLongLong();
        if (!row.value(4).isNull())
            one.outcome = static_cast<Outcome>(row.value(4).toInt());
        one.parent = row.value(5).toLongLong();
        one.what = row.value(6).toString();
        one.errorCode = row.value(7).toString();
        one.errorMessage = row.value(8).toString();
        one.requestId = row.value(9).toString();
        one.standing = standingFrom(row.value(10));
        one.isForgotten = row.value(11).toBool();
        const QVariant body = row.value(12);
        if (hasOutput && !body.isNull())
            one.output = veiledDocument(document::fromStoredCbor(body.toByteArray()));
        if (hasCells && !body.isNull())
            one.cells = textsFrom(body);
        found.append(one);
    });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

Result<QCborValue> BatchTable::openInput(qint64 id, qint64 row) const
{
    QByteArray stored;
    const Result<void> read =
        m_database.each(QStringLiteral("SELECT input FROM batch_rows WHERE batch = ? AND row = ?"), {id, row},
                        [&stored](const QSqlQuery &found) { stored = found.value(0).toByteArray(); });
    if (!read)
        return std::unexpected(read.error());
    QCborParserError problem;
    const QCborValue sealed = document::fromStoredCbor(stored, &problem);
    if (stored.isEmpty() || problem.error != QCborError::NoError)
        return failure(
            Phase::Journal, QStringLiteral("NotFound"),
            Tr::tr("The input of row %1 of batch %2 is no longer in the history.").arg(row).arg(id));
    return openedDocument(sealed, m_sealer, inputPlace(id, row));
}

} // namespace formwork::journal
