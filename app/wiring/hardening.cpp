// SPDX-License-Identifier: Apache-2.0
#include "wiring/hardening.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace formwork::wiring
{

namespace
{

// The leak checker of the sanitizers reads the memory of its own process as a debugger does.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kIsChecked = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kIsChecked = true;
#else
constexpr bool kIsChecked = false;
#endif
#else
constexpr bool kIsChecked = false;
#endif

} // namespace

void harden()
{
#ifdef Q_OS_UNIX
    ::umask(S_IRWXG | S_IRWXO);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    // A file that may not grow is an error like a full disk, and no reason to end between two bytes of a
    // call.
    std::signal(SIGXFSZ, SIG_IGN);
    // The lowest free number is taken. Opened the wrong way round: reading what was closed fails as before.
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
        if (::fcntl(stream, F_GETFD) == -1 && errno == EBADF)
            static_cast<void>(::open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_WRONLY));
    }
#endif
#ifdef Q_OS_LINUX
    if (!kIsChecked)
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

} // namespace formwork::wiring
