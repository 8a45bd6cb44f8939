// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/batch.h"
#include "journal/database.h"
#include "journal/filter.h"
#include "journal/journal.h"
#include "journal/sealing.h"

#include <QHash>

namespace formwork::journal
{

// The row of that id that `sql` asks for with its question mark, or noSuchRow().
[[nodiscard]] Result<Executed> oneRow(const Database &database, const QString &sql, qint64 id);

// A row and what its retry would be at the time of asking.
struct PlannedRow {
    Record record;
    RetryPlan plan;
};

// Every question to a history, over one connection: on the thread that opened it. What the questions mean is
// said at Journal, which asks them.
class Reader
{
public:
    Reader(const Database &database, const Sealer &sealer, QString lockDirectory)
        : m_database(database)
        , m_sealer(sealer)
        , m_lockDirectory(std::move(lockDirectory))
    {
    }

    // The tables that live as long as the connection.
    [[nodiscard]] static Result<void> prepare(const Database &database);

    [[nodiscard]] Result<Record> record(qint64 id) const; // with documents
    [[nodiscard]] Result<Record> row(qint64 id) const; // without
    [[nodiscard]] Result<QString> wordsOf(qint64 id) const; // what is searched of it
    [[nodiscard]] Result<QList<Attempt>> attempts(qint64 id) const;
    [[nodiscard]] Result<QList<Settlement>> settlements(qint64 id) const; // the last one counts
    [[nodiscard]] Result<QCborValue> openInput(qint64 id) const;
    [[nodiscard]] Result<QCborValue> openOutput(qint64 id) const;
    [[nodiscard]] Result<RetryPlan> retryPlan(const Record &record, const QDateTime &now) const;
    [[nodiscard]] Result<PlannedRow> planned(qint64 id, const QDateTime &now) const;

    // Without the secrets of the row's input; empty where those cannot be told.
    [[nodiscard]] QString scrubbed(qint64 id, const QString &message) const;
    // An attempt is without an answer that says no. An earlier page of a read is answered, whatever follows.
    [[nodiscard]] Result<bool> mayHaveBeenDone(qint64 id) const;

    [[nodiscard]] Result<qint64> count(const Filter &filter) const;
    [[nodiscard]] Result<QList<qint64>> ids(const Filter &filter) const;
    [[nodiscard]] Result<QList<qint64>> passing(const Filter &filter, const QList<qint64> &ids) const;
    [[nodiscard]] Result<QList<Record>> rows(const QList<qint64> &ids) const;
    [[nodiscard]] Result<QList<Record>> page(const Filter &filter, qint64 offset, qint64 limit) const;
    [[nodiscard]] Result<void> each(const Filter &filter, qint64 limit, Journal::Documents documents,
                                    const std::function<Result<void>(const Record &)> &visit) const;
    [[nodiscard]] Result<QStringList> accounts() const;

    [[nodiscard]] Result<Batch> batch(qint64 id) const;
    [[nodiscard]] Result<QList<Batch>> batches() const; // newest first
    [[nodiscard]] Result<QList<qint64>> batchesLike(const NewBatch &batch) const;
    [[nodiscard]] Result<QList<BatchRow>> batchRows(qint64 id, qint64 after, qint64 limit,
                                                    BatchParts parts) const;
    [[nodiscard]] Result<QCborValue> openBatchInput(qint64 id, qint64 row) const;
    // The batch of every row that belongs to one; of those rows, where any are named.
    [[nodiscard]] Result<QHash<qint64, qint64>> batchOfRows(const QList<qint64> &ids) const;

    [[nodiscard]] Result<void> examine() const;
    [[nodiscard]] Result<QStringList> keyNames() const;

private:
    [[nodiscard]] Result<QCborValue> body(qint64 id, const QString &column) const; // sealed; Undefined: none
    [[nodiscard]] Result<QStringList> facets(const QString &place) const;
    [[nodiscard]] Result<std::optional<QStringList>> fewRows(const QString &start) const; // nothing: many
    [[nodiscard]] Known whatIsKnown() const;
    // Scanning where the index would find very many.
    [[nodiscard]] Result<Selection> selectionFor(const Filter &filter) const;

    const Database &m_database;
    const Sealer &m_sealer;
    QString m_lockDirectory; // that tells who lives
};

// A row with its documents, for whoever must not wait for a disk.
[[nodiscard]] Answer<Record> recordOf(const Journal &journal, qint64 id);

[[nodiscard]] std::unexpected<Error> noSuchRow(qint64 id);
[[nodiscard]] DocumentPlace inputOf(qint64 id);
[[nodiscard]] DocumentPlace outputOf(qint64 id);

} // namespace formwork::journal
