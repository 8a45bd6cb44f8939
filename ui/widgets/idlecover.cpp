// SPDX-License-Identifier: Apache-2.0
#include "widgets/idlecover.h"

#include "widgets/announce.h"
#include "widgets/labels.h"

#include <QApplication>
#include <QEvent>
#include <QVBoxLayout>

namespace formwork::widgets
{

namespace
{

bool isTouch(QEvent::Type type)
{
    switch (type) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        return true;
    default:
        return false;
    }
}

} // namespace

IdleCover &IdleCover::ofApplication()
{
    if (auto *known = qApp->findChild<IdleCover *>(QString(), Qt::FindDirectChildrenOnly))
        return *known;
    return *new IdleCover(qApp);
}

IdleCover::IdleCover(QObject *parent)
    : QObject(parent)
{
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &IdleCover::cover);
}

void IdleCover::setPatience(std::chrono::milliseconds patience)
{
    qApp->removeEventFilter(this);
    m_idle.stop();
    m_idle.setInterval(patience);
    if (patience <= std::chrono::milliseconds(0)) {
        uncover();
        return;
    }
    qApp->installEventFilter(this);
    m_idle.start();
}

bool IdleCover::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (isCovering()) {
        const bool wakes = type == QEvent::KeyPress || type == QEvent::MouseButtonPress;
        if (wakes && watched->isWidgetType()) {
            uncover();
            return true; // it was not meant for what is below
        }
        auto *window = qobject_cast<QWidget *>(watched);
        if (window && window->isWindow() && type == QEvent::Show)
            coverWindow(window);
        if (window && window->isWindow() && type == QEvent::Resize) {
            for (const QPointer<QWidget> &cover : std::as_const(m_covers)) {
                if (cover && cover->parentWidget() == window)
                    cover->setGeometry(window->rect());
            }
        }
    } else if (isTouch(type)) {
        m_idle.start();
    }
    return QObject::eventFilter(watched, event);
}

void IdleCover::cover()
{
    while (QWidget *popup = QApplication::activePopupWidget()) {
        if (!popup->close())
            break;
    }
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (window->isVisible())
            coverWindow(window);
    }
}

void IdleCover::coverWindow(QWidget *window)
{
    auto *cover = new QWidget(window);
    cover->setObjectName(QStringLiteral("idleCover"));
    cover->setAutoFillBackground(true);
    cover->setBackgroundRole(QPalette::Window);
    auto *column = new QVBoxLayout(cover);
    column->addStretch(1);
    QLabel *title = titleLabel(tr("Hidden while nobody is here"), cover);
    QLabel *text =
        wrappedLabel(tr("Click or press a key to show it again. This is no lock: whoever sits at this "
                        "computer can do so."),
                     cover);
    for (QLabel *label : {title, text}) {
        label->setAlignment(Qt::AlignCenter);
        column->addWidget(label);
    }
    column->addStretch(1);
    cover->setGeometry(window->rect());
    cover->raise();
    cover->show();
    m_covers.append(cover);
    announce(cover, title->text());
}

void IdleCover::uncover()
{
    for (const QPointer<QWidget> &cover : std::as_const(m_covers)) {
        if (cover) {
            cover->hide();
            cover->deleteLater(); // it may be what was clicked
        }
    }
    m_covers.clear();
    if (m_idle.interval() > 0)
        m_idle.start();
}

} // namespace formwork::widgets
