// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFileSystemWatcher>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <optional>

namespace formwork::signin
{

// Tells when files, or what lies in folders, are other than they were: also such as are replaced, removed, or
// not there yet. Not before they are quiet for a moment. It needs an event loop; without one it tells
// nothing, and a program that lives for a moment only pays for no watching.
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
    std::optional<QFileSystemWatcher> m_watcher; // of the first look: letting go of one takes milliseconds
    QTimer m_quiet;
};

} // namespace formwork::signin
