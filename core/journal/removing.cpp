// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "journal/editor.h"

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
        if (const Result<Executed> done = database.run(sql, values); !done)
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

Result<void> Editor::remove(const QList<qint64> &ids, qint64 now)
{
    const QString list = listOf(ids);
    const Result<qint64> sending = m_database.number(
        QStringLiteral("SELECT id FROM requests WHERE outcome = 0 AND id IN (%1) LIMIT 1").arg(list));
    if (!sending)
        return std::unexpected(sending.error());
    if (*sending > 0) {
        return failure(Phase::Journal, QStringLiteral("BeingSent"),
                       Tr::tr("Request %1 is being sent and cannot be deleted.").arg(*sending),
                       Tr::tr("Wait for its outcome."));
    }
    const Result<qint64> revision = nextRevision();
    if (!revision)
        return std::unexpected(revision.error());
    m_touched.removed += ids;
    return runAll(
        m_database,
        {{QStringLiteral(
              "UPDATE requests SET removed = ?, revision = ?, owner = ? WHERE removed = 0 AND id IN (%1)")
              .arg(list),
          {now, *revision, m_lock.name()}},
         {QStringLiteral("DELETE FROM words WHERE id IN (%1)").arg(list), {}}});
}

Result<void> Editor::restore(const QList<qint64> &ids)
{
    const Result<Executed> restored = m_database.run(
        QStringLiteral("UPDATE requests SET removed = 0, owner = '' WHERE removed > 0 AND id IN (%1)")
            .arg(listOf(ids)));
    if (!restored)
        return std::unexpected(restored.error());
    for (const qint64 id : ids) {
        if (const Result<Executed> there =
                oneRow(m_database, QStringLiteral("SELECT 1 FROM requests WHERE id = ?"), id);
            !there)
            return std::unexpected(there.error());
        touch(id);
    }
    return {};
}

Result<void> Editor::purge(std::optional<qint64> olderThan, qint64 now)
{
    const Result<QList<qint64>> removed =
        idsOf(m_database,
              QStringLiteral("SELECT id FROM requests WHERE (removed > 0 AND (owner = ? OR removed < ?)) "
                             "OR (removed = 0 AND time < ? AND outcome IN (1, 2))"),
              {m_lock.name(), now - kUndoTime, olderThan.value_or(std::numeric_limits<qint64>::min())});
    if (!removed)
        return std::unexpected(removed.error());
    const Result<qint64> revision = removed->isEmpty() ? Result<qint64>(0) : nextRevision();
    if (!revision)
        return std::unexpected(revision.error());
    m_touched.removed += *removed;
    const QString list = listOf(*removed);
    const qint64 before = olderThan.value_or(std::numeric_limits<qint64>::min());
    const QString overBatches =
        QStringLiteral("SELECT id FROM batches WHERE owner = '' AND time < ? AND NOT EXISTS(SELECT 1 FROM "
                       "requests WHERE requests.batch > 0 AND requests.batch = batches.id)");
    return runAll(m_database,
                  {{QStringLiteral("INSERT OR REPLACE INTO gone(id, revision, time) SELECT id, ?, ? FROM "
                                   "requests WHERE id IN (%1)")
                        .arg(list),
                    {*revision, now}},
                   {QStringLiteral("DELETE FROM words WHERE id IN (%1)").arg(list), {}},
                   {QStringLiteral("DELETE FROM attempts WHERE request IN (%1)").arg(list), {}},
                   {QStringLiteral("DELETE FROM bodies WHERE request IN (%1)").arg(list), {}},
                   {QStringLiteral("DELETE FROM settlements WHERE request IN (%1)").arg(list), {}},
                   {QStringLiteral("DELETE FROM requests WHERE id IN (%1)").arg(list), {}},
                   {QStringLiteral("DELETE FROM batch_rows WHERE batch IN (%1)").arg(overBatches), {before}},
                   {QStringLiteral("DELETE FROM batches WHERE id IN (%1)").arg(overBatches), {before}},
                   {QStringLiteral("DELETE FROM gone WHERE time < ?"), {now - kGoneTime}}});
}

} // namespace formwork::journal
