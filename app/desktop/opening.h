// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wiring/workspace.h"

class QApplication;

namespace formwork::desktop
{

// The look chosen in Preferences ("appearance/scheme": system, light, dark).
void applyTheme(QApplication &application, const Paths &paths);

// Opens the data directory; what stands in the way is told in a dialog with the ways out (try again, set a
// damaged history aside, quit). Null: the person gave up.
[[nodiscard]] std::unique_ptr<wiring::Workspace> openOrExplain(const wiring::Options &options);

} // namespace formwork::desktop
