// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

class QObject;

namespace formwork::widgets
{

// Asks the desktop whether it wants dark windows and tells every change of mind, for as long as `context`
// lives. Asynchronous; where nobody answers, `wantsDark` is never called.
void followDesktopScheme(QObject *context, std::function<void(bool dark)> wantsDark);

} // namespace formwork::widgets
