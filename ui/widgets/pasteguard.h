// SPDX-License-Identifier: Apache-2.0
#pragma once

class QApplication;

namespace formwork::widgets
{

// From here on, pasting an empty clipboard into a line of text leaves the line alone. Qt replaces what is
// selected by nothing, and Tab selects all of a field: Ctrl+V would wipe a client token out. What goes wrong
// with many lines is TextArea's.
void guardPasting(QApplication &app);

} // namespace formwork::widgets
