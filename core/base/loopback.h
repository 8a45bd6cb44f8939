// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

namespace formwork
{

// Whether a host is this very computer: "localhost", an address of 127.0.0.0/8 or ::1, with brackets or
// without. What a name server could answer otherwise ("x.localhost") is not. The one rule for where plain
// http, no proxy and nobody's account at AWS are right.
[[nodiscard]] bool isLoopback(QStringView host);

} // namespace formwork
