// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace formwork
{

// Writes a file of the data directory whole or not at all, for its owner alone, and makes its folder, which
// then is its owner's alone too. Empty: it is written; else why not, in the words of the system.
[[nodiscard]] QString writeOwnFile(const QString &path, const QByteArray &bytes);

} // namespace formwork
