// SPDX-License-Identifier: Apache-2.0
#include "journal/journal.h"

#include "base/tr.h"
#include "journal/questions.h"
#include "journal/writer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThread>

namespace formwork::journal
{

namespace
{

// A change that answers something. What it answers is known inside the transaction, and told after it.
template <typename T>
std::pair<Change, Written<T>> answering(std::function<Result<T>(Editor &)> make)
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const auto answer = std::make_shared<Result<T>>();
    Change change;
    change.make = [make = std::move(make), answer](Editor &editor) -> Result<void> {
        *answer = make(editor);
        return *answer ? Result<void>() : std::unexpected(answer->error());
    };
    change.told = [promise, answer](const Result<void> &written) {
        promise->addResult(written ? *answer : Result<T>(std::unexpected(written.error())));
        promise->finish();
    };
    return {std::move(change), promise->future()};
}

// Whoever held it last, on whatever thread: its own threads cannot wait for themselves.
void letGo(Journal *journal)
{
    if (QThread::currentThread() == journal->thread())
        delete journal;
    else
        journal->deleteLater();
}

} // namespace

struct Journal::Private {
    QString file;
    QString lockDirectory;
    ClockPtr clock;
    std::shared_ptr<const Sealer> sealer;
    std::unique_ptr<Writer> writer;
    // Opened by the first question: a program that only writes needs none.
    mutable OpenedReader reader; // of those who wait
    mutable std::unique_ptr<Questions> questions; // of those who do not

    [[nodiscard]] qint64 now() const { return clock->nowUtc().toMSecsSinceEpoch(); }

    template <typename R, typename... Asked, typename... Given>
    [[nodiscard]] R ask(R (Reader::*question)(Asked...) const, Given &&...given) const
    {
        const Result<const Reader *> found = reader.open(writer->presence(), *sealer, lockDirectory);
        if (!found)
            return std::unexpected(found.error());
        return ((*found)->*question)(std::forward<Given>(given)...);
    }

    // `adjust` says how the change is written, where that is not by itself and durably.
    template <typename T, typename Make>
    Written<T> write(Make make, const std::function<void(Change &)> &adjust = {}) const
    {
        auto [change, written] = answering<T>(std::move(make));
        if (adjust)
            adjust(change);
        writer->add(std::move(change));
        return written;
    }
};

Journal::Journal(std::unique_ptr<Private> parts)
    : d(std::move(parts))
{
}

// Who asks is told that it was closed; who waits for a change is told what became of it.
Journal::~Journal() { d->questions.reset(); }

Result<std::shared_ptr<Journal>> Journal::open(const QString &file, const QString &lockDirectory,
                                               ClockPtr clock, std::shared_ptr<const Sealer> sealer)
{
    auto parts = std::make_unique<Private>();
    parts->file = file;
    parts->lockDirectory = lockDirectory;
    parts->clock = std::move(clock);
    parts->sealer = sealer;
    std::shared_ptr<Journal> journal(new Journal(std::move(parts)), letGo);
    const auto tell = [target =
                           journal.get()](auto emitting) { // on the journal's thread; it outlives the writer
        QMetaObject::invokeMethod(target, std::move(emitting), Qt::QueuedConnection);
    };
    const auto touched = [tell, target = journal.get()](const Editor::Touched &rows) {
        tell([target, rows] {
            if (!rows.changed.isEmpty())
                Q_EMIT target->rowsChanged(rows.changed);
            if (!rows.removed.isEmpty())
                Q_EMIT target->rowsRemoved(rows.removed);
        });
    };
    const auto troubled = [tell, target = journal.get()](const QString &sentence) {
        tell([target, sentence] { Q_EMIT target->troubled(sentence); });
    };
    Result<std::unique_ptr<Writer>> writer =
        Writer::start({file, lockDirectory, std::move(sealer), touched, troubled});
    if (!writer)
        return std::unexpected(writer.error());
    journal->d->writer = std::move(*writer);
    return journal;
}

Result<QString> Journal::moveAside(const QString &file, const QDateTime &now)
{
    const QFileInfo info(file);
    const QString stem = info.absolutePath() + u'/' + info.completeBaseName() + QStringLiteral("-damaged-")
        + now.toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString target;
    for (int n = 0; target.isEmpty() || QFileInfo::exists(target); ++n)
        target = stem + (n == 0 ? QString() : u'-' + QString::number(n)) + u'.' + info.suffix();
    if (!QFile::rename(file, target)) {
        return failure(Phase::Journal, QStringLiteral("ReadOnly"),
                       Tr::tr("The history %1 cannot be renamed to %2.").arg(file, target),
                       Tr::tr("Make its directory writable for your user and try again."));
    }
    for (const QString &companion : {QStringLiteral("-wal"), QStringLiteral("-shm")}) { // they belong to it
        if (QFile::exists(file + companion))
            QFile::rename(file + companion, target + companion);
    }
    return target;
}

Written<qint64> Journal::begin(const NewRequest &request, const model::OperationPtr &operation)
{
    return d->write<qint64>([request, operation, now = d->now()](
                                Editor &editor) { return editor.begin(request, *operation, now); },
                            [](Change &change) { change.commit = Database::Commit::Later; });
}

Written<void> Journal::claim(const Record &asRead)
{
    return d->write<void>([asRead](Editor &editor) { return editor.claim(asRead); },
                          [](Change &change) { change.commit = Database::Commit::Later; });
}

Written<Record> Journal::goOn(qint64 id)
{
    return d->write<Record>([id](Editor &editor) { return editor.goOn(id); },
                            [](Change &change) { change.commit = Database::Commit::Later; });
}

Written<qint64> Journal::beginAttempt(qint64 id)
{
    return d->write<qint64>([id, now = d->now()](Editor &editor) { return editor.beginAttempt(id, now); });
}

Written<void> Journal::finishAttempt(const Attempt &attempt)
{
    Attempt ended = attempt;
    if (!ended.finishedAt.isValid())
        ended.finishedAt = d->clock->nowUtc();
    return d->write<void>([ended](Editor &editor) { return editor.finishAttempt(ended); },
                          [&ended](Change &change) {
                              change.commit = Database::Commit::Later;
                              change.canWait = true;
                              change.keptFor = ended.id;
                          });
}

Written<void> Journal::finish(qint64 id, Outcome outcome, const std::optional<Error> &error,
                              const QString &requestId, const QCborValue &output,
                              const model::OperationPtr &operation)
{
    return d->write<void>(
        [=](Editor &editor) { return editor.finish(id, outcome, error, requestId, output, *operation); },
        [id](Change &change) { change.keptFor = id; });
}

Written<void> Journal::settle(const Record &asRead, const Settlement &settlement)
{
    Settlement kept = settlement;
    if (!kept.time.isValid())
        kept.time = d->clock->nowUtc();
    return d->write<void>([asRead, kept](Editor &editor) { return editor.settle(asRead, kept); });
}

Written<void> Journal::remove(const QList<qint64> &ids)
{
    return d->write<void>([ids, now = d->now()](Editor &editor) { return editor.remove(ids, now); });
}

Written<void> Journal::restore(const QList<qint64> &ids)
{
    return d->write<void>([ids](Editor &editor) { return editor.restore(ids); });
}

Written<void> Journal::purge(std::optional<QDateTime> olderThan)
{
    const auto limit = olderThan ? std::optional(olderThan->toMSecsSinceEpoch()) : std::nullopt;
    return d->write<void>([limit, now = d->now()](Editor &editor) { return editor.purge(limit, now); });
}

Written<QString> Journal::enterKeyName(const QString &name, const QStringList &known)
{
    return d->write<QString>([name, known](Editor &editor) { return editor.enterKeyName(name, known); });
}

void Journal::addQuestion(std::function<void(const Result<const Reader *> &)> question) const
{
    if (!d->questions)
        d->questions = std::make_unique<Questions>(d->writer->presence(), d->sealer, d->lockDirectory);
    d->questions->add(std::move(question));
}

Written<qint64> Journal::beginBatch(const NewBatch &batch)
{
    return d->write<qint64>(
        [batch, now = d->now()](Editor &editor) {
            return editor.batches().begin(batch, editor.owner(), now);
        },
        [](Change &change) { change.commit = Database::Commit::Later; });
}

Written<void> Journal::addToBatch(qint64 id, const QList<NewBatchRow> &rows,
                                  const model::OperationPtr &operation, const QString &tokenMember)
{
    return d->write<void>(
        [=](Editor &editor) { return editor.batches().add(id, rows, *operation, tokenMember); },
        [](Change &change) { change.commit = Database::Commit::Later; });
}

Written<void> Journal::batchIsReady(qint64 id)
{
    return d->write<void>([id](Editor &editor) { return editor.batches().setReady(id); });
}

Written<void> Journal::dropBatch(qint64 id)
{
    return d->write<void>([id](Editor &editor) { return editor.batches().drop(id); });
}

Written<void> Journal::takeBatch(qint64 id, const QString &runner)
{
    return d->write<void>(
        [id, runner](Editor &editor) { return editor.batches().take(id, runner, editor.owner()); });
}

Written<void> Journal::leaveBatch(qint64 id)
{
    return d->write<void>([id](Editor &editor) { return editor.batches().leave(id, editor.owner()); });
}

Result<Batch> Journal::batch(qint64 id) const { return d->ask(&Reader::batch, id); }
Result<QList<Batch>> Journal::batches() const { return d->ask(&Reader::batches); }

Result<QList<qint64>> Journal::batchesLike(const NewBatch &batch) const
{
    return d->ask(&Reader::batchesLike, batch);
}

Result<QList<BatchRow>> Journal::batchRows(qint64 id, qint64 after, qint64 limit, BatchParts parts) const
{
    return d->ask(&Reader::batchRows, id, after, limit, parts);
}

Result<QCborValue> Journal::openBatchInput(qint64 id, qint64 row) const
{
    return d->ask(&Reader::openBatchInput, id, row);
}

Result<Record> Journal::record(qint64 id) const { return d->ask(&Reader::record, id); }
Result<QList<Attempt>> Journal::attempts(qint64 id) const { return d->ask(&Reader::attempts, id); }
Result<QList<Settlement>> Journal::settlements(qint64 id) const { return d->ask(&Reader::settlements, id); }
Result<QCborValue> Journal::openInput(qint64 id) const { return d->ask(&Reader::openInput, id); }
Result<QCborValue> Journal::openOutput(qint64 id) const { return d->ask(&Reader::openOutput, id); }

Result<RetryPlan> Journal::retryPlan(const Record &record) const
{
    return d->ask(&Reader::retryPlan, record, d->clock->nowUtc());
}

Result<qint64> Journal::count(const Filter &filter) const { return d->ask(&Reader::count, filter); }
Result<QList<qint64>> Journal::ids(const Filter &filter) const { return d->ask(&Reader::ids, filter); }

Result<QList<qint64>> Journal::passing(const Filter &filter, const QList<qint64> &ids) const
{
    return d->ask(&Reader::passing, filter, ids);
}

Result<QList<Record>> Journal::rows(const QList<qint64> &ids) const { return d->ask(&Reader::rows, ids); }

Result<QList<Record>> Journal::page(const Filter &filter, qint64 offset, qint64 limit) const
{
    return d->ask(&Reader::page, filter, offset, limit);
}

Result<QStringList> Journal::accounts() const { return d->ask(&Reader::accounts); }

Result<void> Journal::each(const Filter &filter, qint64 limit, Documents documents,
                           const std::function<Result<void>(const Record &)> &visit) const
{
    return d->ask(&Reader::each, filter, limit, documents, visit);
}

Result<void> Journal::examine() const { return d->ask(&Reader::examine); }
qint64 Journal::size() const { return QFileInfo(d->file).size(); }
Result<QStringList> Journal::keyNames() const { return d->ask(&Reader::keyNames); }

} // namespace formwork::journal
