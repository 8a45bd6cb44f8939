// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/things.h"
#include "relations/relation.h"

namespace formwork::practice
{

// The value at a path of members with dots between them, of lists the first entry; Undefined if there is
// none.
[[nodiscard]] QCborValue valueAtPath(const QCborMap &map, const QString &path);

// A text, or the texts of a list; each that is an ARN or a URL also without what stands before its last "/"
// or
// ":", and before its name as a whole, because a thing is asked for by its ARN here and by its name there. A
// name may have slashes of its own.
[[nodiscard]] QStringList handlesIn(const QCborValue &value);
// The same of what a service made: there any text may have something before the id ("/hostedzone/Z1").
[[nodiscard]] QStringList handlesMade(const QCborValue &value);

// All that a thing can be asked for by.
[[nodiscard]] QStringList handlesOf(const Thing &thing, const relations::Relation &creation);

// Names of what the service makes of a thing: its ids and ARNs.
[[nodiscard]] QStringList madeOf(const relations::Relation &creation);
// And with the name that it is given: members that are no secrets, whatever the model says.
[[nodiscard]] QStringList namesOf(const relations::Relation &creation);

// Whether the value names or identifies the thing itself and not one that it belongs to.
[[nodiscard]] bool isOwn(const relations::Filling &filling, const relations::Relation &creation);

} // namespace formwork::practice
