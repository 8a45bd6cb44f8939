// SPDX-License-Identifier: Apache-2.0
#include "cli/prompts.h"

#include "base/figures.h"
#include "base/tr.h"
#include "cli/output.h"

#include <cstdio>
#include <optional>

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
// One line from the terminal, which shows it or not.
std::optional<QString> askTerminal(const QString &question, bool isShown)
{
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    termios before{};
    if (terminal < 0 || ::tcgetattr(terminal, &before) != 0) {
        if (terminal >= 0)
            ::close(terminal);
        return std::nullopt;
    }
    termios silent = before;
    if (!isShown)
        silent.c_lflag &= ~tcflag_t(ECHO);
    ::tcsetattr(terminal, TCSAFLUSH, &silent);
    const QByteArray text = question.toLocal8Bit();
    QByteArray line(4096, '\0');
    qsizetype length = -1;
    if (::write(terminal, text.constData(), size_t(text.size())) >= 0)
        length = qsizetype(::read(terminal, line.data(), size_t(line.size())));
    ::tcsetattr(terminal, TCSAFLUSH, &before);
    if (!isShown)
        std::ignore = ::write(terminal, "\n", 1);
    ::close(terminal);
    if (length <= 0)
        return std::nullopt;
    return QString::fromLocal8Bit(line.first(length)).trimmed();
}
#else
std::optional<QString> askTerminal(const QString &, bool) { return std::nullopt; }
#endif

QString mfaText(const signin::MfaQuestion &question)
{
    QString text = question.problem.isEmpty() ? QString() : question.problem + u'\n';
    if (question.needsNext)
        text += Tr::tr("The code before was used: the device shows the next one at %1.")
                    .arg(clockText(question.codeChangesAt.toLocalTime().time()))
            + u'\n';
    return text + Tr::tr("MFA code of %1 for the profile “%2”: ").arg(question.serial, question.profile);
}

QCoro::Task<Result<QString>> mfaCode(signin::MfaQuestion question)
{
    const std::optional<QString> code = askTerminal(mfaText(question), false);
    if (!code)
        co_return needed(question.profile, question.serial);
    co_return *code;
}

// Whoever runs a script has said which account it is to use; on a terminal one is asked once.
QCoro::Task<bool> mayRun(signin::CommandQuestion question)
{
    const std::optional<QString> answer = askTerminal(
        Tr::tr("The profile “%1” (%2) runs this command for its credentials:\n    %3\nRun it, now and "
               "from now on? [y/N] ")
            .arg(question.profile, question.place, question.command),
        true);
    co_return !answer || answer->startsWith(u'y', Qt::CaseInsensitive);
}

} // namespace

signin::Prompts terminalPrompts()
{
    signin::Prompts prompts;
    prompts.mfaCode = mfaCode;
    prompts.mayRun = mayRun;
    prompts.said = [](const QString &text) { std::fputs(text.toLocal8Bit().constData(), stderr); };
    return prompts;
}

std::optional<QString> askOnTerminal(const QString &question) { return askTerminal(question, true); }

bool hasTerminal()
{
#ifndef Q_OS_WIN
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal >= 0)
        ::close(terminal);
    return terminal >= 0;
#else
    return false;
#endif
}

} // namespace formwork::cli
