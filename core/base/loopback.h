// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace formwork
{

// Whether a host is this very computer: "localhost" and the names under it (RFC 6761), an address of
// 127.0.0.0/8 or ::1, with brackets or without. The one rule for where plain http, no proxy and nobody's
// account at AWS are right.
[[nodiscard]] bool isLoopback(QStringView host);

// What to connect to for a host: no name server is asked for a name under "localhost", and could answer
// otherwise.
[[nodiscard]] QString reachedAt(const QString &host);

} // namespace formwork
