// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands.h"

namespace formwork::cli
{

// What --input and --saved come to.
struct SavedInput {
    Arguments arguments; // with the account that a saved form is for
    Result<QCborValue> document;
    QList<document::Problem> problems; // variables without a value, secrets that were not kept
};

// The document of --input; with --saved laid over the values of that form, and its variables filled in.
QCoro::Task<SavedInput> savedInput(Arguments arguments, EnvironmentPtr environment,
                                   model::OperationPtr operation);

} // namespace formwork::cli
