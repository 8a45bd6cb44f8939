// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"
#include "protocol/mapbuilder.h"
#include "protocol/misfit.h"

// Members bound to places of the HTTP message other than its body, on their way in.
namespace formwork::protocol
{

// Header and prefix header members; both directions.
bool readHeaders(const model::Shape &shape, const http::Headers &headers, MapBuilder &members,
                 Misfit &misfit);

// The status code member of an answer.
void readStatus(const model::Shape &shape, int status, MapBuilder &members);

// Labels and query of a request, as a server sees them.
bool readTarget(const model::Operation &operation, const http::Request &request, MapBuilder &members,
                Misfit &misfit);

} // namespace formwork::protocol
