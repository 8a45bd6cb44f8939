// SPDX-License-Identifier: Apache-2.0
#include "widgets/banner.h"

#include "widgets/icon.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace formwork::widgets
{
namespace
{

QString iconFor(Tone tone)
{
    switch (tone) {
    case Tone::Created:
        return QStringLiteral("check");
    case Tone::Rejected:
        return QStringLiteral("cross");
    case Tone::Unknown:
        return QStringLiteral("question");
    case Tone::Sending:
        return QStringLiteral("send");
    case Tone::Warning:
        return QStringLiteral("warning");
    case Tone::Neutral:
        break;
    }
    return QStringLiteral("info");
}

} // namespace

Banner::Banner(Tone tone, QWidget *parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_icon(new QLabel(this))
    , m_label(wrappedLabel({}, this))
    , m_row(new QHBoxLayout(this))
    , m_buttons(new QHBoxLayout)
{
    setSpacing(m_row, font(), Space::Small, Space::Medium);
    m_buttons->setSpacing(space(this, Space::Small));
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_label->setMinimumWidth(textWidth(this, 20));
    m_row->addWidget(m_icon, 0);
    m_row->addWidget(m_label, 1);
    m_row->addLayout(m_buttons);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    refresh();
}

void Banner::setTone(Tone tone)
{
    m_tone = tone;
    refresh();
    update();
}

void Banner::setText(const QString &title, const QString &text)
{
    m_title = title;
    m_text = text;
    refresh();
    setAccessibleName(title.isEmpty() ? text : title + u' ' + text);
}

QPushButton *Banner::addButton(const QString &text, std::function<void()> pressed, Emphasis emphasis)
{
    auto *button = new QPushButton(text, this);
    setFlag(button, "primary", emphasis == Emphasis::Primary);
    button->setAutoDefault(false);
    button->setAccessibleDescription(accessibleName());
    connect(button, &QPushButton::clicked, this, std::move(pressed));
    m_buttons->addWidget(button);
    return button;
}

void Banner::clearButtons()
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (QWidget *button = item->widget()) {
            button->hide();
            button->deleteLater(); // it may be the one whose click is being handled
        }
        delete item;
    }
}

void Banner::setClosable(bool closable)
{
    if (closable && !m_close) {
        auto *button = new QToolButton(this);
        button->setIcon(icon(QStringLiteral("cross")));
        button->setToolTip(tr("Close this message"));
        button->setAccessibleName(tr("Close this message"));
        connect(button, &QToolButton::clicked, this, [this] {
            hide();
            Q_EMIT closed();
        });
        m_row->addWidget(button);
        m_close = button;
    }
    if (m_close)
        m_close->setVisible(closable);
}

void Banner::paintEvent(QPaintEvent *)
{
    const ToneColours &colours = Theme::tokens().tone(m_tone);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = qMax(3.0, lineHeight(font()) / 4.0);
    painter.setPen(QPen(m_tone == Tone::Neutral ? Theme::tokens().border : colours.text, 1));
    painter.setBrush(colours.background);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

// A layout that has little room would cut the text; what a banner says is never what can be left out.
void Banner::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    holdHeight();
}

void Banner::holdHeight()
{
    const int needed = heightForWidth(width());
    if (needed > 0 && needed != minimumHeight())
        setMinimumHeight(needed);
}

void Banner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void Banner::refresh()
{
    const QColor colour = Theme::tokens().tone(m_tone).text;
    const int side = iconSize(font());
    m_icon->setPixmap(icon(iconFor(m_tone), m_tone).pixmap(QSize(side, side), devicePixelRatioF()));
    const QString body = m_text.toHtmlEscaped();
    m_label->setTextFormat(Qt::RichText);
    m_label->setText(m_title.isEmpty() ? body
                                       : QStringLiteral("<b style=\"color:%1\">%2</b>&nbsp; %3")
                                             .arg(colour.name(), m_title.toHtmlEscaped(), body));
    if (isVisible())
        holdHeight();
}

} // namespace formwork::widgets
