// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/undo.h"

#include <functional>

namespace formwork::bulk
{

struct UndoOptions {
    bool otherKeys = false; // the person was asked about other keys in the environment
    transport::CancellationPtr cancellation;
    std::function<void(qint64 looked, qint64 all)> looking; // at what may be another thing by now
};

// What an undo of the batch would delete, and why the rest stays. Asks the keychain where inputs are sealed,
// makes sure that the keys are those of the batch's account, and reads each thing that may be another one
// by now (Undoing::needsLook): what the batch did not make stays. That is what is older than its request (a
// creation that answers alike where the thing is there already, a name that was taken), what was made anew
// since, and of creations that answer alike what nobody can tell the age of. Only reads. Errors: those of
// planUndo(), of client::checkAccount().
QCoro::Task<Result<UndoPlan>> prepareUndo(client::EnvironmentPtr environment, journal::Batch batch,
                                          UndoOptions options);

// What is asked before it begins: how many, with what, where, and what nobody can tell.
[[nodiscard]] QString undoQuestion(const UndoPlan &plan);

} // namespace formwork::bulk
