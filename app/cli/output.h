// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "document/problem.h"

#include <QCborValue>

namespace formwork::cli
{

// To standard output, as is. Where it cannot be written, the program ends as withOutput() says; that a reader
// went away (as `head` does) is no fault.
void print(const QByteArray &text);
void print(const QString &text); // visible(text), UTF-8
void printForTerminal(const QByteArray &text); // as is, where standard output is a terminal visible()
void printJson(const QCborValue &value); // indented, with a line end
void printJsonLine(const QCborValue &value); // one line
void printJsonPiece(const QByteArray &json); // a piece of such a value, as is
void printJsonText(const QByteArray &json); // the same value, with what a terminal obeys escaped

// What to say where the output is lost of something that was done, after why it could not be written.
void setOutputLoss(const QString &sentence);
// The exit code, once everything is printed: another one, and a sentence, where the output was lost.
[[nodiscard]] int withOutput(int exitCode);

// What comes from services, models and files may hold what a terminal obeys (escapes, bells, carriage
// returns) or what turns text around: these characters are written out as \u001B. Line ends and tabs stay, of
// a line they do not.
[[nodiscard]] QString visible(const QString &text);
[[nodiscard]] QString visibleLine(const QString &text);

void complain(const QString &sentence); // to standard error, "formwork-cli: ..."
void remark(const QString &sentence); // likewise, unless it is empty
[[nodiscard]] int complain(const Error &error); // likewise; answers the exit code that goes with its phase

[[nodiscard]] QCborValue problemsAsJson(const QList<document::Problem> &problems);
[[nodiscard]] QString problemsAsText(const QList<document::Problem> &problems);

} // namespace formwork::cli
