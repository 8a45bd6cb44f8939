// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "journal/batch.h"
#include "journal/record.h"
#include "journal/sealer.h"
#include "model/service.h"

#include <QFuture>
#include <QObject>
#include <QPromise>

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

class Reader;

// What a change to the history came to, once it is on disk: to be awaited.
template <typename T>
using Written = QFuture<Result<T>>;

// What a question to the history came to: to be awaited.
template <typename T>
using Answer = QFuture<Result<T>>;

// The history: SQLite in WAL mode, file mode 0600. Changes are made by a thread of their own, all that wait
// at one time in one transaction; beginAttempt() and finish() are answered only when the row is on disk, with
// everything before them. A row's changes are made in the order they were asked for, answered or not. Every
// question answers a Result: a history that cannot be read is never an empty one, and what was answered as
// written is read. Several processes may use one file: a row that is "sending" belongs to a living process
// (which holds a lock file under `locks`), or becomes "unknown" at open and when its process dies.
// Used on one thread, and destroyed on it, whoever lets go of it last; the signals come from its event loop,
// before the change is answered there, and also tell of rows written by other processes (within half a
// second).
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
    [[nodiscard]] Written<qint64> begin(const NewRequest &request, const model::OperationPtr &operation);

    // Takes a row for a retry before anything else is done, so that no one else begins one; finish() gives it
    // back. `asRead`: what the retry was decided on. Errors: "BeingSent", "AlreadyDone", "NotFound",
    // "SentMeanwhile".
    [[nodiscard]] Written<void> claim(const Record &asRead);

    // Takes up a row that only reads, whatever came of it so far: the next page of its answer is asked for by
    // further attempts, and finish() has the last word on all of them. Errors: those of claim(); "NotARead".
    [[nodiscard]] Written<Record> goOn(qint64 id);

    // One attempt, durable, before its first byte leaves. Fails when another process is sending the same row,
    // with the errors of claim(), which it includes.
    [[nodiscard]] Written<qint64> beginAttempt(qint64 id);
    // By Attempt::id; with the next change, or some milliseconds later. A power cut may leave it under way,
    // and so unknown: never less than the truth. What cannot be written now is tried again later.
    Written<void> finishAttempt(const Attempt &attempt);

    // A row of which any attempt may have been carried out without an answer stays unknown when a later
    // attempt is rejected: that one did nothing, the earlier one may have. What cannot be written now is
    // tried again later.
    [[nodiscard]] Written<void> finish(qint64 id, Outcome outcome, const std::optional<Error> &error,
                                       const QString &requestId, const QCborValue &output,
                                       const model::OperationPtr &operation);

    // Keeps what was found out of an unknown row, with its evidence. `asRead`: what it was found out of.
    // Errors: "NotUnknown", "BeingSent", "SentMeanwhile", "NotFound".
    [[nodiscard]] Written<void> settle(const Record &asRead, const Settlement &settlement);

    // Any of the questions below, or several at once, asked on a thread of their own: for whoever must not
    // wait for a disk, as a window. `question` is called and destroyed there, on a Reader (journal/reader.h),
    // in the order of asking, before its answer is known: it holds values alone. An answer that is cancelled
    // before is not looked for.
    template <typename T>
    [[nodiscard]] Answer<T> ask(std::function<Result<T>(const Reader &)> question) const
    {
        const auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        addQuestion([promise, question = std::move(question)](const Result<const Reader *> &reader) mutable {
            std::optional<Result<T>> answer;
            if (!promise->isCanceled())
                answer = reader ? question(**reader) : Result<T>(std::unexpected(reader.error()));
            question = nullptr; // first: what it holds may not outlive here whom the answer wakes there
            if (answer)
                promise->addResult(std::move(*answer));
            promise->finish();
        });
        return promise->future();
    }

    [[nodiscard]] Result<Record> record(qint64 id) const;
    [[nodiscard]] Result<QList<Attempt>> attempts(qint64 id) const;
    [[nodiscard]] Result<QList<Settlement>> settlements(qint64 id) const; // the last one counts
    // Sealed values opened, byte for byte what was sent.
    [[nodiscard]] Result<QCborValue> openInput(qint64 id) const;
    [[nodiscard]] Result<QCborValue> openOutput(qint64 id) const; // likewise; Undefined where there is none
    [[nodiscard]] Result<RetryPlan> retryPlan(const Record &record) const;

    [[nodiscard]] Result<qint64> count(const Filter &filter) const;
    // Every id in order; 100,000 in tens of milliseconds.
    [[nodiscard]] Result<QList<qint64>> ids(const Filter &filter) const;
    // Which of them, in no order.
    [[nodiscard]] Result<QList<qint64>> passing(const Filter &filter, const QList<qint64> &ids) const;
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
    [[nodiscard]] Written<QString> enterKeyName(const QString &name, const QStringList &known);

    // A batch (batch.h): made and filled, and usable once it is ready, when all of it is on disk; what ended
    // before that is dropped. From beginBatch() to leaveBatch() it is this process's to send; takeBatch()
    // takes one that was left or whose process ended. Errors: "BatchRunning", "RowNotReplaceable",
    // "NotFound". A request with NewRequest::batch becomes its row with begin().
    [[nodiscard]] Written<qint64> beginBatch(const NewBatch &batch);
    [[nodiscard]] Written<void> addToBatch(qint64 id, const QList<NewBatchRow> &rows,
                                           const model::OperationPtr &operation, const QString &tokenMember);
    [[nodiscard]] Written<void> batchIsReady(qint64 id);
    Written<void> dropBatch(qint64 id); // one of which nothing was sent
    [[nodiscard]] Written<void> takeBatch(qint64 id, const QString &runner);
    Written<void> leaveBatch(qint64 id);

    [[nodiscard]] Result<Batch> batch(qint64 id) const;
    [[nodiscard]] Result<QList<Batch>> batches() const; // newest first
    // Earlier ones of the same file, operation and account, newest first.
    [[nodiscard]] Result<QList<qint64>> batchesLike(const NewBatch &batch) const;
    // In order, those after that row.
    [[nodiscard]] Result<QList<BatchRow>> batchRows(qint64 id, qint64 after, qint64 limit,
                                                    BatchParts parts = BatchParts::Rows) const;
    [[nodiscard]] Result<QCborValue> openBatchInput(qint64 id, qint64 row) const; // of a row not begun

    // Kept hidden until purge(), so that it can be undone; not while sending.
    [[nodiscard]] Written<void> remove(const QList<qint64> &ids);
    [[nodiscard]] Written<void> restore(const QList<qint64> &ids);
    // The removed ones, and those older; "sending" and "unknown" stay.
    Written<void> purge(std::optional<QDateTime> olderThan);

Q_SIGNALS:
    void rowsChanged(const QList<qint64> &ids); // inserted or changed, here or in another process
    void rowsRemoved(const QList<qint64> &ids);
    // The regular look at the file failed, or succeeds again (empty): a sentence for a banner.
    void troubled(const QString &sentence);

private:
    struct Private;
    explicit Journal(std::unique_ptr<Private> parts);
    void addQuestion(std::function<void(const Result<const Reader *> &)> question) const;

    std::unique_ptr<Private> d;
};

using JournalPtr = std::shared_ptr<Journal>;

} // namespace formwork::journal
