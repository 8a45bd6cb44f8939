// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace formwork::widgets
{

// What a list has that lies over a window until it is left. Qt tells screen readers nothing of the windows it
// calls popups; while one listens, such a list is a window like any other, which goes when it is left.
[[nodiscard]] Qt::WindowFlags flyoutFlags();

// To be called once the widget with such flags is made.
void closeWhenLeft(QWidget *flyout);

} // namespace formwork::widgets
