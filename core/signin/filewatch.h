// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFileSystemWatcher>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace formwork::signin
{

// Tells when files, or what lies in folders, are other than they were: also such as are replaced, removed, or
// not there yet. Not before they are quiet for a moment. It needs an event loop; without one it tells
// nothing.
class FileWatch
{
public:
    FileWatch(QStringList paths, std::function<void()> changed);

private:
    void watchWhatIsThere();
    void look();

    QStringList m_paths;
    std::function<void()> m_changed;
    QByteArray m_seen; // a digest of sizes and times
    QFileSystemWatcher m_watcher;
    QTimer m_quiet;
};

} // namespace formwork::signin
