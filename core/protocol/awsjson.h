// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/members.h"
#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// AWS JSON 1.0 and 1.1: everything in one JSON object, the operation in the X-Amz-Target header.
[[nodiscard]] const ProtocolCodec &awsJson10();
[[nodiscard]] const ProtocolCodec &awsJson11();

// Shared with rest-json: the error of a JSON body and its headers. `names` is what members are called on the
// wire.
enum class ErrorMembers { All, BodyOnly };
[[nodiscard]] ProtocolCodec::Complaint jsonComplaint(const model::Operation &operation,
                                                     const http::Response &response, Members which);

} // namespace formwork::protocol
