// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "client/call.h"
#include "jmespath/expression.h"

namespace formwork::cli
{

// Problems that stop a request: all errors, or with `onlyHard` those that nobody can send in spite of.
[[nodiscard]] QList<document::Problem> stopping(const QList<document::Problem> &problems, bool onlyHard);

// Tells why an input was refused; answers InputNotValid.
[[nodiscard]] int refuse(const Arguments &arguments, const QList<document::Problem> &problems);

// What the command line says about the sending.
[[nodiscard]] client::CallOptions callOptions(const Arguments &arguments);

// The expression of --query, if there is one. Read before anything is sent, and refused where no answer of
// the operation can be what it needs.
[[nodiscard]] Result<std::optional<jmespath::Expression>> queryOf(const Arguments &arguments,
                                                                  const model::Operation &operation);

// Prints the output of a call, or says what went wrong and what to do; answers the exit code. What has been
// sent never ends as LocalFault, which says that nothing was.
[[nodiscard]] int report(const Arguments &arguments, const client::Environment &environment,
                         const model::Operation &operation, const client::CallResult &result,
                         const std::optional<jmespath::Expression> &query = {});

} // namespace formwork::cli
