// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "signin/machine.h"

#include <QStringList>

namespace formwork::signin
{

// The words of a line as a shell would part them, but for everything else that a shell does: no variables, no
// patterns, no pipes, no comments. POSIX: quotes and backslashes; Windows: as programs there read their own
// command line. Error: "UnbalancedQuote".
[[nodiscard]] Result<QStringList> shellWords(const QString &line, Platform platform = Platform::Posix);

} // namespace formwork::signin
