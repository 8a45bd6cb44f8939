// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"

namespace formwork::guide
{

// The steps of a form that nobody wrote: one for a small input, required members first. A large one has what
// is required and what most people set in the first, the rest by what it is about (":/topics.json"). Client
// tokens are left out.
[[nodiscard]] QList<Step> stepsByTopic(const model::Shape &input);

} // namespace formwork::guide
