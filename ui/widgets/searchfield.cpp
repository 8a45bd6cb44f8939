// SPDX-License-Identifier: Apache-2.0
#include "widgets/searchfield.h"

#include "widgets/icon.h"
#include "widgets/metrics.h"
#include "widgets/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>

namespace formwork::widgets
{

SearchField::SearchField(const QString &placeholder, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setClearButtonEnabled(true);
    addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
}

void SearchField::setShortcutHint(const QString &keys)
{
    m_hint = keys;
    update();
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        Q_EMIT stepped(-1);
        return;
    case Qt::Key_Down:
        Q_EMIT stepped(1);
        return;
    case Qt::Key_PageUp:
        Q_EMIT stepped(-10);
        return;
    case Qt::Key_PageDown:
        Q_EMIT stepped(10);
        return;
    case Qt::Key_Escape:
        if (text().isEmpty())
            Q_EMIT cancelled();
        else
            clear();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_hint.isEmpty() || !text().isEmpty())
        return;
    const Tokens &tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int pad = space(this, Space::Small);
    const int width = fontMetrics().horizontalAdvance(m_hint) + 2 * pad;
    const QRectF key(this->width() - width - pad, pad / 2.0 + 1, width, height() - pad - 2);
    painter.setPen(tokens.border);
    painter.setBrush(tokens.window);
    painter.drawRoundedRect(key.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setPen(tokens.muted);
    painter.drawText(key, Qt::AlignCenter, m_hint);
}

} // namespace formwork::widgets
