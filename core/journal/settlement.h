// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"

namespace formwork::journal
{

// What was found out of an unknown row, by whom and when, as one or two sentences.
[[nodiscard]] QString inWords(const Settlement &settlement);

// Of a row, for a list: "unknown, settled: it happened". Empty where it is not settled.
[[nodiscard]] QString settledInShort(const Record &record);

} // namespace formwork::journal
