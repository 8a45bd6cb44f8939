// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"

#include <QUrl>

namespace formwork::transport
{

// Whether exactly these bytes may go on the wire. Answers the URL of the endpoint. Refused before anything is
// sent (Phase::Local): line breaks in headers, targets that are not percent-encoded, plain http to another
// machine.
[[nodiscard]] Result<QUrl> wireUrl(const http::Request &request);

} // namespace formwork::transport
