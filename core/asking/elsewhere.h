// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "model/service.h"

namespace formwork::asking
{

// Says of an error what its answer tells beside: that nothing has changed since (304), or where the request
// belongs, in code, sentence and advice. Redirects are never followed: a signature and its data are for one
// host only. Answers the Region that the request belongs to; empty: it does not say.
QString tellWhere(const model::Operation &operation, const http::Response &response, Error &error);

} // namespace formwork::asking
