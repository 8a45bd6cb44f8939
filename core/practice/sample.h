// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/shape.h"

#include <QString>

#include <optional>

namespace formwork::practice
{

// Whether the text is as the limits want it. Patterns that cannot be read ask for nothing.
[[nodiscard]] bool fits(const QString &text, const model::Constraints &limits);

// Limits and what is asked beside them; where the one says nothing, the other does.
[[nodiscard]] model::Constraints both(model::Constraints limits, const model::Constraints &demand);

// A text that the pattern matches and that has the length; nothing where none is found, as the pattern looks
// ahead or refers back. The same for the same seed.
[[nodiscard]] std::optional<QString> sampleOf(const model::Constraints &limits, quint32 seed);

} // namespace formwork::practice
