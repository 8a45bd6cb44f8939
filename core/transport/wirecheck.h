// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"

#include <QUrl>

namespace formwork::transport
{

// What QNetworkAccessManager is to be given so that exactly these bytes stand in the first line on the wire:
// a request that is not the one that was signed is worse than none. Refused before anything is sent
// (Phase::Local): line breaks in headers, targets that are not percent-encoded, plain http to another
// machine.
struct WireTarget {
    QUrl url; // without path and query where QUrl would change those
    QByteArray verb;
};
[[nodiscard]] Result<WireTarget> wireTarget(const http::Request &request);

// Whether a verb made by wireTarget() is this method.
[[nodiscard]] bool isMethod(QByteArrayView verb, QByteArrayView method);

} // namespace formwork::transport
