// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "document/problem.h"

#include <QCborValue>

namespace formwork::cli
{

void print(const QByteArray &text); // to standard output, as is
void print(const QString &text); // likewise, UTF-8
void printJson(const QCborValue &value); // indented, with a line end
void printJsonLine(const QCborValue &value); // one line
void complain(const QString &sentence); // to standard error, "formwork-cli: ..."
[[nodiscard]] int complain(const Error &error); // likewise; answers the exit code that goes with its phase

[[nodiscard]] QCborValue problemsAsJson(const QList<document::Problem> &problems);
[[nodiscard]] QString problemsAsText(const QList<document::Problem> &problems);

} // namespace formwork::cli
