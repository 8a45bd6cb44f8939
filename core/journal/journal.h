// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "journal/record.h"
#include "journal/sealer.h"
#include "model/service.h"

#include <QObject>

#include <memory>

namespace formwork::journal
{

// Which rows, in which order. Words of the text are looked for, all of them, anywhere in service, operation,
// what, account, region, error, request id and client token, whatever their case; "quoted words" as one.
// service:, operation:, outcome:, account: and region: look in that place only: `service:data,flow` in any of
// two, `account:"acme"` for the whole value. Rows that are equal in the sorted column stand newest first.
struct Filter {
    QString text; // "finance service:ds-data outcome:unknown account:acme"
    std::optional<QDateTime> since;
    enum class Sort { Time, Service, Operation, What, Account, Outcome, Error, Attempts, Took, RequestId };
    Sort sort = Sort::Time;
    bool descending = true;
};

// The history: SQLite in WAL mode, synchronous=FULL, file mode 0600. begin() and beginAttempt() return only
// when the row is on disk. Several processes may use one file: a row that is "sending" belongs to a living
// process (which holds a lock file under `locks`), or becomes "unknown" at open and when its process dies.
// Lives on one thread; the signals also tell of rows written by other processes (within half a second).
class Journal : public QObject
{
    Q_OBJECT
public:
    // Errors: Phase::Journal, code "Damaged" (moved aside only on request), "NewerVersion", "Locked",
    // "ReadOnly", "DiskFull".
    [[nodiscard]] static Result<std::shared_ptr<Journal>> open(const QString &file,
                                                               const QString &lockDirectory, ClockPtr clock,
                                                               std::shared_ptr<const Sealer> sealer);

    // For a damaged history, when the person asks for it: renames the file and what belongs to it, so that
    // open() starts a new one. Answers the new path; nothing is deleted.
    [[nodiscard]] static Result<QString> moveAside(const QString &file, const QDateTime &now);
    ~Journal() override;

    // One row, durable, before the first byte leaves. Seals what the operation's shapes call secret.
    [[nodiscard]] Result<qint64> begin(const NewRequest &request, const model::Operation &operation);

    // Takes a row for a retry before anything else is done, so that no one else begins one; finish() gives it
    // back. Errors: "BeingSent", "AlreadyDone", "NotFound".
    [[nodiscard]] Result<void> claim(qint64 id);

    // One attempt, durable, before its first byte leaves. Fails when another process is sending the same row,
    // with the errors of claim(), which it includes.
    [[nodiscard]] Result<qint64> beginAttempt(qint64 id);
    [[nodiscard]] Result<void> finishAttempt(const Attempt &attempt); // by Attempt::id

    // A row of which any attempt may have been carried out without an answer stays unknown when a later
    // attempt is rejected: that one did nothing, the earlier one may have. What cannot be written now is
    // tried again later.
    [[nodiscard]] Result<void> finish(qint64 id, Outcome outcome, const std::optional<Error> &error,
                                      const QString &requestId, const QCborValue &output,
                                      const model::Operation &operation);

    [[nodiscard]] Result<Record> record(qint64 id) const;
    [[nodiscard]] QList<Attempt> attempts(qint64 id) const;
    [[nodiscard]] Result<QCborValue>
    openInput(qint64 id) const; // sealed values opened, byte for byte what was sent
    [[nodiscard]] Result<QCborValue> openOutput(qint64 id) const; // likewise; Undefined where there is none
    [[nodiscard]] RetryPlan retryPlan(const Record &record) const;

    [[nodiscard]] qint64 count(const Filter &filter) const;
    [[nodiscard]] QList<qint64>
    ids(const Filter &filter) const; // every id in order; 100,000 in tens of milliseconds
    [[nodiscard]] QList<Record> rows(const QList<qint64> &ids) const; // without attempts and output
    [[nodiscard]] QList<Record> page(const Filter &filter, qint64 offset, qint64 limit) const;
    [[nodiscard]] QStringList accounts() const; // distinct, for the filter's menu

    Result<void> remove(
        const QList<qint64> &ids); // kept hidden until purge(), so that it can be undone; not while sending
    Result<void> restore(const QList<qint64> &ids);
    Result<void> purge(std::optional<QDateTime>
                           olderThan); // the removed ones, and those older; "sending" and "unknown" stay

Q_SIGNALS:
    void rowsChanged(const QList<qint64> &ids); // inserted or changed, here or in another process
    void rowsRemoved(const QList<qint64> &ids);

private:
    struct Private;
    explicit Journal(std::unique_ptr<Private> parts);
    void look(); // for what other processes wrote, and for senders that ended
    void tellOf(const QList<qint64> &changed, const QList<qint64> &removed = {});

    std::unique_ptr<Private> d;
};

using JournalPtr = std::shared_ptr<Journal>;

} // namespace formwork::journal
