// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// The oldest protocol of AWS (Smithy's aws.protocols#awsQuery): parameters of a form in, XML out.
[[nodiscard]] const ProtocolCodec &query();

} // namespace formwork::protocol
