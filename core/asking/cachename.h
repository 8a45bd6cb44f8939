// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/question.h"

namespace formwork::asking
{

// Where a question goes before anything about it has been asked. Error: as of endpointFor() and plan().
[[nodiscard]] Result<Plan> planOf(const Question &question);

// Which question it is: endpoint, path, and the keys it is asked with; for caches of what was answered.
[[nodiscard]] QByteArray cacheName(const Question &question, const Plan &plan);

} // namespace formwork::asking
