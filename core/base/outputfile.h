// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <functional>

namespace formwork
{

// Writes a file that a person named, in one piece: a plain file is replaced as a whole, with its permissions
// or those of its owner alone; into a FIFO, a terminal and the like (/dev/stdout) the bytes are written; what
// is anything else is left as it is. Errors: Phase::Local, "OutputFile".
[[nodiscard]] Result<void> writeOutput(const QString &path, const QByteArray &bytes);

// The same for what is too long to be had at once: piece after piece. An error of theirs leaves a plain file
// as it was.
using WritePiece = std::function<Result<void>(const QByteArray &)>;
using OutputPieces = std::function<Result<void>(const WritePiece &)>;
[[nodiscard]] Result<void> writeOutput(const QString &path, const OutputPieces &pieces);

// For files that this program names itself beside those of a person: creates or opens a plain file for
// reading and writing, 0600, and never what a link of that name points to. Unbuffered: what was written is
// there for whoever looks, and after a kill. Errors: likewise.
[[nodiscard]] Result<void> openOwn(QFile &file);

// Whether something of that name is there which is no plain file, a link included.
[[nodiscard]] bool isNoPlainFile(const QString &path);

} // namespace formwork
