// SPDX-License-Identifier: Apache-2.0
#pragma once

class QTableView;

namespace formwork::widgets
{

// A table whose rows are things: each two lines high, without numbers at the left, its texts on one line and
// its headings over their beginnings; Tab goes on to the next control.
void setUpRows(QTableView *table);

} // namespace formwork::widgets
