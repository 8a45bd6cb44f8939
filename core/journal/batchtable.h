// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/batch.h"
#include "journal/database.h"
#include "journal/ownerlock.h"
#include "journal/sealing.h"
#include "model/service.h"

namespace formwork::journal
{

// Batches as the tables have them: questions on any connection, changes inside a transaction of the writer's.
// What they mean is said at Journal.
class BatchTable
{
public:
    BatchTable(const Database &database, const Sealer &sealer, QString lockDirectory)
        : m_database(database)
        , m_sealer(sealer)
        , m_lockDirectory(std::move(lockDirectory))
    {
    }

    [[nodiscard]] Result<qint64> begin(const NewBatch &batch, const QString &owner, qint64 now) const;
    [[nodiscard]] Result<void> add(qint64 id, const QList<NewBatchRow> &rows,
                                   const model::Operation &operation, const QString &tokenMember) const;
    [[nodiscard]] Result<void> setReady(qint64 id) const;
    [[nodiscard]] Result<void> drop(qint64 id) const;
    [[nodiscard]] Result<void> take(qint64 id, const QString &runner, const QString &owner) const;
    [[nodiscard]] Result<void> leave(qint64 id, const QString &owner) const;
    // The row's turn: from now on the request of that id is it.
    [[nodiscard]] Result<void> beginRow(qint64 id, qint64 row, qint64 request, const QString &owner) const;

    [[nodiscard]] Result<Batch> batch(qint64 id) const;
    [[nodiscard]] Result<QList<Batch>> batches() const; // newest first
    [[nodiscard]] Result<QList<qint64>> alike(const NewBatch &batch) const;
    [[nodiscard]] Result<QList<BatchRow>> rows(qint64 id, qint64 after, qint64 limit, BatchParts parts) const;
    [[nodiscard]] Result<QCborValue> openInput(qint64 id, qint64 row) const;

private:
    [[nodiscard]] Result<void> sweep() const; // what ended before it was ready
    [[nodiscard]] Result<void> insert(qint64 id, const QList<NewBatchRow> &rows,
                                      const model::Operation &operation, const QString &tokenMember) const;
    [[nodiscard]] Result<void> replace(qint64 id, const NewBatchRow &row, const model::Operation &operation,
                                       const QString &tokenMember) const;
    [[nodiscard]] QVariantList valuesOf(qint64 id, const NewBatchRow &row, const model::Operation &operation,
                                        const QString &tokenMember) const;
    [[nodiscard]] Result<BatchCounts> counts(qint64 id) const;
    [[nodiscard]] Batch batchFrom(const QSqlQuery &row) const;

    const Database &m_database;
    const Sealer &m_sealer;
    QString m_lockDirectory;
};

} // namespace formwork::journal
