// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"

#include <QCborMap>

namespace formwork::protocol
{

// What quirks/quirks.h asks of a request that is otherwise complete.
void applyQuirks(const model::Operation &operation, const QCborMap &input, http::Request &request);

} // namespace formwork::protocol
