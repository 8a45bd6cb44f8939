// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/batchtable.h"
#include "journal/ownerlock.h"
#include "journal/reader.h"

#include <QSet>

#include <map>
#include <utility>

namespace formwork::journal
{

// Every change to a history, over one connection, each made inside a transaction of the writer's. What the
// changes mean is said at Journal. `now`: milliseconds since 1970, of the moment the change was asked for.
class Editor
{
public:
    Editor(const Database &database, const Sealer &sealer, const OwnerLock &lock, QString lockDirectory)
        : m_database(database)
        , m_sealer(sealer)
        , m_lock(lock)
        , m_lockDirectory(std::move(lockDirectory))
        , m_reader(database, sealer, m_lockDirectory)
    {
    }

    [[nodiscard]] Result<qint64> begin(const NewRequest &request, const model::Operation &operation,
                                       qint64 now);
    [[nodiscard]] Result<void> claim(const Record &asRead);
    [[nodiscard]] Result<Record> goOn(qint64 id);
    [[nodiscard]] Result<qint64> beginAttempt(qint64 id, qint64 now);
    [[nodiscard]] Result<void> finishAttempt(const Attempt &attempt);
    [[nodiscard]] Result<void> finish(qint64 id, Outcome outcome, const std::optional<Error> &error,
                                      const QString &requestId, const QCborValue &output,
                                      const model::Operation &operation);

    [[nodiscard]] Result<void> settle(const Record &asRead, const Settlement &settlement);

    [[nodiscard]] Result<void> remove(const QList<qint64> &ids, qint64 now);
    [[nodiscard]] Result<void> restore(const QList<qint64> &ids);
    [[nodiscard]] Result<void> purge(std::optional<qint64> olderThan, qint64 now);

    [[nodiscard]] BatchTable batches() const { return {m_database, m_sealer, m_lockDirectory}; }
    [[nodiscard]] const QString &owner() const { return m_lock.name(); } // this process, to others

    [[nodiscard]] Result<QString> enterKeyName(const QString &name, const QStringList &known);

    [[nodiscard]] Result<QList<qint64>> orphans() const; // rows whose sender ended
    [[nodiscard]] Result<void> settleOrphans(); // makes them unknown

    // Before a transaction ends, and once in it: the rows that were touched get a new revision, and what is
    // searched of them.
    [[nodiscard]] Result<void> settleTouched();

    // The rows touched since this was asked last.
    struct Touched {
        QList<qint64> changed;
        QList<qint64> removed;
        QSet<qint64> revisions; // that were given to them
    };
    [[nodiscard]] Touched takeTouched()
    {
        m_unsettled.clear();
        m_revision.reset();
        return std::exchange(m_touched, {});
    }

    // A transaction was taken back, and with it all that was noted of it.
    void forget()
    {
        static_cast<void>(takeTouched());
        m_facets.clear();
    }

private:
    [[nodiscard]] Result<void> isSafeToSend() const; // others see that this process lives
    [[nodiscard]] Result<qint64> nextRevision();
    [[nodiscard]] Result<qint64> revisionOfNewRows(); // one for all of a transaction
    void touch(qint64 id); // settleTouched() does the rest
    void touchUnsearched(qint64 id); // nothing that is searched of it changed
    [[nodiscard]] Result<void> setError(qint64 id, const std::optional<Error> &error) const;
    [[nodiscard]] Result<void> insertWords(const QList<std::pair<qint64, QString>> &words) const;
    [[nodiscard]] Result<void> insertFacets(const NewRequest &request);
    // Attempts without an end: they may have been carried out, whatever was sent of them.
    [[nodiscard]] Result<void> settleAttempts(qint64 id) const;
    [[nodiscard]] Result<void> takeRow(qint64 id); // for this process to send

    const Database &m_database;
    const Sealer &m_sealer;
    const OwnerLock &m_lock;
    QString m_lockDirectory;
    Reader m_reader;
    Touched m_touched;
    // What is left to do of a row.
    struct Unsettled {
        bool isSearchedAnew = false; // what is searched of it changed
        bool isNew = false; // it was written with its revision
    };
    std::map<qint64, Unsettled> m_unsettled;
    std::optional<qint64> m_revision; // of the rows that this transaction adds
    QSet<std::pair<QLatin1String, QString>> m_facets; // that are in the history, as far as is known here
};

} // namespace formwork::journal
