// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/run.h"

namespace formwork::bulk
{

// What is said of a batch, to whoever runs it.

// "10 of 12 succeeded, 1 refused, ..."
[[nodiscard]] QString countsText(const journal::BatchCounts &counts);

// How many of the batch may still be sent; not exact where rows are unknown.
[[nodiscard]] qint64 openRows(const journal::BatchCounts &counts);

// How far a run is: "10 of 12 rows, 3.1 a second, 1 refused, 0 unknown, 2 seconds left".
[[nodiscard]] QString progressText(const RunCounts &counts, qint64 toSend, std::chrono::milliseconds elapsed);

[[nodiscard]] QString errorText(const Error &error); // with its code

} // namespace formwork::bulk
