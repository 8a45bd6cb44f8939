// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/shellline.h"
#include "guide/guide.h"

namespace formwork::alike
{

// The operation that a curl command asks for, as the practice account would find it: by X-Amz-Target, by
// Action or by method and path of the service that the host or the signature names. Signature, keys and
// tokens are dropped; files are not read. The error says what is missing.
[[nodiscard]] Result<Filled> fromCurl(const Tools &tools, const guide::GuidesPtr &guides,
                                      const Command &command);

} // namespace formwork::alike
