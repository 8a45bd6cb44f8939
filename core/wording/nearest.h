// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace formwork::wording
{

// Up to three of `names` that a person who typed `name` may have meant, the nearest first: those few edits
// away and those that it begins. Case does not count.
[[nodiscard]] QStringList nearestNames(QStringView name, const QStringList &names);

} // namespace formwork::wording
