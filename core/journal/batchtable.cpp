// SPDX-License-Identifier: Apache-2.0
#include "journal/batchtable.h"

#include "base/tr.h"
#include "journal/batchparts.h"
#include "journal/rows.h"

#include <QCborArray>

namespace formwork::journal
{

namespace
{

enum State { BeingPrepared = 0, Ready = 1 };

Result<void> ok(const Result<Executed> &query)
{
    return query ? Result<void>() : std::unexpected(query.error());
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

QByteArray listStored(const QStringList &texts)
{
    return QCborValue(QCborArray::fromStringList(texts)).toCbor();
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
    const Result<Executed> inserted = m_database.run(
        QStringLiteral(
            "INSERT INTO batches(state, time, service, operation, account, account_id, profile_id, "
            "region, endpoint, token_member, sent_anyway, source, digest, header, delimiter, owner, "
            "runner) VALUES(0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {now, toStored(where.service), toStored(where.operation), toStored(where.account),
         toStored(where.accountId), toStored(where.profileId), toStored(where.region),
         toStored(where.endpoint), toStored(where.tokenMember), where.sentAnyway, toStored(batch.source),
         distinction(batch), listStored(batch.header), QString(batch.delimiter), toStored(owner),
         toStored(batch.runner)});
    if (!inserted)
        return std::unexpected(inserted.error());
    return inserted->lastInsertId().toLongLong();
}

QVariantList BatchTable::valuesOf(qint64 id, const NewBatchRow &row, const model::Operation &operation,
                                  const QString &tokenMember) const
{
    const QByteArray digest = inputDigest(row.input, *operation.input, tokenMember, m_sealer);
    const QCborValue sealed = sealedDocument(row.input, *operation.input, m_sealer, inputPlace(id, row.row));
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
        const Result<Executed> done = m_database.run(
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
    std::optional<Standing> standing;
    const Result<void> read = m_database.each(
        QStringLiteral("SELECT %1 FROM %2 WHERE b.batch = ? AND b.row = ?")
            .arg(QLatin1StringView(kStanding), QLatin1StringView(kWithRequests)),
        {id, row.replaces}, [&](const QSqlQuery &found) { standing = standingFrom(found.value(0)); });
    if (!read)
        return read;
    if (!standing)
        return notReplaceable(row.replaces, Tr::tr("the batch has no such row."));
    if (*standing == Standing::Succeeded)
        return notReplaceable(row.replaces, Tr::tr("it was carried out."));
    if (*standing == Standing::Unknown || *standing == Standing::Sending)
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
    if (const Result<Executed> rows =
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
    const Result<Executed> begun = m_database.run(
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

} // namespace formwork::journal
