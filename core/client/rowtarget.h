// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"

namespace formwork::client
{

// Where a row of the history went, for whoever goes there once more: to its account, Region and endpoint and
// to no other. The practice account's endpoint is that of now. Errors (Phase::Credentials): "ProfileGone",
// "OtherAccount", and "OtherKeys" where the environment's keys are others and nobody was asked about them.
[[nodiscard]] Result<Target> targetOfRow(const Environment &environment, const model::Operation &operation,
                                         const QCborValue &input, const journal::NewRequest &row,
                                         bool otherKeys);

// Whether the keys of that target still belong to the account that the row went to; the service is asked
// where nothing else tells.
QCoro::Task<Result<void>> checkAccount(EnvironmentPtr environment, journal::NewRequest row, Target target);

} // namespace formwork::client
