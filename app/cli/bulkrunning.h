// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/run.h"
#include "cli/commands.h"

namespace formwork::cli
{

// What a batch that this process has taken is sent with.
struct Sending {
    EnvironmentPtr environment;
    model::OperationPtr operation;
    client::Target target;
    journal::Batch batch;
    bool isConfirmed = false; // what the account's guard asks
    bool otherKeys = false; // a person knows that the keys are not those of the first time
    QSet<qint64> leftOut; // rows that are not sent
};

// Sends what is not done, tells of each row and how far it is, leaves the batch, and answers the exit code:
// that of the batch as a whole.
QCoro::Task<int> sendBatch(Arguments arguments, Sending sending);

[[nodiscard]] QCborMap countsJson(const journal::BatchCounts &counts);
// Of an undo, what was gone already is done.
[[nodiscard]] int exitCodeOf(const client::Environment &environment, const journal::Batch &batch);

} // namespace formwork::cli
