// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborMap>

// What services wrap once more inside of a text, as every client of AWS unwraps it (core/quirks).
namespace formwork::protocol
{

// JSON in percent-encoding becomes the value that it is, texts in base64 become text. What cannot be
// unwrapped stays as it came.
[[nodiscard]] QCborMap unwrapped(const model::Operation &operation, QCborMap output);

} // namespace formwork::protocol
