// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/shape.h"

namespace formwork::protocol
{

// Which members of a structure stand in a body: all, or those that no other place of the request or of the
// answer is bound to. An answer has no address, so bindings to it do not count there.
enum class Members { All, RequestBody, ResponseBody };

[[nodiscard]] inline bool isWanted(const model::Member &member, Members which)
{
    using enum model::Location;
    if (which == Members::All || member.location == Body)
        return true;
    const bool isAddress = member.location == Label || member.location == GreedyLabel
        || member.location == Query || member.location == QueryParams;
    return which == Members::ResponseBody && isAddress;
}

} // namespace formwork::protocol
