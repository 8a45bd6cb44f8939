// SPDX-License-Identifier: Apache-2.0
#include "signin/filewatch.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <chrono>

namespace formwork::signin
{

namespace
{

constexpr std::chrono::milliseconds kQuiet{250};
constexpr std::chrono::seconds kSettled{2};

void add(const QFileInfo &info, QCryptographicHash &hash)
{
    hash.addData(info.filePath().toUtf8() + ' ' + QByteArray::number(info.exists() ? info.size() : -1) + ' '
                 + QByteArray::number(info.lastModified().toMSecsSinceEpoch()) + '\n');
}

QByteArray digestOf(const QStringList &paths)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &path : paths) {
        const QFileInfo info(path);
        if (info.isDir()) {
            for (const QFileInfo &entry : QDir(path).entryInfoList(QDir::Files, QDir::Name))
                add(entry, hash);
        } else {
            add(info, hash);
        }
    }
    return hash.result();
}

} // namespace

FileWatch::FileWatch(QStringList paths, std::function<void()> changed)
    : m_paths(std::move(paths))
    , m_changed(std::move(changed))
    , m_seen(digestOf(m_paths))
{
    m_quiet.setSingleShot(true);
    QObject::connect(&m_quiet, &QTimer::timeout, &m_quiet, [this] { look(); });
    m_quiet.start(kQuiet); // the first look finds what changed since now
}

// A file that was replaced is another one, and one that is not there shows in the folder above it.
void FileWatch::watchWhatIsThere()
{
    if (!m_watcher) {
        m_watcher.emplace();
        const auto begin = [this] { m_quiet.start(kQuiet); };
        QObject::connect(&*m_watcher, &QFileSystemWatcher::fileChanged, &m_quiet, begin);
        QObject::connect(&*m_watcher, &QFileSystemWatcher::directoryChanged, &m_quiet, begin);
    }
    QStringList there;
    for (const QString &path : std::as_const(m_paths)) {
        QFileInfo info(path);
        if (info.exists())
            there.append(path);
        if (!info.isDir())
            info = QFileInfo(info.path());
        for (int level = 0; level < 2 && !info.exists(); ++level)
            info = QFileInfo(info.path());
        if (info.exists())
            there.append(info.filePath());
    }
    there.removeDuplicates();
    for (const QString &path : std::as_const(there)) {
        if (!m_watcher->files().contains(path) && !m_watcher->directories().contains(path))
            m_watcher->addPath(path);
    }
}

void FileWatch::look()
{
    watchWhatIsThere();
    QByteArray now = digestOf(m_paths);
    if (now == m_seen)
        return;
    m_seen = std::move(now);
    m_changed();
    // What was read in the middle of being written is read once more when it has settled.
    QTimer::singleShot(kSettled, &m_quiet, [this] { m_changed(); });
}

} // namespace formwork::signin
