// SPDX-License-Identifier: Apache-2.0
#include "widgets/linklabel.h"

#include <QKeyEvent>

namespace formwork::widgets
{

LinkLabel::LinkLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::RichText);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
}

bool LinkLabel::focusNextPrevChild(bool next)
{
    // A label's own goes through its links first, which is what this is not to do.
    return QWidget::focusNextPrevChild(next); // NOLINT(bugprone-parent-virtual-call)
}

void LinkLabel::focusInEvent(QFocusEvent *event)
{
    QLabel::focusInEvent(event);
    const bool isByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isByKey && hasLinks())
        QLabel::focusNextPrevChild(true); // onto its first link
}

// Without any a label would hand the focus on at once, which takes Shift+Tab back to where it came from.
bool LinkLabel::hasLinks() const { return text().contains(QLatin1StringView("<a ")); }

void LinkLabel::keyPressEvent(QKeyEvent *event)
{
    const bool isForth = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    const bool isBack = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    if (hasLinks() && (isForth || isBack))
        QLabel::focusNextPrevChild(isForth);
    else
        QLabel::keyPressEvent(event);
}

} // namespace formwork::widgets
