// SPDX-License-Identifier: Apache-2.0
#include "widgets/announce.h"

#include <QAccessible>
#include <QWidget>

namespace formwork::widgets
{

void announce(QWidget *widget, const QString &sentence)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(widget, sentence);
    QAccessible::updateAccessibility(&event);
#else
    // Before Qt 6.8 there are no announcements; an alert about a widget makes readers say its description.
    widget->setAccessibleDescription(sentence);
    QAccessibleEvent event(widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
#endif
}

void setAccessible(QWidget *widget, const QString &name, const QString &description)
{
    widget->setAccessibleName(name);
    widget->setAccessibleDescription(description);
}

} // namespace formwork::widgets
