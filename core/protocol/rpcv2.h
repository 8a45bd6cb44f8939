// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"

// What both protocols of Smithy RPC v2 have in common.
namespace formwork::protocol
{

// A request without its body and the headers that tell of bodies.
[[nodiscard]] http::Request rpcRequest(const model::Operation &operation, QByteArrayView protocol,
                                       const QByteArray &basePath);
[[nodiscard]] http::Headers rpcAnswerHeaders(QByteArrayView protocol, const QByteArray &contentType,
                                             const QString &requestId);

} // namespace formwork::protocol
