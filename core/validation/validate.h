// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/problem.h"
#include "document/value.h"
#include "model/service.h"
#include "wording/names.h"

#include <functional>

namespace formwork::validation
{

// What a person calls the member at a place; validation falls back to wording::words(name).
using Labeller = std::function<QString(const document::Pointer &, const model::Member &)>;

// Every problem of `value` against the constraints of `shape`, in the order of the model. Strings are
// measured in Unicode code points, blobs in bytes; patterns are searched for, with a match limit, and one
// that PCRE2 cannot read or finish is skipped with a Problem of Severity::Advice that says so. Stops after
// `limit` problems.
[[nodiscard]] QList<document::Problem> validate(const model::Shape &shape, const QCborValue &value,
                                                const Labeller &label = {}, qsizetype limit = 1000);

} // namespace formwork::validation
