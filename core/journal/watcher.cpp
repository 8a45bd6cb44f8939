// SPDX-License-Identifier: Apache-2.0
#include "journal/watcher.h"

#include <algorithm>

namespace formwork::journal
{

Result<void> Watcher::settleOrphans()
{
    const Result<QList<qint64>> ids = m_editor.orphans();
    if (!ids)
        return std::unexpected(ids.error());
    if (ids->isEmpty())
        return {};
    return m_database.transaction([this] { return m_editor.settleOrphans(); });
}

// What could not be read is read at the next look: only then the place up to which it was seen moves on.
Result<Editor::Touched> Watcher::foreignChanges()
{
    Editor::Touched changes;
    const Result<qint64> version = m_database.number(QStringLiteral("PRAGMA data_version"));
    if (!version)
        return std::unexpected(version.error());
    if (*version == m_seenDataVersion) { // then nobody else wrote
        if (!m_own.isEmpty())
            m_seenRevision = *std::ranges::max_element(m_own);
        m_own.clear();
        return changes;
    }
    const Result<qint64> revision = m_database.number(QStringLiteral("SELECT revision FROM counter"));
    if (!revision)
        return std::unexpected(revision.error());
    if (m_seenDataVersion != 0) {
        const Result<void> read = m_database.each(
            QStringLiteral("SELECT id, removed, revision FROM requests WHERE revision > ? UNION ALL SELECT "
                           "id, 1, revision FROM gone WHERE revision > ?"),
            {m_seenRevision, m_seenRevision}, [&changes, this](const QSqlQuery &row) {
                if (m_own.contains(row.value(2).toLongLong()))
                    return;
                (row.value(1).toLongLong() == 0 ? changes.changed : changes.removed)
                    .append(row.value(0).toLongLong());
            });
        if (!read)
            return std::unexpected(read.error());
    }
    m_seenDataVersion = *version;
    m_seenRevision = *revision;
    m_own.clear();
    return changes;
}

} // namespace formwork::journal
