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
    QHash<QString, bool> alive;
    QList<qint64> ids;
    const Result<void> read = database->each(
        QStringLiteral(
            "SELECT id, owner FROM requests INDEXED BY requests_sending WHERE outcome = 0 AND owner <> ?"),
        {lock.name()}, [&](const QSqlQuery &row) {
            const QString owner = row.value(1).toString();
            if (!alive.contains(owner))
                alive.insert(owner, OwnerLock::isAlive(lockDirectory, owner));
            if (!alive.value(owner))
                ids.append(row.value(0).toLongLong());
        });
    if (!read)
        return std::unexpected(read.error());
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
            if (const Result<void> settled = settleAttempts(id); !settled)
                return settled;
            if (const Result<QSqlQuery> unknown = database->run(
                    QStringLiteral("UPDATE requests SET outcome = 3, owner = '' WHERE id = ?"), {id});
                !unknown)
                return std::unexpected(unknown.error());
            if (const Result<void> touched = touch(id); !touched)
                return touched;
        }
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    return ids;
}

// What could not be read is read at the next look: only then the place up to which it was seen moves on.
Result<Journal::Private::Changes> Journal::Private::foreignChanges()
{
    Changes changes;
    const Result<qint64> version = database->number(QStringLiteral("PRAGMA data_version"));
    if (!version)
        return std::unexpected(version.error());
    if (*version == seenDataVersion)
        return changes;
    const Result<qint64> revision = database->number(QStringLiteral("SELECT revision FROM counter"));
    if (!revision)
        return std::unexpected(revision.error());
    if (seenDataVersion != 0) {
        const Result<void> read = database->each(
            QStringLiteral("SELECT id, removed FROM requests WHERE revision > ? UNION ALL SELECT "
                           "id, 1 FROM gone WHERE revision > ?"),
            {seenRevision, seenRevision}, [&changes](const QSqlQuery &row) {
                (row.value(1).toLongLong() == 0 ? changes.changed : changes.removed)
                    .append(row.value(0).toLongLong());
            });
        if (!read)
            return std::unexpected(read.error());
    }
    seenDataVersion = *version;
    seenRevision = *revision;
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
    const Result<QList<qint64>> settled = d->settleOrphans();
    if (settled)
        changed += *settled;
    const Result<Private::Changes> foreign = d->foreignChanges();
    const QString trouble = !settled ? settled.error().sentence()
        : !foreign                   ? foreign.error().sentence()
                                     : QString();
    tellOf(changed + (foreign ? foreign->changed : QList<qint64>()),
           foreign ? foreign->removed : QList<qint64>());
    if (std::exchange(d->trouble, trouble) != trouble)
        Q_EMIT troubled(trouble);
}

} // namespace formwork::journal
