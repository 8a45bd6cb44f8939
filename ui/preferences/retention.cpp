// SPDX-License-Identifier: Apache-2.0
#include "preferences/retention.h"

#include <QSettings>

namespace formwork::preferences
{
namespace
{

QString key() { return QStringLiteral("history/keepDays"); }

} // namespace

int retentionDays(const QSettings &settings) { return qMax(0, settings.value(key(), 0).toInt()); }

void setRetentionDays(QSettings &settings, int days) { settings.setValue(key(), days); }

void applyRetention(journal::Journal &journal, const QSettings &settings, const QDateTime &now)
{
    const int days = retentionDays(settings);
    // A history that cannot be purged now is purged at the next start; nothing depends on it.
    journal.purge(days > 0 ? std::optional(now.addDays(-days)) : std::nullopt);
}

} // namespace formwork::preferences
