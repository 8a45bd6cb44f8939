// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// REST with JSON bodies (Smithy's aws.protocols#restJson1).
[[nodiscard]] const ProtocolCodec &restJson();

} // namespace formwork::protocol
