// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/complaint.h"
#include "practice/things.h"

namespace formwork::practice
{

struct Call;

// Whether the answer has a place for names that nothing is there for: such are no error then.
[[nodiscard]] bool tellsOfAbsent(const Call &call);

// What an answer tells of a request's names beside the things: "InvalidParameters" and "failures" of those
// that nothing is there for, "DeletedParameters" of those that are gone now.
void tellNames(QCborMap &answer, const Call &call, const QList<Thing> &things);

// "DescribeVpcAttribute" tells of the one that is asked for, beside what names the thing.
[[nodiscard]] QCborValue onlyAttributeAsked(const QCborValue &answer, const Call &call);

// By the call's behaviour, which knows more of what was made than the answer that was made up for it.
[[nodiscard]] Outcome<QCborValue> toldByBehaviour(Outcome<QCborValue> made, const Call &call);

} // namespace formwork::practice
