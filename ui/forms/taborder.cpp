// SPDX-License-Identifier: Apache-2.0
#include "forms/taborder.h"

#include <QLayout>
#include <QWidget>

namespace formwork::forms
{
namespace
{

void collect(QLayout *layout, QList<QWidget *> &into);

void collect(QWidget *widget, QList<QWidget *> &into)
{
    const bool takesTab = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy();
    if (takesTab)
        into.append(widget);
    else if (widget->layout())
        collect(widget->layout(), into);
}

void collect(QLayout *layout, QList<QWidget *> &into)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if (QWidget *widget = item->widget())
            collect(widget, into);
        else if (QLayout *inner = item->layout())
            collect(inner, into);
    }
}

} // namespace

void orderTabs(QWidget *root)
{
    QList<QWidget *> order;
    collect(root, order);
    for (qsizetype i = 1; i < order.size(); ++i)
        QWidget::setTabOrder(order[i - 1], order[i]);
}

} // namespace formwork::forms
