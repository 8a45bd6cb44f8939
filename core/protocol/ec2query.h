// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// EC2's dialect of the query protocol (Smithy's aws.protocols#ec2Query): other names, no wrappers.
[[nodiscard]] const ProtocolCodec &ec2Query();

} // namespace formwork::protocol
