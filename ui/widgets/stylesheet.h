// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QFont>
#include <QString>

class QWidget;

namespace formwork::widgets
{

// The one style sheet of the program. What it knows beside Qt's classes are dynamic properties:
//   "role" of labels and frames: title, heading, overline, muted, help, problem, mono, panel, bar
//   "primary" and "quiet" of buttons, "invalid" of fields
[[nodiscard]] QString styleSheet(const Tokens &tokens, const QFont &font);

// Sets such a property and lets the style look again.
void setRole(QWidget *widget, const char *role);
void setFlag(QWidget *widget, const char *name, bool on);

} // namespace formwork::widgets
