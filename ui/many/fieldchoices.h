// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/fieldpicker.h"
#include "model/service.h"

namespace formwork::many
{

// Every place of an input that a column can go to, nested ones and the first entries of lists included, and
// "nowhere" first. Their ids are paths as core/bulk reads them.
[[nodiscard]] QList<forms::FieldPicker::Entry> fieldChoices(const model::Operation &operation);

} // namespace formwork::many
