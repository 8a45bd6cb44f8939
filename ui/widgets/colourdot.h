// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QIcon>

namespace formwork::widgets
{

// The colour of an account as a dot of `side` device independent pixels.
[[nodiscard]] QIcon colourDot(const QColor &colour, int side);

} // namespace formwork::widgets
