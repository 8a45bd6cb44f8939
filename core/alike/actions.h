// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/copying.h"

namespace formwork::alike
{

// What can be done with a thing that an answer shows: an operation of the same service, filled in.
struct Action {
    relations::Use::Role role = relations::Use::Role::Others;
    QString operation;
    QCborMap input;
    QStringList missing; // required members that the answer does not tell
    bool isAbout = false; // just about things of that kind
};

// For the entry at the place of the thing, which may be a text. What reads and changes first, what deletes
// last.
[[nodiscard]] Result<QList<Action>> actionsOf(const Tools &tools, const Thing &thing);

} // namespace formwork::alike
