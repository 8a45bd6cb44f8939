// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/members.h"
#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// AWS JSON 1.0 and 1.1: everything in one JSON object, the operation in the X-Amz-Target header.
[[nodiscard]] const ProtocolCodec &awsJson10();
[[nodiscard]] const ProtocolCodec &awsJson11();

// Shared with rest-json: the error of a JSON body and its headers.
[[nodiscard]] ProtocolCodec::Complaint jsonComplaint(const model::Operation &operation,
                                                     const http::Response &response, Members which);

// What the error of that name calls its message.
[[nodiscard]] QString messageMember(const model::Operation &operation, const QString &code);

// The input in a request whose whole body is JSON; an empty body is an empty input. Errors:
// "SerializationException".
[[nodiscard]] Result<QCborMap> parseJsonInput(const model::Operation &operation,
                                              const http::Request &request);

// A body that names the type of an error and nothing that the operation answers.
[[nodiscard]] bool hidesJsonError(const model::Operation &operation, const http::Response &response);

} // namespace formwork::protocol
