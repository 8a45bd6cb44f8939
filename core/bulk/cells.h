// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/shape.h"

#include <QCborValue>

namespace formwork::bulk
{

// The text of a cell as a value of the shape: numbers, "true" and "false", times, bytes in base64; lists,
// maps and structures as JSON. What does not fit a single value stays text, for validation to speak of.
// Error: JSON that cannot be read.
[[nodiscard]] Result<QCborValue> cellValue(const QString &text, const model::Shape &shape);

} // namespace formwork::bulk
