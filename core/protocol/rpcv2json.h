// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// Smithy's RPC v2 with JSON: the operation in the path, everything in one JSON object.
[[nodiscard]] const ProtocolCodec &rpcV2Json();

} // namespace formwork::protocol
