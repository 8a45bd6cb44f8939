// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/jsonview.h"
#include "model/service.h"

namespace formwork::model
{

// Traits of the Smithy 2.0 prelude and of AWS, put where our vocabulary holds them. Unknown traits mean
// nothing here.
void readShapeTraits(const JsonView &traits, Shape &shape);
void readMemberTraits(const JsonView &traits, Member &member);
void readOperationTraits(const JsonView &traits, Operation &operation);

[[nodiscard]] XmlNamespace xmlNamespace(const JsonView &trait);
[[nodiscard]] QStringList
authSchemes(const JsonView &traits); // of `auth`; "smithy.api#noAuth" where it is empty

} // namespace formwork::model
