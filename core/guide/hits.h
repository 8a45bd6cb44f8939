// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"

namespace formwork::guide
{

// What an input names, for a sentence before something is deleted or stopped: "Bucket “photos”, Key
// “2026/a.jpg”". From the members that identify: texts and lists of texts that are required, or whose
// names end like those of identifiers. No secrets; long lists end in their number. Empty: nothing is named.
[[nodiscard]] QString whatItHits(const model::Operation &operation, const Guide &guide,
                                 const QCborValue &input);

} // namespace formwork::guide
