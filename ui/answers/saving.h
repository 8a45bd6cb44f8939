// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

class QWidget;

namespace formwork::answers
{

// Asks where and writes there, for the owner alone, whole or not at all; says what stands in the way.
// `bytes` is asked once the person has chosen.
void saveAs(QWidget *window, const QString &title, const QString &suggestedName, const QString &suffix,
            std::function<QByteArray()> bytes);

} // namespace formwork::answers
