// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace formwork::forms
{

// Makes Tab go through the widgets below `root` in the order of their layouts, whenever they were made.
void orderTabs(QWidget *root);

} // namespace formwork::forms
