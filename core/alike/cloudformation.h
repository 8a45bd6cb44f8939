// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/filled.h"

namespace formwork::alike
{

// What a template, or a part of one, asks to be made.
struct Resources {
    QList<Filled> found;
    QStringList left; // sentences: resources that no operation is known for
};

// Whether a value is a template, resources by their names, or one resource.
[[nodiscard]] bool isTemplate(const QCborValue &value);

// A form for each resource. Functions are not worked out, but for parameters that have a default; they are
// listed.
[[nodiscard]] Resources fromTemplate(const Tools &tools, const QCborValue &value);

} // namespace formwork::alike
