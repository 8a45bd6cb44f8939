// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "client/call.h"

namespace formwork::cli
{

// All that is wrong with an input. Where it holds a policy, the actions of all services are looked through.
[[nodiscard]] QList<document::Problem> problemsOf(const Arguments &arguments,
                                                  const client::Environment &environment,
                                                  const model::Operation &operation, const QCborValue &input);

// What stops nothing and ought to be known all the same, on standard error.
void warn(const QList<document::Problem> &problems);

} // namespace formwork::cli
