// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QWidget;

namespace formwork::widgets
{

// Has a screen reader say a sentence that stands nowhere on the screen ("Copied").
void announce(QWidget *widget, const QString &sentence);

// What a screen reader says of a widget.
void setAccessible(QWidget *widget, const QString &name, const QString &description = {});

} // namespace formwork::widgets
