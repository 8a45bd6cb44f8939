// SPDX-License-Identifier: Apache-2.0
#include "journal/ownerlock.h"

#include "base/tr.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#else
#include <QLockFile>
#endif

namespace formwork::journal
{

namespace
{

const QString kSuffix = QStringLiteral(".lock");

QString pathOf(const QString &directory, const QString &name) { return directory + u'/' + name + kSuffix; }

std::unexpected<Error> cannotLock(const QString &directory, const QString &why)
{
    return failure(Phase::Journal, QStringLiteral("ReadOnly"),
                   Tr::tr("No lock file can be kept in %1: %2.").arg(directory, why),
                   Tr::tr("Make the directory writable, or choose another one with --data-dir."));
}

// Without a filter: QDir makes a regular expression of one.
QStringList namesIn(const QString &directory, const QString &suffix)
{
    QStringList names = QDir(directory).entryList(QDir::Files, QDir::Unsorted);
    names.removeIf([&suffix](const QString &name) { return !name.endsWith(suffix); });
    return names;
}

bool ensureDirectory(const QString &directory)
{
    if (QDir(directory).exists())
        return true;
    return QDir().mkpath(directory)
        && QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

#ifdef Q_OS_UNIX

Result<OwnerLock> OwnerLock::take(const QString &directory)
{
    if (!ensureDirectory(directory))
        return cannotLock(directory, Tr::tr("it cannot be created"));
    OwnerLock lock;
    lock.m_name = QUuid::createUuid().toString(QUuid::Id128);
    lock.m_path = pathOf(directory, lock.m_name);
    // Locked under another name first: under its own name nobody ever sees it unlocked.
    const QByteArray newborn = QFile::encodeName(lock.m_path + QStringLiteral(".new"));
    lock.m_descriptor = ::open(newborn.constData(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (lock.m_descriptor < 0 || ::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) != 0
        || std::rename(newborn.constData(), QFile::encodeName(lock.m_path).constData()) != 0) {
        const QString why = QString::fromLocal8Bit(std::strerror(errno));
        if (lock.m_descriptor >= 0)
            ::unlink(newborn.constData());
        return cannotLock(directory, why);
    }
    return lock;
}

OwnerLock::OwnerLock(OwnerLock &&other) noexcept
    : m_name(std::move(other.m_name))
    , m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

OwnerLock::~OwnerLock()
{
    if (m_descriptor < 0)
        return;
    ::unlink(QFile::encodeName(m_path).constData());
    ::close(m_descriptor);
}

bool OwnerLock::isSeen() const
{
    struct stat held{};
    struct stat seen{};
    return ::fstat(m_descriptor, &held) == 0 && ::stat(QFile::encodeName(m_path).constData(), &seen) == 0
        && held.st_dev == seen.st_dev && held.st_ino == seen.st_ino;
}

bool OwnerLock::isAlive(const QString &directory, const QString &name)
{
    if (name.isEmpty())
        return false;
    const QByteArray path = QFile::encodeName(pathOf(directory, name));
    const int descriptor = ::open(path.constData(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0)
        return errno
            != ENOENT; // in doubt it lives: a row that is being sent must not be taken for an ended one
    const bool isLocked = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0;
    if (!isLocked)
        ::unlink(path.constData());
    ::close(descriptor);
    return isLocked;
}

#else

Result<OwnerLock> OwnerLock::take(const QString &directory)
{
    if (!ensureDirectory(directory))
        return cannotLock(directory, Tr::tr("it cannot be created"));
    OwnerLock lock;
    lock.m_name = QUuid::createUuid().toString(QUuid::Id128);
    lock.m_path = pathOf(directory, lock.m_name);
    lock.m_lock = std::make_unique<QLockFile>(lock.m_path);
    lock.m_lock->setStaleLockTime(0);
    if (!lock.m_lock->tryLock(0))
        return cannotLock(directory, Tr::tr("the file cannot be locked"));
    return lock;
}

OwnerLock::OwnerLock(OwnerLock &&other) noexcept = default;
OwnerLock::~OwnerLock() = default;

bool OwnerLock::isSeen() const { return QFile::exists(m_path); }

bool OwnerLock::isAlive(const QString &directory, const QString &name)
{
    const QString path = pathOf(directory, name);
    if (name.isEmpty() || !QFile::exists(path))
        return false;
    QLockFile lock(path); // tells a stale file by the process id in it
    lock.setStaleLockTime(0);
    return !lock.tryLock(0);
}

#endif

bool OwnerLock::isAnyAlive(const QString &directory)
{
    return std::ranges::any_of(namesIn(directory, kSuffix), [&](const QString &name) {
        return isAlive(directory, name.chopped(kSuffix.size()));
    });
}

void OwnerLock::sweep(const QString &directory)
{
    for (const QString &name : namesIn(directory, kSuffix))
        static_cast<void>(isAlive(directory, name.chopped(kSuffix.size())));
    const QDateTime hourAgo = QDateTime::currentDateTimeUtc().addSecs(-3600);
    for (const QString &name : namesIn(directory, kSuffix + QStringLiteral(".new"))) {
        const QFileInfo newborn(directory + u'/' + name);
        if (newborn.lastModified() < hourAgo) // ended between creating and naming it
            QFile::remove(newborn.filePath());
    }
}

} // namespace formwork::journal
