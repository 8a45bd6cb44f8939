// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// Smithy RPC v2 CBOR: one path an operation, bodies in CBOR (RFC 8949).
[[nodiscard]] const ProtocolCodec &rpcV2Cbor();

} // namespace formwork::protocol
