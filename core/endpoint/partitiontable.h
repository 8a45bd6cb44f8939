// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/resolve.h"
#include "endpoint/value.h"

namespace formwork::endpoint
{

// What aws.partition answers: name, dnsSuffix, dualStackDnsSuffix, supportsFIPS, supportsDualStack and
// implicitGlobalRegion of the region's partition. A region of no partition counts as one of "aws", as the
// rules language has it.
[[nodiscard]] Value partitionRecord(QStringView region);

} // namespace formwork::endpoint
