// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

namespace formwork::practice
{

// The error that the model has for what is not there; the one about this kind of thing first. Empty: none.
[[nodiscard]] QString absenceIn(const model::Operation &operation, const QString &noun);

// EC2 lists no errors; they are made in one way.
[[nodiscard]] bool isEc2(const model::Operation &operation);
[[nodiscard]] QString ec2Absence(const QString &noun);

} // namespace formwork::practice
