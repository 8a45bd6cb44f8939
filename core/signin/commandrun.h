// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QCoroTask>
#include <QProcessEnvironment>
#include <QStringList>

#include <chrono>
#include <functional>

namespace formwork::signin
{

// What a program wrote and how it ended. May hold secrets.
struct CommandOutput {
    QByteArray output;
    QByteArray errors; // the beginning of it
    int exitCode = 0;
    bool crashed = false;
};

struct CommandLimits {
    std::chrono::milliseconds time{60'000};
    qsizetype output = 1024 * 1024;
};

// Starts a program without a shell and without standard input, in a process group of its own, which is ended
// as a whole when it takes too long or writes too much. Error codes: "NotStarted", "TimedOut",
// "TooMuchOutput".
QCoro::Task<Result<CommandOutput>> runCommand(QStringList words, QProcessEnvironment environment,
                                              CommandLimits limits,
                                              std::function<void(const QString &)> said);

} // namespace formwork::signin
