// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// The oldest protocol of AWS (Smithy's aws.protocols#awsQuery): parameters of a form in, XML out.
[[nodiscard]] const ProtocolCodec &query();

// EC2's dialect of it (Smithy's aws.protocols#ec2Query): other names, no wrappers.
[[nodiscard]] const ProtocolCodec &ec2Query();

} // namespace formwork::protocol
