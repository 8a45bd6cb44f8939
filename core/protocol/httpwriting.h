// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"
#include "protocol/members.h"
#include "protocol/misfit.h"

#include <QCborMap>

// Members bound to places of the HTTP message other than its body, on their way out (Smithy's HTTP binding
// traits).
namespace formwork::protocol
{

// Path and query of the operation's URI pattern with labels, query members and maps of query parameters
// filled in.
bool writeTarget(const model::Operation &operation, const QCborMap &input, const QByteArray &basePath,
                 http::Request &request, Misfit &misfit);

// Header and prefix header members; both directions.
bool writeHeaders(const model::Shape &shape, const QCborMap &map, http::Headers &headers, Misfit &misfit);

// The member that is the whole body, null if there is none.
[[nodiscard]] const model::Member *payloadMember(const model::Shape &shape);

// Whether that member is a blob.
[[nodiscard]] bool hasBlobBody(const model::Operation &operation);

// Whether any member belongs into a body made of members.
[[nodiscard]] bool hasBodyMembers(const model::Shape &shape, Members which);

// The label or wire name of a bound member.
[[nodiscard]] const QString &boundName(const model::Member &member);

} // namespace formwork::protocol
