// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "validation/constraints.h"

namespace formwork::validation
{

// What models do not say of the form of texts and everybody knows: that a policy is JSON, that a number is
// one although it is written as text, which characters a name may have by its documentation. The rules are
// data,
// ":/values.json": by names of members and shapes and by words of the documentation. `name` is what the text
// is called where it stands: a member's name, or a key of a map.
[[nodiscard]] QList<Finding> knownFindings(const model::Member &member, const QString &name, bool isInMap,
                                           const QString &text);

// Whether the text is what an example leaves to be replaced: "<Stringified-JSON>".
[[nodiscard]] bool isPlaceholder(const QString &text);

} // namespace formwork::validation
