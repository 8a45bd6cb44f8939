// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/filled.h"

#include <QCborValue>

#include <optional>

namespace formwork::alike
{

// What a shell would put in place of a variable or a command stands between these in a word.
inline constexpr QChar kUnknownBegin{0xE000};
inline constexpr QChar kUnknownEnd{0xE001};

[[nodiscard]] inline bool holdsUnknown(const QString &text) { return text.contains(kUnknownBegin); }

// The value without what only the shell knows, which the notes tell of.
[[nodiscard]] QCborValue withoutUnknown(const QCborValue &value, const QString &path, QList<Note> &notes);

// One command of what somebody has copied out of a shell, a script or a manual.
struct Command {
    QStringList words; // the first is the program, without its path
    QList<std::pair<QString, QString>> assignments; // "AWS_PROFILE=x" in front of it
    QList<Note> notes;
};

// The first command of the text that runs one of these programs: parted into words as a POSIX shell does,
// with lines that go on after a backslash, or as PowerShell and cmd.exe have it after ` and ^. Nothing is run
// and no variable is looked up. Nothing where there is none.
[[nodiscard]] std::optional<Command> commandIn(const QString &text, const QStringList &programs);

} // namespace formwork::alike
