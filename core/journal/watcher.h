// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/editor.h"

namespace formwork::journal
{

// Looks at a history for what other processes wrote and for senders that ended; on the writer's thread, over
// its connection, so that what it wrote itself, and said so, is no news.
class Watcher
{
public:
    Watcher(const Database &database, Editor &editor)
        : m_database(database)
        , m_editor(editor)
    {
    }

    void noteOwn(const QSet<qint64> &revisions) { m_own += revisions; }
    [[nodiscard]] Result<void> settleOrphans(); // the editor knows which
    // What others wrote since this was asked last; the first time nothing is news.
    [[nodiscard]] Result<Editor::Touched> foreignChanges();

private:
    const Database &m_database;
    Editor &m_editor;
    qint64 m_seenRevision = 0;
    QSet<qint64> m_own; // after that
    qint64 m_seenDataVersion = 0;
};

} // namespace formwork::journal
