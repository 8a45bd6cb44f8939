// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborValue>
#include <QString>

namespace formwork::practice
{

// A digest of a value in which the order of members makes no difference: what is compared instead of kept.
// Hex.
[[nodiscard]] QString fingerprint(const QCborValue &value);

} // namespace formwork::practice
