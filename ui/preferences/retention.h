// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/journal.h"

class QSettings;

namespace formwork::preferences
{

// How many days a request stays in the history; 0: for ever.
[[nodiscard]] int retentionDays(const QSettings &settings);
void setRetentionDays(QSettings &settings, int days);

// Removes what is older than that and what was deleted in an earlier run.
void applyRetention(journal::Journal &journal, const QSettings &settings, const QDateTime &now);

} // namespace formwork::preferences
