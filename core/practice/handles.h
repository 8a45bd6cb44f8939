// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/things.h"
#include "relations/relation.h"

namespace formwork::practice
{

// The value at a path of members with dots between them, of lists the first entry; Undefined if there is
// none.
[[nodiscard]] QCborValue valueAtPath(const QCborMap &map, const QString &path);

// A text, or the texts of a list, each also without what stands before its last "/" or ":", because a thing
// is asked for by its ARN here and by its name there.
[[nodiscard]] QStringList handlesIn(const QCborValue &value);

// All that a thing can be asked for by.
[[nodiscard]] QStringList handlesOf(const Thing &thing, const relations::Relation &creation);

// Whether the value names or identifies the thing itself and not one that it belongs to.
[[nodiscard]] bool isOwn(const relations::Filling &filling, const relations::Relation &creation);

} // namespace formwork::practice
