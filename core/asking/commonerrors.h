// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QString>

namespace formwork::asking
{

// What to do about the errors that every service of AWS may answer, which no model lists; empty: nothing
// special.
[[nodiscard]] QString commonAdvice(const QString &code);

// Of temporary credentials.
[[nodiscard]] bool saysKeysRanOut(const Error &error);

// Of any: unknown, incomplete, run out, or the signature or its time does not fit. What they permit is not
// told.
[[nodiscard]] bool saysKeysAreWrong(const Error &error);

} // namespace formwork::asking
