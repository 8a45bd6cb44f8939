// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "transport/cancellation.h"

#include <QCoroTask>
#include <QSet>

#include <memory>

namespace formwork::bulk
{

// What one row of a batch made, and the request that takes it away again.
struct Undoing {
    qint64 row = 0; // of the batch; the undo has it under the same number
    qint64 request = 0; // of the history, which made it
    QString what;
    QCborValue input; // of the deletion
    // What would be deleted may be another thing: by a name that was taken before or since, or by the id of
    // what was there already, where the creation answers alike.
    bool needsLook = false;
    QString obstacle; // a sentence: why it cannot be deleted; empty: it can
};

// All that a batch made and that is still to be taken away. An undo is a batch of its own: its rows are in
// the history before the first of them is sent, and it goes on where it broke off.
struct UndoPlan {
    journal::Batch batch;
    model::OperationPtr operation; // that deletes
    client::Target target; // where the batch went
    QList<Undoing> rows;
    bool answersAlike = false; // the creation, where a thing of that name is there already
    qint64 begun = 0; // the undo that was begun before; 0: none
    qint64 untold = 0; // deletable ones by name of which nothing tells when they were made (undopreparing.h)

    [[nodiscard]] qint64 deletable() const;
    // What was found to be none of the batch's, or cannot be deleted. For RunWishes::leftOut: an undo that
    // was begun before may hold a deletion of it.
    [[nodiscard]] QSet<qint64> staying() const;
};

// By what the models say belongs together (core/relations). Sends nothing; lets others have the thread
// between rows. Errors: "NoDeletion" where nothing is known that deletes such things, "BatchRunning",
// "Cancelled", those of client::targetOfRow(), of the history.
QCoro::Task<Result<UndoPlan>> planUndo(client::EnvironmentPtr environment, journal::Batch batch,
                                       bool otherKeys, transport::CancellationPtr cancellation);

// Puts every deletion into the history, those of an undo that was begun before as they are; answers its
// batch, which is this process's to send (Run, with RunWishes::isUndo and leftOut).
QCoro::Task<Result<qint64>> takeInUndo(client::EnvironmentPtr environment, UndoPlan plan, QString runner);

// Whether a deletion was refused because there is nothing to delete any more.
[[nodiscard]] bool wasGone(const journal::BatchRow &row);

// How many rows of an undo were; 0 of any other batch.
[[nodiscard]] Result<qint64> goneRows(const client::Environment &environment, const journal::Batch &batch);

} // namespace formwork::bulk
