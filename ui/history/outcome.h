// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"
#include "widgets/chip.h"

namespace formwork::history
{

// What a row is shown as: one that is settled as what was found out of it.
[[nodiscard]] journal::Outcome shownOutcome(const journal::Record &record);

// The colours and the icon of an outcome.
[[nodiscard]] widgets::ChipLook outcomeLook(journal::Outcome outcome, const QString &text);

} // namespace formwork::history
