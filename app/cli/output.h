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
void print(const QString &text); // likewise, UTF-8
void printJson(const QCborValue &value); // indented, with a line end
void printJsonLine(const QCborValue &value); // one line

// What to say where the output is lost of something that was done, after why it could not be written.
void setOutputLoss(const QString &sentence);
// The exit code, once everything is printed: another one, and a sentence, where the output was lost.
[[nodiscard]] int withOutput(int exitCode);

void complain(const QString &sentence); // to standard error, "formwork-cli: ..."
[[nodiscard]] int complain(const Error &error); // likewise; answers the exit code that goes with its phase

[[nodiscard]] QCborValue problemsAsJson(const QList<document::Problem> &problems);
[[nodiscard]] QString problemsAsText(const QList<document::Problem> &problems);

} // namespace formwork::cli
