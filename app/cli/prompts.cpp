// SPDX-License-Identifier: Apache-2.0
#include "cli/prompts.h"

#include "base/tr.h"
#include "cli/output.h"

#include <QRegularExpression>

#include <cstdio>

#ifndef Q_OS_WIN
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>
#endif

namespace formwork::cli
{

namespace
{

std::unexpected<Error> needed(const QString &profile, const QString &serial)
{
    return failure(
        Phase::Credentials, QStringLiteral("MfaNeeded"),
        Tr::tr("The role of the profile “%1” wants a code of the MFA device %2, and there is no terminal to "
               "ask on.")
            .arg(profile, serial),
        Tr::tr("Run the command in a terminal."));
}

#ifndef Q_OS_WIN
// One line from the terminal, which does not show it.
std::optional<QString> askTerminal(const QString &question)
{
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    termios before{};
    if (terminal < 0 || ::tcgetattr(terminal, &before) != 0) {
        if (terminal >= 0)
            ::close(terminal);
        return std::nullopt;
    }
    termios silent = before;
    silent.c_lflag &= ~tcflag_t(ECHO);
    ::tcsetattr(terminal, TCSAFLUSH, &silent);
    const QByteArray text = question.toLocal8Bit();
    QByteArray line(64, '\0');
    qsizetype length = -1;
    if (::write(terminal, text.constData(), size_t(text.size())) >= 0)
        length = qsizetype(::read(terminal, line.data(), size_t(line.size())));
    ::tcsetattr(terminal, TCSAFLUSH, &before);
    std::ignore = ::write(terminal, "\n", 1);
    ::close(terminal);
    if (length <= 0)
        return std::nullopt;
    return QString::fromLocal8Bit(line.first(length)).trimmed();
}
#else
std::optional<QString> askTerminal(const QString &) { return std::nullopt; }
#endif

Result<QString> mfaCode(const QString &profile, const QString &serial)
{
    static const QRegularExpression sixDigits(QStringLiteral("\\A[0-9]{6}\\z"));
    for (int attempt = 0; attempt < 3; ++attempt) {
        const std::optional<QString> code =
            askTerminal(Tr::tr("MFA code of %1 for the profile “%2”: ").arg(serial, profile));
        if (!code)
            return needed(profile, serial);
        if (sixDigits.match(*code).hasMatch())
            return *code;
        complain(Tr::tr("A code is six digits."));
    }
    return needed(profile, serial);
}

} // namespace

signin::Prompts terminalPrompts()
{
    signin::Prompts prompts;
    prompts.mfaCode = mfaCode;
    prompts.said = [](const QString &text) { std::fputs(text.toLocal8Bit().constData(), stderr); };
    return prompts;
}

} // namespace formwork::cli
