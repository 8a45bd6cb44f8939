// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"

#include <QUrl>

namespace formwork::transport
{

// Whether QNetworkAccessManager can put exactly these bytes on the wire; QUrl rewrites some targets
// ("/a/../b"), and a request that is not the one that was signed is worse than none. Answers the URL to give
// it. Refused before anything is sent (Phase::Local): line breaks in headers, targets QUrl would change,
// plain http to another machine.
[[nodiscard]] Result<QUrl> wireUrl(const http::Request &request);

} // namespace formwork::transport
