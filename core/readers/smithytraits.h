// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "readers/jsonview.h"

namespace formwork::readers
{

// Traits of the Smithy 2.0 prelude and of AWS, put where our vocabulary holds them. Unknown traits mean
// nothing here.
void readShapeTraits(const JsonView &traits, model::Shape &shape);
void readMemberTraits(const JsonView &traits, model::Member &member);
void readOperationTraits(const JsonView &traits, model::Operation &operation);

[[nodiscard]] model::XmlNamespace xmlNamespace(const JsonView &trait);
[[nodiscard]] QStringList
authSchemes(const JsonView &traits); // of `auth`; "smithy.api#noAuth" where it is empty

} // namespace formwork::readers
