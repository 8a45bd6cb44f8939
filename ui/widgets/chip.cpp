// SPDX-License-Identifier: Apache-2.0
#include "widgets/chip.h"

#include "widgets/icon.h"
#include "widgets/metrics.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QStyle>

namespace formwork::widgets
{
namespace
{

struct ChipMetrics {
    QFont font;
    int padding;
    int icon; // 0 without one
    int gap;
    QSize size;
};

ChipMetrics measure(const ChipLook &look, const QFont &base)
{
    ChipMetrics m{base, space(base, Space::Small), 0, space(base, Space::Tiny), {}};
    m.font.setWeight(QFont::DemiBold);
    if (base.pointSizeF() > 0)
        m.font.setPointSizeF(base.pointSizeF() * 0.92);
    const QFontMetrics text(m.font);
    if (!look.iconName.isEmpty())
        m.icon = text.ascent();
    const int width = text.horizontalAdvance(look.text) + 2 * m.padding + (m.icon ? m.icon + m.gap : 0);
    const int height = text.height() + m.gap;
    m.size = QSize(qMax(width, height), height);
    return m;
}

} // namespace

QSize chipSize(const ChipLook &look, const QFont &font) { return measure(look, font).size; }

void paintChip(QPainter *painter, const QRect &cell, const ChipLook &look, const QFont &font,
               Qt::Alignment alignment)
{
    const ChipMetrics m = measure(look, font);
    const QRect pill = QStyle::alignedRect(Qt::LeftToRight, alignment, m.size.boundedTo(cell.size()), cell);
    const ToneColours &colours = Theme::tokens().tone(look.tone);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.background);
    painter->drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
    QRect inside = pill.adjusted(m.padding, 0, -m.padding, 0);
    if (m.icon) {
        const QRect place(inside.left(), pill.center().y() - m.icon / 2, m.icon, m.icon);
        icon(look.iconName, look.tone).paint(painter, place);
        inside.setLeft(place.right() + m.gap);
    }
    painter->setFont(m.font);
    painter->setPen(colours.text);
    const QString text = QFontMetrics(m.font).elidedText(look.text, Qt::ElideRight, inside.width() + 1);
    const Qt::Alignment place = m.icon ? Qt::AlignVCenter | Qt::AlignLeft : Qt::AlignCenter;
    painter->drawText(inside, int(place.toInt()), text);
    painter->restore();
}

Chip::Chip(const ChipLook &look, QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLook(look);
}

void Chip::setLook(const ChipLook &look)
{
    m_look = look;
    setAccessibleName(look.text);
    updateGeometry();
    update();
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChip(&painter, rect(), m_look, font());
}

} // namespace formwork::widgets
