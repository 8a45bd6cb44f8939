// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/database.h"

namespace formwork::journal
{

// Brings the file to this version's tables. Errors: "NewerVersion"; "Damaged" for a database of something
// else.
[[nodiscard]] Result<void> prepareSchema(const Database &database);

} // namespace formwork::journal
