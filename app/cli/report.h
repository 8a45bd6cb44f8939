// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "client/call.h"

namespace formwork::cli
{

// Problems that stop a request: all errors, or with `onlyHard` those that nobody can send in spite of.
[[nodiscard]] QList<document::Problem> stopping(const QList<document::Problem> &problems, bool onlyHard);

// Tells why an input was refused; answers InputNotValid.
[[nodiscard]] int refuse(const Arguments &arguments, const QList<document::Problem> &problems);

// What the command line says about the sending.
[[nodiscard]] client::CallOptions callOptions(const Arguments &arguments);

// Prints the output of a call, or says what went wrong and what to do; answers the exit code.
[[nodiscard]] int report(const Arguments &arguments, const model::Operation &operation,
                         const client::CallResult &result);

} // namespace formwork::cli
