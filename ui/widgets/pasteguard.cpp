// SPDX-License-Identifier: Apache-2.0
#include "widgets/pasteguard.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLineEdit>

namespace formwork::widgets
{
namespace
{

class PasteGuard : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        return event->type() == QEvent::KeyPress
            && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste)
            && qobject_cast<QLineEdit *>(watched) && QGuiApplication::clipboard()->text().isEmpty();
    }
};

} // namespace

void guardPasting(QApplication &app) { app.installEventFilter(new PasteGuard(&app)); }

} // namespace formwork::widgets
