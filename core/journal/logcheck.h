// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QString>

#include <functional>

namespace formwork::journal
{

// SQLite takes a log (the -wal beside a file) up to the first frame that does not fit, and an empty file for
// a new one: a damaged log, one that was cut short, or an emptied file is read as a shorter history without a
// word. This looks before SQLite does. What a killed program or a power cut leave behind is no damage.
// `wasKeptBefore`: a file without a byte is not one that is just being made. What is in use is not looked at:
// who uses it has looked. Errors: "Damaged".
[[nodiscard]] Result<void> checkFiles(const QString &file, bool wasKeptBefore,
                                      const std::function<bool()> &isInUse);

} // namespace formwork::journal
