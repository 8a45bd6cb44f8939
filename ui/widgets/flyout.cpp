// SPDX-License-Identifier: Apache-2.0
#include "widgets/flyout.h"

#include <QAccessible>
#include <QEvent>

namespace formwork::widgets
{
namespace
{

class Leaving : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        auto *flyout = qobject_cast<QWidget *>(watched);
        if (event->type() == QEvent::WindowDeactivate)
            QMetaObject::invokeMethod(flyout, &QWidget::close, Qt::QueuedConnection);
        else if (event->type() == QEvent::Show)
            flyout->activateWindow();
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

Qt::WindowFlags flyoutFlags()
{
    return QAccessible::isActive() ? Qt::Dialog | Qt::FramelessWindowHint : Qt::WindowFlags(Qt::Popup);
}

void closeWhenLeft(QWidget *flyout)
{
    if (flyout->windowType() != Qt::Popup)
        flyout->installEventFilter(new Leaving(flyout));
}

} // namespace formwork::widgets
