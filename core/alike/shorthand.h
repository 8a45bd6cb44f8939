// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/shape.h"

#include <QCborValue>

namespace formwork::alike
{

// The short form of the AWS CLI for structures, lists and maps: Key=a,Values=b,c or A={B=[1,2]}. Everything
// single is a text. Where a structure has one member only its name may be left out. Errors name the place
// in the text, and nothing of it.
[[nodiscard]] Result<QCborValue> fromShorthand(const QString &text, const model::Shape &shape);

} // namespace formwork::alike
