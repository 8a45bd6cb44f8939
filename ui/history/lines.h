// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/grouping.h"
#include "journal/reader.h"

namespace formwork::history
{

// The lines of the history as questions to it, for its own thread.

// The first ones, those of a batch as one. A batch that is longer than what is looked through hides what
// stood before it.
[[nodiscard]] Result<Grouped> firstLines(const journal::Reader &history, const journal::Filter &filter,
                                         qsizetype limit);

// Those of all `ids`; without `groups` each row is one. The rest as grouped() has it.
[[nodiscard]] Result<Grouped> allLines(const journal::Reader &history, const QList<qint64> &ids,
                                       const QSet<qint64> &open, bool groups, bool standsLast);

} // namespace formwork::history
