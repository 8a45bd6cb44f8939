// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QString>

#include <memory>

#ifndef Q_OS_UNIX
class QLockFile;
#endif

namespace formwork::journal
{

// Says to other processes that this one lives: a file of its own under a lock that the system takes away with
// the process, however it ends. Names are random, so that a process id that is used again misleads nobody.
class OwnerLock
{
public:
    [[nodiscard]] static Result<OwnerLock> take(const QString &directory);
    ~OwnerLock();
    OwnerLock(OwnerLock &&other) noexcept;
    OwnerLock &operator=(OwnerLock &&) = delete;

    [[nodiscard]] const QString &name() const { return m_name; }

    // Whether others still see it. One whose file is gone looks ended to them: they may take over its rows.
    [[nodiscard]] bool isSeen() const;

    // Whether the owner of that name lives; one that does not is swept away.
    [[nodiscard]] static bool isAlive(const QString &directory, const QString &name);
    // Whether any owner of a lock there lives.
    [[nodiscard]] static bool isAnyAlive(const QString &directory);
    static void sweep(const QString &directory); // removes the files of those who ended

private:
    OwnerLock() = default;

    QString m_name;
    QString m_path;
#ifdef Q_OS_UNIX
    int m_descriptor = -1;
#else
    std::unique_ptr<QLockFile> m_lock;
#endif
};

} // namespace formwork::journal
