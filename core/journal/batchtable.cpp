// SPDX-License-Identifier: Apache-2.0
#include "journal/batchtable.h"

#include "base/tr.h"
#include "document/storedcbor.h"
#include "journal/rows.h"

#include <QCborArray>

namespace formwork::journal
{

namespace
{

enum State { BeingPrepared = 0, Ready = 1 };

Result<void> ok(const Result<QSqlQuery> &query)
{
    return query ? Result<void>() : std::unexpected(query.error());
}

std::unexpected<Error> noSuchBatch(qint64 id)
{
    return failure(Phase::Journal, QStringLiteral("NotFound"),
                   Tr::tr("There is no batch %1 in the history.").arg(id),
                   Tr::tr("formwork-cli bulk list shows those that are there."));
}

std::unexpected<Error> runsElsewhere(qint64 id, const QString &runner)
{
    return failure(Phase::Journal, QStringLiteral("BatchRunning"),
                   Tr::tr("Batch %1 is being run already, by %2.").arg(id).arg(runner),
                   Tr::tr("Wait for its end, or end that program and go on here."));
}

std::unexpected<Error> notReplaceable(qint64 row, const QString &why)
{
    return failure(Phase::Journal, QStringLiteral("RowNotReplaceable"),
                   Tr::tr("Row %1 of the batch cannot be replaced: %2").arg(row).arg(why),
                   Tr::tr("Nothing of the file was taken over. Take the row out of it."));
}

DocumentPlace placeOf(qint64 id, qint64 row)
{
    return {"batch " + QByteArray::number(id) + " row " + QByteArray::number(row) + " input"};
}

QByteArray listStored(const QStringList &texts)
{
    return QCborValue(QCborArray::fromStringList(texts)).toCbor();
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
                          "token_member, sent_anyway, source, header, delimiter, owner, runner");
}

} // namespace

Result<void> BatchTable::sweep() const
{
    QList<qint64> ended;
    const Result<void> read = m_database.each(
        QStringLiteral("SELECT id, owner FROM batches WHERE state = 0"), {}, [&](const QSqlQuery &row) {
            if (!OwnerLock::isAlive(m_lockDirectory, row.value(1).toString()))
                ended.append(row.value(0).toLongLong());
        });
    if (!read)
        return read;
    for (const qint64 id : ended) {
        if (const Result<void> dropped = drop(id); !dropped)
            return dropped;
    }
    return {};
}

Result<qint64> BatchTable::begin(const NewBatch &batch, const QString &owner, qint64 now) const
{
    if (const Result<void> swept = sweep(); !swept)
        return std::unexpected(swept.error());
    const NewRequest &where = batch.where;
    using journal::toStored;
    const Result<QSqlQuery> inserted = m_database.run(
        QStringLiteral(
            "INSERT INTO batches(state, time, service, operation, account, account_id, profile_id, "
            "region, endpoint, token_member, sent_anyway, source, digest, header, delimiter, owner, "
            "runner) VALUES(0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {now, toStored(where.service), toStored(where.operation), toStored(where.account),
         toStored(where.accountId), toStored(where.profileId), toStored(where.region),
         toStored(where.endpoint), toStored(where.tokenMember), where.sentAnyway, toStored(batch.source),
         batch.digest, listStored(batch.header), QString(batch.delimiter), toStored(owner),
         toStored(batch.runner)});
    if (!inserted)
        return std::unexpected(inserted.error());
    return inserted->lastInsertId().toLongLong();
}

QVariantList BatchTable::valuesOf(qint64 id, const NewBatchRow &row, const model::Operation &operation,
                                  const QString &tokenMember) const
{
    const QByteArray digest = inputDigest(row.input, *operation.input, tokenMember, m_sealer);
    const QCborValue sealed = sealedDocument(row.input, *operation.input, m_sealer, placeOf(id, row.row));
    return {row.line, journal::toStored(row.token), digest, sealed.toCbor(), listStored(row.cells)};
}

Result<void> BatchTable::insert(qint64 id, const QList<NewBatchRow> &rows, const model::Operation &operation,
                                const QString &tokenMember) const
{
    constexpr qsizetype kTogether = 100; // rows a statement: SQLite takes some hundred values
    for (qsizetype from = 0; from < rows.size(); from += kTogether) {
        const qsizetype count = std::min(kTogether, rows.size() - from);
        QStringList places;
        QVariantList values;
        for (const NewBatchRow &row : rows.mid(from, count)) {
            places += QStringLiteral("(?, ?, ?, ?, ?, ?, ?)");
            values += QVariantList{id, row.row} + valuesOf(id, row, operation, tokenMember);
        }
        const Result<QSqlQuery> done = m_database.run(
            QStringLiteral("INSERT INTO batch_rows(batch, row, line, token, digest, input, cells) VALUES ")
                + places.join(u','),
            values);
        if (!done)
            return ok(done);
    }
    return {};
}

// Only what was refused, or not sent yet: of everything else a second one could come to be.
Result<void> BatchTable::replace(qint64 id, const NewBatchRow &row, const model::Operation &operation,
                                 const QString &tokenMember) const
{
    std::optional<int> outcome;
    const Result<void> read = m_database.each(
        QStringLiteral("SELECT coalesce(outcome, 2) FROM batch_rows WHERE batch = ? AND row = ?"),
        {id, row.replaces}, [&](const QSqlQuery &found) { outcome = found.value(0).toInt(); });
    if (!read)
        return read;
    if (!outcome)
        return notReplaceable(row.replaces, Tr::tr("the batch has no such row."));
    if (*outcome == static_cast<int>(Outcome::Succeeded))
        return notReplaceable(row.replaces, Tr::tr("it was carried out."));
    if (*outcome != static_cast<int>(Outcome::Rejected))
        return notReplaceable(row.replaces, Tr::tr("whether it was carried out is not known."));
    NewBatchRow placed = row;
    placed.row = row.replaces;
    QVariantList values = valuesOf(id, placed, operation, tokenMember);
    values += {id, row.replaces};
    return ok(m_database.run(
        QStringLiteral(
            "UPDATE batch_rows SET line = ?, token = ?, digest = ?, input = ?, cells = ?, parent = "
            "CASE request WHEN 0 THEN parent ELSE request END, request = 0, outcome = NULL WHERE "
            "batch = ? AND row = ?"),
        values));
}

Result<void> BatchTable::add(qint64 id, const QList<NewBatchRow> &rows, const model::Operation &operation,
                             const QString &tokenMember) const
{
    QList<NewBatchRow> own;
    for (const NewBatchRow &row : rows) {
        if (row.replaces == 0) {
            own.append(row);
            continue;
        }
        if (const Result<void> replaced = replace(id, row, operation, tokenMember); !replaced)
            return replaced;
    }
    return insert(id, own, operation, tokenMember);
}

Result<void> BatchTable::setReady(qint64 id) const
{
    return ok(m_database.run(QStringLiteral("UPDATE batches SET state = 1 WHERE id = ?"), {id}));
}

Result<void> BatchTable::drop(qint64 id) const
{
    const Result<qint64> begun = m_database.number(
        QStringLiteral("SELECT count(*) FROM batch_rows WHERE batch = ? AND request > 0"), {id});
    if (!begun)
        return std::unexpected(begun.error());
    if (*begun > 0)
        return failure(Phase::Journal, QStringLiteral("BatchBegun"),
                       Tr::tr("Batch %1 has been sent in part and stays in the history.").arg(id));
    if (const Result<QSqlQuery> rows =
            m_database.run(QStringLiteral("DELETE FROM batch_rows WHERE batch = ?"), {id});
        !rows)
        return ok(rows);
    return ok(m_database.run(QStringLiteral("DELETE FROM batches WHERE id = ?"), {id}));
}

Result<void> BatchTable::take(qint64 id, const QString &runner, const QString &owner) const
{
    const Result<Batch> found = batch(id);
    if (!found)
        return std::unexpected(found.error());
    if (found->isRunning)
        return runsElsewhere(id, found->made.runner);
    return ok(m_database.run(QStringLiteral("UPDATE batches SET owner = ?, runner = ? WHERE id = ?"),
                             {owner, journal::toStored(runner), id}));
}

Result<void> BatchTable::leave(qint64 id, const QString &owner) const
{
    return ok(m_database.run(
        QStringLiteral("UPDATE batches SET owner = '', runner = '' WHERE id = ? AND owner = ?"),
        {id, owner}));
}

Result<void> BatchTable::beginRow(qint64 id, qint64 row, qint64 request, const QString &owner) const
{
    const Result<QSqlQuery> begun = m_database.run(
        QStringLiteral(
            "UPDATE batch_rows SET request = ?, outcome = 0, input = NULL WHERE batch = ? AND row = "
            "? AND request = 0 AND EXISTS(SELECT 1 FROM batches WHERE id = batch AND owner = ?)"),
        {request, id, row, owner});
    if (!begun)
        return ok(begun);
    if (begun->numRowsAffected() == 1)
        return {};
    return failure(Phase::Journal, QStringLiteral("BatchRowTaken"),
                   Tr::tr("Row %1 of batch %2 is no longer this program's to send.").arg(row).arg(id),
                   Tr::tr("Look whether another program runs the batch."));
}

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
    batch.isRunning = !owner.isEmpty() && OwnerLock::isAlive(m_lockDirectory, owner);
    return batch;
}

Result<BatchCounts> BatchTable::counts(qint64 id) const
{
    BatchCounts counts;
    const Result<void> read = m_database.each(
        QStringLiteral("SELECT coalesce(outcome, -1), count(*) FROM batch_rows WHERE batch = ? GROUP BY 1"),
        {id}, [&counts](const QSqlQuery &row) {
            const qint64 count = row.value(1).toLongLong();
            counts.rows += count;
            switch (row.value(0).toInt()) {
            case -1:
                counts.waiting += count;
                break;
            case static_cast<int>(Outcome::Sending):
                counts.sending += count;
                break;
            case static_cast<int>(Outcome::Succeeded):
                counts.succeeded += count;
                break;
            case static_cast<int>(Outcome::Rejected):
                counts.rejected += count;
                break;
            default:
                counts.unknown += count;
            }
        });
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
        {batch.digest, journal::toStored(where.service), journal::toStored(where.operation),
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
    QString sql = QStringLiteral(
        "SELECT b.row, b.line, b.token, b.request, b.outcome, b.parent, r.what, r.error_code, "
        "r.error_message, r.request_id, EXISTS(SELECT 1 FROM attempts a WHERE a.request = b.request AND "
        "(a.bytes_left OR a.http_status > 0)), %1 FROM batch_rows b LEFT JOIN requests r ON r.id = b.request "
        "AND b.request > 0 %2 WHERE b.batch = ? AND b.row > ? ORDER BY b.row LIMIT ?");
    sql = sql.arg(hasOutput      ? QStringLiteral("o.output")
                      : hasCells ? QStringLiteral("b.cells")
                                 : QStringLiteral("NULL"),
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
        one.mayHaveLeft = row.value(10).toBool();
        const QVariant more = row.value(11);
        if (hasOutput && !more.isNull())
            one.output = veiledDocument(document::fromStoredCbor(more.toByteArray()));
        if (hasCells && !more.isNull())
            one.cells = textsFrom(more);
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
    return openedDocument(sealed, m_sealer, placeOf(id, row));
}

} // namespace formwork::journal
