// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/call.h"
#include "practice/things.h"

namespace formwork::practice
{

// The ARN of a thing: the one it was given, the one that is known to be of that form, or one made of what it
// is ("arn:aws:ec2:eu-west-1:000000000000:security-group/sg-1").
[[nodiscard]] QString arnOf(const Call &call, const Thing &thing);

// The relation that tells of such things; null: nothing does.
[[nodiscard]] relations::RelationPtr creationOf(const Call &call, const Thing &thing);

// Where a call's things may be: its Region, and where those are that belong to none.
[[nodiscard]] QStringList placesOf(const Call &call);

// What is kept of it and what it was answered with, by member.
[[nodiscard]] QCborMap aboutThing(const Thing &thing);

// "ConfigurationSet" as "configuration-set".
[[nodiscard]] QString dashed(const QString &noun);

} // namespace formwork::practice
