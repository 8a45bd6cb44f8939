// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QIcon>
#include <QString>

namespace formwork::widgets
{

// The icon ":/icons/NAME.svg", drawn in the text colour of the palette (muted when disabled); it follows a
// change of scheme by itself. The file is read when it is first painted.
[[nodiscard]] QIcon icon(const QString &name);

// The same in the text colour of a tone.
[[nodiscard]] QIcon icon(const QString &name, Tone tone);

// The same in the accent's foreground, for primary buttons.
[[nodiscard]] QIcon iconOnAccent(const QString &name);

} // namespace formwork::widgets
