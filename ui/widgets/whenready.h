// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

class QWidget;

namespace formwork::widgets
{

// Calls `done` once, when the window has been painted and the event loop has nothing left to do: from then on
// a click is answered at once. The window has been shown; it lives on the main thread. For measuring.
void whenReady(QWidget *window, std::function<void()> done);

} // namespace formwork::widgets
