// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "texts/check.h"

namespace formwork::texts
{

// The problems of the texts of an input beside those that were found already: text that is no JSON is told
// once.
[[nodiscard]] QList<document::Problem> withTextProblems(QList<document::Problem> found,
                                                        const model::Operation &operation,
                                                        const QCborValue &input, const Namer &name,
                                                        const Actions *actions);

} // namespace formwork::texts
