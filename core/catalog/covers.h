// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

namespace formwork::catalog
{

// Whether `found` can stand for `own`, which guides and the exactly-once contract were written for: the same
// wire, and at least its members (with its token and its secrets), enum values and errors. Nothing: it can;
// else what it lacks, in words.
[[nodiscard]] std::optional<QString> lacking(const model::Operation &found, const model::Operation &own);

} // namespace formwork::catalog
