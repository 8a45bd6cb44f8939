// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "journal/record.h"
#include "journal/sealer.h"
#include "model/service.h"

#include <QObject>

#include <functional>
#include <memory>

namespace formwork::journal
{

// Which rows, in which order. Words of the text are looked for, all of them, anywhere in service, operation,
// what, account, region, error, request id and client token, whatever their case; "quoted words" as one.
// "created", "done" and "not sent" find what a window calls so. service:, operation:, outcome:, account: and
// region: look in that place only, and is:change leaves out what only reads (is:read the others):
// `service:data,flow` in any of two, `account:"acme"` for the whole value. Rows that are equal in the sorted
// column stand newest first.
struct Filter {
    QString text; // "finance service:ds-data outcome:unknown account:acme"
    std::optional<QDateTime> since;
    enum class Sort { Time, Service, Operation, What, Account, Outcome, Error, Attempts, Took, RequestId };
    Sort sort = Sort::Time;
    bool descending = true;
};

// The history: SQLite in WAL mode, file mode 0600. beginAttempt() and finish() return only when the row is on
// disk, with everything before them. Every question answers a Result: a history that cannot be read is never
// an empty one. Several processes may use one file: a row that is "sending" belongs to a living
// process (which holds a lock file under `locks`), or becomes "unknown" at open and when its process dies.
// Lives on one thread; the signals also tell of rows written by other processes (within half a second).
class Journal : public QObject
{
    Q_OBJECT
public:
    // Errors: Phase::Journal, code "Damaged" (moved aside only on request), "NewerVersion", "Locked",
    // "ReadOnly", "DiskFull", "Gone" (the file was deleted or replaced while it was open).
    [[nodiscard]] static Result<std::shared_ptr<Journal>> open(const QString &file,
                                                               const QString &lockDirectory, ClockPtr clock,
                                                               std::shared_ptr<const Sealer> sealer);

    // For a damaged history, when the person asks for it: renames the file and what belongs to it, so that
    // open() starts a new one. Answers the new path; nothing is deleted.
    [[nodiscard]] static Result<QString> moveAside(const QString &file, const QDateTime &now);
    ~Journal() override;

    // One row, before the first byte leaves; beginAttempt() has it on disk. Seals what the operation's shapes
    // call secret.
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
    [[nodiscard]] Result<QList<Attempt>> attempts(qint64 id) const;
    [[nodiscard]] Result<QCborValue>
    openInput(qint64 id) const; // sealed values opened, byte for byte what was sent
    [[nodiscard]] Result<QCborValue> openOutput(qint64 id) const; // likewise; Undefined where there is none
    [[nodiscard]] Result<RetryPlan> retryPlan(const Record &record) const;

    [[nodiscard]] Result<qint64> count(const Filter &filter) const;
    [[nodiscard]] Result<QList<qint64>>
    ids(const Filter &filter) const; // every id in order; 100,000 in tens of milliseconds
    [[nodiscard]] Result<QList<qint64>> passing(const Filter &filter,
                                                const QList<qint64> &ids) const; // which of them, in no order
    [[nodiscard]] Result<QList<Record>> rows(const QList<qint64> &ids) const; // without attempts and output
    [[nodiscard]] Result<QList<Record>> page(const Filter &filter, qint64 offset, qint64 limit) const;
    [[nodiscard]] Result<QStringList> accounts() const; // distinct, for the filter's menu

    // At most `limit` of them (0: all), one after another and never all in memory; `visit` may stop it with
    // an error. With documents as record() has them, where they are wanted.
    enum class Documents { Without, With };
    [[nodiscard]] Result<void> each(const Filter &filter, qint64 limit, Documents documents,
                                    const std::function<Result<void>(const Record &)> &visit) const;

    // Looks for damage that a question may not meet: pages and indexes that do not fit together. Takes as
    // long as reading the whole file.
    [[nodiscard]] Result<void> examine() const;
    [[nodiscard]] qint64 size() const; // of its file, in bytes

    // The keychain's entries this history's values were sealed under, the current one first.
    [[nodiscard]] Result<QStringList> keyNames() const;
    // Enters one as the current key, unless another process was faster since `known` was read. Answers the
    // current one.
    [[nodiscard]] Result<QString> enterKeyName(const QString &name, const QStringList &known);

    Result<void> remove(
        const QList<qint64> &ids); // kept hidden until purge(), so that it can be undone; not while sending
    Result<void> restore(const QList<qint64> &ids);
    Result<void> purge(std::optional<QDateTime>
                           olderThan); // the removed ones, and those older; "sending" and "unknown" stay

Q_SIGNALS:
    void rowsChanged(const QList<qint64> &ids); // inserted or changed, here or in another process
    void rowsRemoved(const QList<qint64> &ids);
    // The regular look at the file failed, or succeeds again (empty): a sentence for a banner.
    void troubled(const QString &sentence);

private:
    struct Private;
    explicit Journal(std::unique_ptr<Private> parts);
    void look(); // for what other processes wrote, and for senders that ended
    void tellOf(const QList<qint64> &changed, const QList<qint64> &removed = {});

    std::unique_ptr<Private> d;
};

using JournalPtr = std::shared_ptr<Journal>;

} // namespace formwork::journal
