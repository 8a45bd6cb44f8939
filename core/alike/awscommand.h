// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/shellline.h"

namespace formwork::alike
{

// What `aws SERVICE OPERATION ...` would send. Options of a member's name, the short form and JSON of the AWS
// CLI, --cli-input-json; files are not read. The error says why there is no such operation.
[[nodiscard]] Result<Filled> fromAwsCommand(const Tools &tools, const Command &command);

// What stands in front of a command and what of it is not kept: a profile, a Region; keys.
void noteAssignments(const Command &command, Filled &filled);

} // namespace formwork::alike
