// SPDX-License-Identifier: Apache-2.0
#include "base/outputfile.h"

#include "base/tr.h"

#include <QFileInfo>
#include <QSaveFile>

#include <optional>

#ifdef Q_OS_UNIX
#include <sys/stat.h>

#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#endif

namespace formwork
{

namespace
{

constexpr QFile::Permissions kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

std::unexpected<Error> unwritable(const QString &path, const QString &why)
{
    return failure(Phase::Local, QStringLiteral("OutputFile"),
                   formwork::Tr::tr("%1 cannot be written: %2.").arg(path, why),
                   formwork::Tr::tr("Name another file."));
}

Result<void> replaceFile(const QString &path, const OutputPieces &pieces)
{
    const bool isNew = !QFileInfo::exists(path);
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly);
    if (written && isNew)
        file.setPermissions(kOwnerOnly);
    if (!written)
        return unwritable(path, file.errorString());
    const Result<void> all = pieces([&](const QByteArray &bytes) -> Result<void> {
        if (file.write(bytes) == bytes.size())
            return {};
        return unwritable(path, file.errorString());
    });
    if (all && !(file.flush() && file.commit())) // commit() alone does not notice a full disk
        return unwritable(path, file.errorString());
    return all;
}

#ifdef Q_OS_UNIX

QString reason(int error) { return qt_error_string(error); }

Result<void> writeAll(const QString &path, int descriptor, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t count =
            ::write(descriptor, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (count < 0 && errno == EAGAIN) {
            pollfd wait{descriptor, POLLOUT, 0};
            ::poll(&wait, 1, -1);
        } else if (count < 0 && errno != EINTR) {
            return unwritable(path, reason(errno));
        } else if (count > 0) {
            done += count;
        }
    }
    return {};
}

// The number of a descriptor that whoever started the program has given to it. What the program opened itself
// (its history, for one) is closed on exec, and is nobody's output.
std::optional<int> givenDescriptor(const QString &path)
{
    if (path == u"/dev/stdout")
        return STDOUT_FILENO;
    if (path == u"/dev/stderr")
        return STDERR_FILENO;
    for (const QLatin1StringView folder :
         {QLatin1StringView("/dev/fd/"), QLatin1StringView("/proc/self/fd/")}) {
        bool isNumber = false;
        const int number = path.startsWith(folder) ? path.sliced(folder.size()).toInt(&isNumber) : -1;
        if (isNumber)
            return number;
    }
    return {};
}

Result<void> writePieces(const QString &path, int descriptor, const OutputPieces &pieces)
{
    return pieces([&](const QByteArray &bytes) { return writeAll(path, descriptor, bytes); });
}

Result<void> writeGiven(const QString &path, int descriptor, const OutputPieces &pieces)
{
    const int flags = ::fcntl(descriptor, F_GETFD);
    if (flags < 0 || (descriptor > STDERR_FILENO && (flags & FD_CLOEXEC) != 0))
        return unwritable(path, reason(EBADF));
    return writePieces(path, descriptor, pieces);
}

// Opening a FIFO waits for a reader; here for a moment only, as there may never be one.
Result<void> writeThrough(const QString &path, const OutputPieces &pieces)
{
    constexpr int kTries = 20;
    constexpr int kPause = 100; // milliseconds
    int descriptor = -1;
    for (int i = 0; i < kTries && descriptor < 0; ++i) {
        descriptor =
            ::open(QFile::encodeName(path).constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        if (descriptor < 0 && errno != ENXIO)
            return unwritable(path, reason(errno));
        if (descriptor < 0)
            ::poll(nullptr, 0, kPause);
    }
    if (descriptor < 0)
        return unwritable(path, Tr::tr("nobody reads from it"));
    const Result<void> written = writePieces(path, descriptor, pieces);
    if (::close(descriptor) != 0 && written)
        return unwritable(path, reason(errno));
    return written;
}

#endif

} // namespace

Result<void> writeOutput(const QString &path, const QByteArray &bytes)
{
    const OutputPieces one = [&bytes](const WritePiece &write) { return write(bytes); };
    return writeOutput(path, one);
}

Result<void> writeOutput(const QString &path, const OutputPieces &pieces)
{
#ifdef Q_OS_UNIX
    if (const std::optional<int> given = givenDescriptor(path))
        return writeGiven(path, *given, pieces);
    struct stat status{};
    if (::stat(QFile::encodeName(path).constData(), &status) == 0) {
        if (S_ISFIFO(status.st_mode) || S_ISCHR(status.st_mode))
            return writeThrough(path, pieces);
        if (S_ISDIR(status.st_mode))
            return unwritable(path, reason(EISDIR));
        if (!S_ISREG(status.st_mode))
            return unwritable(path, Tr::tr("it is no file"));
    }
#endif
    return replaceFile(path, pieces);
}

Result<void> openOwn(QFile &file)
{
#ifdef Q_OS_UNIX
    const int descriptor = ::open(QFile::encodeName(file.fileName()).constData(),
                                  O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        return unwritable(file.fileName(), errno == ELOOP ? Tr::tr("it is a link") : reason(errno));
    struct stat status{};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink > 1) {
        ::close(descriptor);
        return unwritable(file.fileName(), Tr::tr("it is no file of its own"));
    }
    if (!file.open(descriptor, QIODevice::ReadWrite | QIODevice::Unbuffered, QFile::AutoCloseHandle)) {
        ::close(descriptor);
        return unwritable(file.fileName(), file.errorString());
    }
    ::fchmod(descriptor, S_IRUSR | S_IWUSR);
    return {};
#else
    if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return unwritable(file.fileName(), file.errorString());
    return {};
#endif
}

bool isNoPlainFile(const QString &path)
{
#ifdef Q_OS_UNIX
    struct stat status{};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0
        && (!S_ISREG(status.st_mode) || status.st_nlink > 1);
#else
    const QFileInfo there(path);
    return there.isSymLink() || (there.exists() && !there.isFile());
#endif
}

} // namespace formwork
