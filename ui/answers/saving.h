// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QByteArray>
#include <QCborValue>
#include <QString>

#include <functional>

class QWidget;

namespace formwork::answers
{

// Asks where and writes there, for the owner alone, whole or not at all; says what stands in the way.
// `bytes` is asked once the person has chosen.
void saveAs(QWidget *window, const QString &title, const QString &suggestedName, const QString &suffix,
            std::function<QByteArray()> bytes);

// Asks for the file that an answer of data goes into while it arrives. Whoever chooses one that is there was
// asked whether to replace it. The path is empty where nothing is chosen; nobody is told where `window` is
// gone.
void chooseAnswerFile(QWidget *window, const QString &suggestedName,
                      std::function<void(const QString &path)> chosen);

// A name for that file: the end of what the address of the request names last.
[[nodiscard]] QString answerFileName(const model::Operation &operation, const QCborValue &input);

} // namespace formwork::answers
