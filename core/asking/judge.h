// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "base/outcome.h"
#include "model/service.h"

#include <QCborMap>
#include <QCborValue>
#include <QStringList>

#include <optional>

namespace formwork::asking
{

// What an attempt came to, or several.
struct Verdict {
    Outcome outcome = Outcome::Unknown;
    std::optional<Error> error; // none: succeeded
    QCborValue output;
    QStringList notes; // of success: what of the output does not fit the model
    QCborMap errorMembers; // what the service tells with its error beside the message
    QString requestId;
    QString belongsIn; // the Region that the request belongs to, where the answer says that it is another
    int httpStatus = 0; // 0: no HTTP answer
    http::Headers headers; // of the answer
    int attempts = 0; // made, where it is of several
};

// The one place that decides what an answer means. Succeeded: an answer of 2xx that can be read. Rejected:
// the service (or the way to it) said that it did nothing: 4xx but for a time-out, throttling, "not
// modified", "elsewhere", or nothing was sent. Unknown: everything else, because it may have been done.
[[nodiscard]] Verdict judge(const model::Operation &operation, const Result<http::Response> &sent);

} // namespace formwork::asking
