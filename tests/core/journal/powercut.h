// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QMap>
#include <QRandomGenerator>
#include <QString>

#include <vector>

// Everything that this program writes into a history's files, as the kernel sees it, and what a disk may hold
// of it when the power fails in between.
namespace powercut
{

struct Event {
    enum class Kind { Write, Truncate, Sync, Remove, SyncFolder };
    Kind kind = Kind::Write;
    QString file; // its name in the folder
    qint64 at = 0; // or the new size
    QByteArray bytes;
};

// From now on, of that folder; an empty name ends it.
void record(const QString &folder);
[[nodiscard]] std::vector<Event> recorded();
[[nodiscard]] size_t count(); // of events so far

// What was written and not synced may be there or not.
enum class Unsynced { Lost, Kept, Some };

// The files after the first `count` events, names to bytes. What was synced is there.
[[nodiscard]] QMap<QString, QByteArray> filesAt(const std::vector<Event> &events, size_t count,
                                                Unsynced unsynced, QRandomGenerator &random);

} // namespace powercut
