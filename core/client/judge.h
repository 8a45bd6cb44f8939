// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "journal/record.h"
#include "model/service.h"

#include <QCborValue>

#include <optional>

namespace formwork::client
{

// What one attempt came to.
struct Verdict {
    journal::Outcome outcome = journal::Outcome::Unknown;
    std::optional<Error> error; // none: succeeded
    QCborValue output;
    QString requestId;
    int httpStatus = 0;
    http::Headers headers; // of the answer
};

// Succeeded: an answer of 2xx that can be read. Rejected: the service (or the way to it) said that it did
// nothing: 4xx, throttling, "elsewhere", or nothing was sent. Unknown: everything else, because it may have
// been done.
[[nodiscard]] Verdict judge(const model::Operation &operation, const Result<http::Response> &sent);

} // namespace formwork::client
