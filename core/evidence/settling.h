// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/check.h"

namespace formwork::evidence
{

// Keeps a verdict that settles a row, with its evidence, in the history.
QCoro::Task<Result<Report>> settled(client::EnvironmentPtr environment, journal::Record record,
                                    Report report);

} // namespace formwork::evidence
