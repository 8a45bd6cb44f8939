// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// REST with XML bodies (Smithy's aws.protocols#restXml): S3, CloudFront, Route 53.
[[nodiscard]] const ProtocolCodec &restXml();

} // namespace formwork::protocol
