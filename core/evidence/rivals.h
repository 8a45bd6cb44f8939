// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/subject.h"
#include "journal/reader.h"

namespace formwork::evidence
{

// Whether another request of this history may have made that very thing: a sentence that names it, or empty.
// To be asked of Journal::ask(). Two requests of the same name cannot both have made the one thing that is
// there.
[[nodiscard]] Result<QString> rivalOf(const journal::Reader &history, const Subject &subject,
                                      const Comparison &thing);

} // namespace formwork::evidence
