// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/attempts.h"

namespace formwork::asking
{

// The end of an answer whose body went somewhere while it came, and of one that is kept in memory: whether it
// is all there, and where it is. `sent`: what it is the answer to.
void completeAnswer(const Sending &sending, const http::Request &sent, Verdict &verdict);

} // namespace formwork::asking
