// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"
#include "protocol/text.h"

#include <QCborMap>

namespace formwork::protocol
{

// What quirks/quirks.h asks of a request that is otherwise complete.
void applyQuirks(const model::Operation &operation, const QCborMap &input, http::Request &request);

// How the operation's service wants its date-times.
[[nodiscard]] Fraction fractionOf(const model::Operation &operation);

} // namespace formwork::protocol
