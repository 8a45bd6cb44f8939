// SPDX-License-Identifier: Apache-2.0
#include "widgets/card.h"

#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace formwork::widgets
{

Card::Card(const Text &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_title(headingLabel({}, this))
    , m_subtitle(mutedLabel({}, this))
    , m_body(helpLabel({}, this))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto *column = new QVBoxLayout(this);
    setSpacing(column, font(), Space::Large, Space::Small);
    for (QLabel *label : {m_title, m_subtitle, m_body}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addStretch(1);
    setCardText(text);
}

void Card::setCardText(const Text &text)
{
    m_text = text;
    m_title->setText(text.title);
    m_subtitle->setText(text.subtitle);
    m_subtitle->setVisible(!text.subtitle.isEmpty());
    refreshBody();
    setAccessibleName(text.title);
    setAccessibleDescription(QStringList{text.subtitle, text.body, text.note}.join(u' ').trimmed());
}

void Card::setDashed(bool dashed)
{
    m_dashed = dashed;
    update();
}

QSize Card::sizeHint() const { return layout()->sizeHint(); }

QSize Card::minimumSizeHint() const { return layout()->minimumSize(); }

void Card::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isLit = hasFocus() || underMouse();
    QPen pen(isLit ? tokens.accent : tokens.border, hasFocus() ? 2 : 1);
    if (m_dashed && !isLit)
        pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(isDown() ? tokens.accentSoft : m_dashed ? tokens.window : tokens.surface);
    const qreal inset = pen.widthF() / 2;
    const qreal radius = lineHeight(font()) / 3.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius, radius);
}

void Card::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void Card::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshBody();
}

void Card::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void Card::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void Card::refreshBody()
{
    m_body->setVisible(!m_text.body.isEmpty() || !m_text.note.isEmpty());
    if (m_text.note.isEmpty()) {
        m_body->setTextFormat(Qt::PlainText);
        m_body->setText(m_text.body);
        return;
    }
    m_body->setTextFormat(Qt::RichText);
    m_body->setText(QStringLiteral("%1 <span style=\"color:%2\">%3</span>")
                        .arg(m_text.body.toHtmlEscaped(), Theme::tokens().warning.text.name(),
                             m_text.note.toHtmlEscaped()));
}

} // namespace formwork::widgets
