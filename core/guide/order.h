// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/shape.h"

namespace formwork::guide
{

// The members of a structure in the order in which a person thinks of them: what is required, what names the
// thing and what defines it, then the options as the model has them, tags, and what is deprecated.
[[nodiscard]] QList<const model::Member *> inOrder(const model::Shape &structure);

// Whether a member, though optional, is among what one wants to see first: a type, an image, the cluster.
[[nodiscard]] bool isEssential(const model::Member &member);

// Whether a list or map of that name holds tags, which come last.
[[nodiscard]] bool namesTags(const QString &name);

} // namespace formwork::guide
