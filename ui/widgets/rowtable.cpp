// SPDX-License-Identifier: Apache-2.0
#include "widgets/rowtable.h"

#include "widgets/metrics.h"

#include <QHeaderView>
#include <QTableView>

namespace formwork::widgets
{

void setUpRows(QTableView *table)
{
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(lineHeight(table->font()) * 2);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace formwork::widgets
