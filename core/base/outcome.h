// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace formwork
{

// What became of a request, or of one attempt at it. The values stand in files: they are never given anew.
enum class Outcome { Sending = 0, Succeeded = 1, Rejected = 2, Unknown = 3 };

} // namespace formwork
