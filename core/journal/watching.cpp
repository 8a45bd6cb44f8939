// SPDX-License-Identifier: Apache-2.0
#include "journal/journalprivate.h"

#include <QHash>

namespace formwork::journal
{

namespace
{

constexpr std::chrono::seconds kPatience{5};

} // namespace

Result<QList<qint64>> Journal::Private::orphans() const
{
    Result<QSqlQuery> rows = database->run(
        QStringLiteral(
            "SELECT id, owner FROM requests INDEXED BY requests_sending WHERE outcome = 0 AND owner <> ?"),
        {lock.name()});
    if (!rows)
        return std::unexpected(rows.error());
    QHash<QString, bool> alive;
    QList<qint64> ids;
    while (rows->next()) {
        const QString owner = rows->value(1).toString();
        if (!alive.contains(owner))
            alive.insert(owner, OwnerLock::isAlive(lockDirectory, owner));
        if (!alive.value(owner))
            ids.append(rows->value(0).toLongLong());
    }
    return ids;
}

Result<QList<qint64>> Journal::Private::settleOrphans() const
{
    Result<QList<qint64>> ids = orphans();
    if (!ids || ids->isEmpty())
        return ids;
    const Result<void> done = database->transaction([&]() -> Result<void> {
        ids = orphans(); // another process may have been faster
        if (!ids)
            return std::unexpected(ids.error());
        for (const qint64 id : std::as_const(*ids)) {
            // An attempt that was under way may have been carried out, whatever was sent of it.
            for (const QString &sql :
                 {QStringLiteral(
                      "UPDATE attempts SET outcome = 3, bytes_left = 1 WHERE request = ? AND outcome = 0"),
                  QStringLiteral("UPDATE requests SET outcome = 3, owner = '' WHERE id = ?")}) {
                if (const Result<QSqlQuery> settled = database->run(sql, {id}); !settled)
                    return std::unexpected(settled.error());
            }
            if (const Result<void> touched = touch(id); !touched)
                return touched;
        }
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    return ids;
}

Journal::Private::Changes Journal::Private::foreignChanges()
{
    Changes changes;
    const Result<qint64> version = database->number(QStringLiteral("PRAGMA data_version"));
    if (!version || *version == seenDataVersion)
        return changes;
    const bool isFirst = seenDataVersion == 0;
    const qint64 since = seenRevision;
    seenDataVersion = *version;
    seenRevision = database->number(QStringLiteral("SELECT revision FROM counter")).value_or(seenRevision);
    if (isFirst)
        return changes;
    Result<QSqlQuery> rows =
        database->run(QStringLiteral("SELECT id, removed FROM requests WHERE revision > ? UNION ALL SELECT "
                                     "id, 1 FROM gone WHERE revision > ?"),
                      {since, since});
    while (rows && rows->next())
        (rows->value(1).toLongLong() == 0 ? changes.changed : changes.removed)
            .append(rows->value(0).toLongLong());
    return changes;
}

QList<qint64> Journal::Private::writeUnwritten()
{
    QList<qint64> written;
    while (!unwritten.empty() && nextWrite.hasExpired()) {
        const Result<void> done = unwritten.front().write();
        if (!done && done.error().code != u"NotFound") {
            nextWrite.setRemainingTime(kPatience); // a locked file makes the thread wait; not at every look
            break;
        }
        written.append(unwritten.front().row);
        unwritten.pop_front();
    }
    return written;
}

void Journal::tellOf(const QList<qint64> &changed, const QList<qint64> &removed)
{
    if (!changed.isEmpty())
        Q_EMIT rowsChanged(changed);
    if (!removed.isEmpty())
        Q_EMIT rowsRemoved(removed);
}

void Journal::look()
{
    QList<qint64> changed = d->writeUnwritten();
    if (const Result<QList<qint64>> settled = d->settleOrphans())
        changed += *settled;
    const Private::Changes foreign = d->foreignChanges();
    tellOf(changed + foreign.changed, foreign.removed);
}

} // namespace formwork::journal
