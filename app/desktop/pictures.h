// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

namespace formwork::desktop
{

// Opens the real windows one after another, leaves a PNG of each in `folder`, and answers the program's exit
// code. For machines without a display (offscreen platform) and for the documentation.
[[nodiscard]] int takePictures(session::Session *session, const QString &folder);

} // namespace formwork::desktop
