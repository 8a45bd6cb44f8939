// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "journal/journalprivate.h"
#include "journal/rows.h"

namespace formwork::journal
{

namespace
{

constexpr qint64 kUndoTime = 10 * 60 * 1000; // another process may still undo what it removed
constexpr qint64 kGoneTime = 24LL * 60 * 60 * 1000; // by then every process has heard of it

QString listOf(const QList<qint64> &ids)
{
    QStringList numbers;
    for (const qint64 id : ids)
        numbers += QString::number(id);
    return numbers.join(u',');
}

Result<void> runAll(const Database &database, const QList<std::pair<QString, QVariantList>> &statements)
{
    for (const auto &[sql, values] : statements) {
        if (const Result<QSqlQuery> done = database.run(sql, values); !done)
            return std::unexpected(done.error());
    }
    return {};
}

Result<QList<qint64>> idsOf(const Database &database, const QString &sql, const QVariantList &values)
{
    QList<qint64> ids;
    const Result<void> read =
        database.each(sql, values, [&ids](const QSqlQuery &row) { ids.append(row.value(0).toLongLong()); });
    if (!read)
        return std::unexpected(read.error());
    return ids;
}

} // namespace

Result<void> Journal::remove(const QList<qint64> &ids)
{
    const QString list = listOf(ids);
    const Result<void> done = d->database->transaction([&]() -> Result<void> {
        const Result<qint64> sending = d->database->number(
            QStringLiteral("SELECT id FROM requests WHERE outcome = 0 AND id IN (%1) LIMIT 1").arg(list));
        if (!sending)
            return std::unexpected(sending.error());
        if (*sending > 0) {
            return failure(Phase::Journal, QStringLiteral("BeingSent"),
                           Tr::tr("Request %1 is being sent and cannot be deleted.").arg(*sending),
                           Tr::tr("Wait for its outcome."));
        }
        const Result<qint64> revision = d->nextRevision();
        if (!revision)
            return std::unexpected(revision.error());
        return runAll(
            *d->database,
            {{QStringLiteral(
                  "UPDATE requests SET removed = ?, revision = ?, owner = ? WHERE removed = 0 AND id IN (%1)")
                  .arg(list),
              {d->clock->nowUtc().toMSecsSinceEpoch(), *revision, d->lock.name()}},
             {QStringLiteral("DELETE FROM words WHERE id IN (%1)").arg(list), {}}});
    });
    if (done)
        Q_EMIT rowsRemoved(ids);
    return done;
}

Result<void> Journal::restore(const QList<qint64> &ids)
{
    const QString list = listOf(ids);
    const Result<void> done = d->database->transaction([&]() -> Result<void> {
        const Result<QSqlQuery> restored = d->database->run(
            QStringLiteral("UPDATE requests SET removed = 0, owner = '' WHERE removed > 0 AND id IN (%1)")
                .arg(list));
        if (!restored)
            return std::unexpected(restored.error());
        for (const qint64 id : ids) {
            if (const Result<void> touched = d->touch(id); !touched)
                return touched;
        }
        return {};
    });
    if (done)
        Q_EMIT rowsChanged(ids);
    return done;
}

Result<void> Journal::purge(std::optional<QDateTime> olderThan)
{
    QList<qint64> removed;
    const Result<void> done = d->database->transaction([&]() -> Result<void> {
        const qint64 now = d->clock->nowUtc().toMSecsSinceEpoch();
        const Result<QList<qint64>> old =
            idsOf(*d->database,
                  QStringLiteral("SELECT id FROM requests WHERE (removed > 0 AND (owner = ? OR removed < ?)) "
                                 "OR (removed = 0 AND time < ? AND outcome IN (1, 2))"),
                  {d->lock.name(), now - kUndoTime,
                   olderThan ? olderThan->toMSecsSinceEpoch() : std::numeric_limits<qint64>::min()});
        if (!old)
            return std::unexpected(old.error());
        removed = *old;
        const Result<qint64> revision = removed.isEmpty() ? Result<qint64>(0) : d->nextRevision();
        if (!revision)
            return std::unexpected(revision.error());
        const QString list = listOf(removed);
        return runAll(*d->database,
                      {{QStringLiteral("INSERT OR REPLACE INTO gone(id, revision, time) SELECT id, ?, ? FROM "
                                       "requests WHERE id IN (%1)")
                            .arg(list),
                        {*revision, now}},
                       {QStringLiteral("DELETE FROM words WHERE id IN (%1)").arg(list), {}},
                       {QStringLiteral("DELETE FROM attempts WHERE request IN (%1)").arg(list), {}},
                       {QStringLiteral("DELETE FROM bodies WHERE request IN (%1)").arg(list), {}},
                       {QStringLiteral("DELETE FROM requests WHERE id IN (%1)").arg(list), {}},
                       {QStringLiteral("DELETE FROM gone WHERE time < ?"), {now - kGoneTime}}});
    });
    if (done && !removed.isEmpty())
        Q_EMIT rowsRemoved(removed);
    return done;
}

} // namespace formwork::journal
