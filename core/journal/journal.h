// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "journal/record.h"
#include "journal/sealer.h"
#include "model/service.h"

#include <QObject>

#include <memory>

namespace formwork::journal {

// Which rows, in which order. Text is matched against service, operation, what, account, region, error and request id.
struct Filter {
    QString text; // "finance service:ds-data outcome:unknown account:acme"
    std::optional<QDateTime> since;
    enum class Sort { Time, Service, Operation, What, Account, Outcome, Error, Attempts, Took, RequestId };
    Sort sort = Sort::Time;
    bool descending = true;
};

// The history: SQLite in WAL mode, synchronous=FULL, file mode 0600. begin() and beginAttempt() return only when the
// row is on disk. Several processes may use one file: a row that is "sending" belongs to a living process (which holds
// a lock file under `locks`), or becomes "unknown" at open and when its process dies. Lives on one thread; the signals
// also tell of rows written by other processes (within half a second).
class Journal : public QObject
{
    Q_OBJECT
public:
    // Errors: Phase::Journal, code "Damaged" (moved aside only on request), "NewerVersion", "Locked", "ReadOnly", "DiskFull".
    [[nodiscard]] static Result<std::shared_ptr<Journal>> open(const QString &file, const QString &lockDirectory,
                                                               ClockPtr clock, std::shared_ptr<const Sealer> sealer);
    ~Journal() override;

    // One row, durable, before the first byte leaves. Seals what the operation's shapes call secret.
    [[nodiscard]] Result<qint64> begin(const NewRequest &request, const model::Operation &operation);

    // One attempt, durable, before its first byte leaves. Fails when another process is sending the same row.
    [[nodiscard]] Result<qint64> beginAttempt(qint64 id);
    [[nodiscard]] Result<void> finishAttempt(const Attempt &attempt); // by Attempt::id
    [[nodiscard]] Result<void> finish(qint64 id, Outcome outcome, const std::optional<Error> &error, const QString &requestId,
                                      const QCborValue &output, const model::Operation &operation);

    [[nodiscard]] Result<Record> record(qint64 id) const;
    [[nodiscard]] QList<Attempt> attempts(qint64 id) const;
    [[nodiscard]] Result<QCborValue> openInput(qint64 id) const; // sealed values opened, byte for byte what was sent
    [[nodiscard]] RetryPlan retryPlan(const Record &record) const;

    [[nodiscard]] qint64 count(const Filter &filter) const;
    [[nodiscard]] QList<qint64> ids(const Filter &filter) const; // every id in order; 100,000 in tens of milliseconds
    [[nodiscard]] QList<Record> rows(const QList<qint64> &ids) const; // without attempts and output
    [[nodiscard]] QList<Record> page(const Filter &filter, qint64 offset, qint64 limit) const;
    [[nodiscard]] QStringList accounts() const; // distinct, for the filter's menu

    Result<void> remove(const QList<qint64> &ids); // kept hidden until purge(), so that it can be undone
    Result<void> restore(const QList<qint64> &ids);
    Result<void> purge(std::optional<QDateTime> olderThan); // the removed ones, and those older; "sending" and "unknown" stay

Q_SIGNALS:
    void rowsChanged(const QList<qint64> &ids); // inserted or changed, here or in another process
    void rowsRemoved(const QList<qint64> &ids);

private:
    struct Private;
    explicit Journal(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

using JournalPtr = std::shared_ptr<Journal>;

} // namespace formwork::journal
