// SPDX-License-Identifier: Apache-2.0
#include "widgets/colourdot.h"

#include <QPainter>
#include <QPixmap>

namespace formwork::widgets
{

QIcon colourDot(const QColor &colour, int side)
{
    constexpr int kSharp = 2; // drawn at twice the size for screens of up to 200 %
    QPixmap pixmap(side * kSharp, side * kSharp);
    pixmap.setDevicePixelRatio(kSharp);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour.isValid() ? colour : QColor(Qt::gray));
    const qreal radius = side * 0.3;
    painter.drawEllipse(QPointF(side / 2.0, side / 2.0), radius, radius);
    return pixmap;
}

} // namespace formwork::widgets
