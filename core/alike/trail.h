// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/filled.h"

namespace formwork::alike
{

struct Events {
    QList<Filled> found;
    QStringList left; // sentences
};

// Whether a value is an event of CloudTrail, a file of them, or what LookupEvents answers.
[[nodiscard]] bool isTrail(const QCborValue &value);

// A form for each event, as far as CloudTrail has kept its parameters.
[[nodiscard]] Events fromTrail(const Tools &tools, const QCborValue &value);

} // namespace formwork::alike
