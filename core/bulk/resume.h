// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/intake.h"

namespace formwork::bulk
{

// Where a batch went, for whoever goes on with it: its own account, Region and endpoint, and whether the keys
// still belong to that account. Errors: those of client::targetOfRow() and client::checkAccount().
QCoro::Task<Result<client::Target>> targetOfBatch(client::EnvironmentPtr environment,
                                                  model::OperationPtr operation, journal::Batch batch,
                                                  bool otherKeys);

// The batch that an intake joins, taken for this process; one of something else, or
// that went elsewhere, is refused: "OtherBatch", those of targetOfBatch().
QCoro::Task<Result<void>> takeInto(Intake intake);

} // namespace formwork::bulk
