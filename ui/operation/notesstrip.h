// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/filled.h"

class QWidget;

namespace formwork::widgets
{
class Banner;
}

namespace formwork::operation
{

// Over a form that something else has filled: what that was and what did not come along, the first of it in
// the strip and all of it at a press.
[[nodiscard]] widgets::Banner *notesStrip(const alike::Filled &filled, QWidget *parent);

} // namespace formwork::operation
