// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"
#include "widgets/chip.h"

namespace formwork::history
{

// The colours and the icon of an outcome.
[[nodiscard]] widgets::ChipLook outcomeLook(journal::Outcome outcome, const QString &text);

} // namespace formwork::history
