// SPDX-License-Identifier: Apache-2.0
#include "widgets/tabstops.h"

#include <QApplication>
#include <QLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>

namespace formwork::widgets
{
namespace
{

// Qt keeps a chain of its own, in the order in which widgets came to be. A form makes and drops widgets all
// the time, and one that stands wrong in that chain sends Tab back to where it came from; so the chain is not
// used.
class Collector
{
public:
    explicit Collector(const QWidget *focus)
        : m_focus(focus)
    {
    }

    void collect(QWidget *widget)
    {
        const bool isThere = !widget->isHidden() && widget->isEnabled();
        if (m_focus && (widget == m_focus || (!isThere && widget->isAncestorOf(m_focus)))) {
            m_stops.append(const_cast<QWidget *>(m_focus));
            return;
        }
        if (!isThere || widget->isWindow())
            return;
        const bool isStop = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy();
        if (isStop)
            m_stops.append(widget);
        if (!isStop || qobject_cast<QScrollArea *>(widget))
            collectInside(widget);
    }

    QList<QWidget *> take() { return std::move(m_stops); }

private:
    void collectInside(QWidget *widget)
    {
        if (const auto *area = qobject_cast<QScrollArea *>(widget)) {
            collectAny(area->widget());
        } else if (const auto *splitter = qobject_cast<QSplitter *>(widget)) {
            for (int i = 0; i < splitter->count(); ++i)
                collect(splitter->widget(i));
        } else if (const auto *tabs = qobject_cast<QTabWidget *>(widget)) {
            collectAny(tabs->tabBar());
            collectAny(tabs->cornerWidget(Qt::TopRightCorner));
            collectAny(tabs->currentWidget());
        } else if (QLayout *layout = widget->layout()) {
            collect(layout);
        } else {
            const QObjectList children = widget->children();
            for (QObject *child : children)
                collectAny(qobject_cast<QWidget *>(child));
        }
    }

    void collectAny(QWidget *widget)
    {
        if (widget)
            collect(widget);
    }

    void collect(QLayout *layout)
    {
        for (int i = 0; i < layout->count(); ++i) {
            QLayoutItem *item = layout->itemAt(i);
            if (QWidget *widget = item->widget())
                collect(widget);
            else if (QLayout *inner = item->layout())
                collect(inner);
        }
    }

    const QWidget *m_focus;
    QList<QWidget *> m_stops;
};

} // namespace

QList<QWidget *> tabStops(QWidget *root)
{
    Collector collector(QApplication::focusWidget());
    collector.collect(root);
    return collector.take();
}

bool stepAmong(const QList<QWidget *> &stops, bool forwards, bool goesRound)
{
    // Of a combo box or a date field the line inside has the focus.
    qsizetype at = -1;
    for (QWidget *focus = QApplication::focusWidget(); focus && at < 0; focus = focus->parentWidget())
        at = stops.indexOf(focus);
    if (at < 0)
        return false;
    qsizetype to = at + (forwards ? 1 : -1);
    if (goesRound)
        to = (to + stops.size()) % stops.size();
    if (to < 0 || to >= stops.size() || to == at)
        return false;
    stops[to]->setFocus(forwards ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace formwork::widgets
