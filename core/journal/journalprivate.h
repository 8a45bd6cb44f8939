// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/database.h"
#include "journal/filter.h"
#include "journal/journal.h"
#include "journal/ownerlock.h"
#include "journal/sealing.h"

#include <QDeadlineTimer>

#include <deque>

class QTimer;

namespace formwork::journal
{

// What the parts of Journal (reading, writing, removing, watching) share.
struct Journal::Private {
    Private(std::unique_ptr<Database> db, OwnerLock own, QString locks, ClockPtr time,
            std::shared_ptr<const Sealer> seals)
        : database(std::move(db))
        , lock(std::move(own))
        , lockDirectory(std::move(locks))
        , clock(std::move(time))
        , sealer(std::move(seals))
    {
    }

    std::unique_ptr<Database> database;
    OwnerLock lock;
    QString lockDirectory;
    ClockPtr clock;
    std::shared_ptr<const Sealer> sealer;
    QTimer *timer = nullptr;
    qint64 seenRevision = 0;
    qint64 seenDataVersion = 0;
    QString trouble; // told of

    // Outcomes that could not be written (a full disk), in order; tried again by the timer.
    struct Unwritten {
        qint64 row = 0;
        std::function<Result<void>()> write;
    };
    std::deque<Unwritten> unwritten;
    QDeadlineTimer nextWrite{0};

    // reading
    [[nodiscard]] Result<void> isSafeToSend() const; // others see that this process lives
    [[nodiscard]] Result<QStringList> facets(const QString &place) const;
    [[nodiscard]] Result<std::optional<QStringList>> fewRows(const QString &start) const; // nothing: many
    [[nodiscard]] Known whatIsKnown() const;
    [[nodiscard]] Result<Selection>
    selection(const Filter &filter) const; // scanning where the index would find very many
    [[nodiscard]] Result<Record> record(qint64 id) const; // without documents
    [[nodiscard]] Result<QCborValue> body(qint64 id, const QString &column) const; // sealed; Undefined: none
    // Without the secrets of the row's input; empty where those cannot be told.
    [[nodiscard]] QString scrubbed(qint64 id, const QString &message) const;
    [[nodiscard]] Result<bool>
    mayHaveBeenDone(qint64 id) const; // an attempt is without an answer that says no

    // writing, inside a transaction
    [[nodiscard]] Result<qint64> nextRevision() const;
    [[nodiscard]] Result<void> touch(qint64 id) const; // a new revision, and what is searched of the row
    [[nodiscard]] Result<void> insertRequest(const NewRequest &request, const model::Operation &operation,
                                             qint64 &id) const;
    [[nodiscard]] Result<void> insertFacets(const NewRequest &request) const;
    // Attempts without an end: they may have been carried out, whatever was sent of them.
    [[nodiscard]] Result<void> settleAttempts(qint64 id) const;
    [[nodiscard]] Result<void> takeRow(qint64 id) const; // for this process to send
    [[nodiscard]] Result<void> writeAttempt(const Attempt &attempt, qint64 &request) const;
    [[nodiscard]] Result<void> writeOutcome(qint64 id, Outcome outcome, const std::optional<Error> &error,
                                            const QString &requestId, const QByteArray &output) const;

    // watching
    [[nodiscard]] Result<QList<qint64>> orphans() const; // rows whose sender ended
    [[nodiscard]] Result<QList<qint64>> settleOrphans() const; // makes them unknown
    struct Changes {
        QList<qint64> changed;
        QList<qint64> removed;
    };
    [[nodiscard]] Result<Changes> foreignChanges();
    [[nodiscard]] QList<qint64> writeUnwritten(); // the rows written
};

[[nodiscard]] std::unexpected<Error> noSuchRow(qint64 id);
[[nodiscard]] DocumentPlace inputOf(qint64 id);
[[nodiscard]] DocumentPlace outputOf(qint64 id);

} // namespace formwork::journal
