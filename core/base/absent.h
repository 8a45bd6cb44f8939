// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborValue>

namespace formwork
{

// A member, an entry or an argument that is not given: on the wire it is left out.
[[nodiscard]] inline bool isAbsent(const QCborValue &value)
{
    return value.isNull() || value.isUndefined() || value.isInvalid();
}

} // namespace formwork
