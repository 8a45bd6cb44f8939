// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

class QWidget;

namespace formwork::widgets
{

// The widgets at and below `root` where Tab stops now, in the order in which a person reads them: that of the
// layouts, whenever the widgets were made. The one with the focus is among them even where it is on its way
// out (hidden, disabled), so that there is a place to go on from.
[[nodiscard]] QList<QWidget *> tabStops(QWidget *root);

// Gives the focus to the neighbour of the stop that has it. At an end it goes round, or, where that is not
// wanted, nothing happens and the answer is false; likewise where none of the stops has the focus.
bool stepAmong(const QList<QWidget *> &stops, bool forwards, bool goesRound);

} // namespace formwork::widgets
