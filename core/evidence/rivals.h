// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/comparing.h"
#include "journal/reader.h"

namespace formwork::evidence
{

// Whose thing it may be: the request that is checked, and what it wished. Asked on another thread, so values
// alone.
struct Claimant {
    journal::Record record;
    Wanted wanted;
};

// Whether another request of this history may have made that very thing: a sentence that names it, or empty.
// To be asked of Journal::ask(). Two requests of the same name cannot both have made the one thing that is
// there.
[[nodiscard]] Result<QString> rivalOf(const journal::Reader &history, const Claimant &claimant,
                                      const Comparison &thing);

} // namespace formwork::evidence
