// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <expected>

namespace formwork::texts
{

// What a schedule may be: EventBridge's cron(...) and rate(...), at(...) where `hasOnce`; five fields of cron
// without a word around them where `isUnix`.
struct ScheduleForm {
    bool hasOnce = false;
    bool isUnix = false;
};

// The next `count` runs of a schedule that counts from `now`, by the clock of `zone` (an IANA name, UTC where
// it is empty or not known), in UTC. The error is a sentence that says what does not fit.
[[nodiscard]] std::expected<QList<QDateTime>, QString>
nextRuns(const QString &text, ScheduleForm form, const QDateTime &now, const QByteArray &zone, int count);

} // namespace formwork::texts
