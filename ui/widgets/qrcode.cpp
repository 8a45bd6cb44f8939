// SPDX-License-Identifier: Apache-2.0
#include "widgets/qrcode.h"

#include "widgets/metrics.h"

#include <QPainter>

#include <memory>
#include <qrencode.h>

namespace formwork::widgets
{

namespace
{

constexpr int kQuietZone = 4; // cells on each side, as ISO/IEC 18004 has it

} // namespace

QrCode::QrCode(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void QrCode::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_side = 0;
    m_isDark.clear();
    const QByteArray bytes = text.toUtf8();
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        bytes.isEmpty() || bytes.contains('\0')
            ? nullptr
            : QRcode_encodeString(bytes.constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1),
        &QRcode_free);
    if (code) {
        m_side = code->width;
        const qsizetype count = static_cast<qsizetype>(m_side) * m_side;
        m_isDark.reserve(static_cast<size_t>(count));
        for (qsizetype i = 0; i < count; ++i)
            m_isDark.push_back((code->data[i] & 1) != 0);
    }
    setVisible(m_side > 0);
    updateGeometry();
    update();
}

int QrCode::cellSize() const { return qMax(3, lineHeight(font()) / 4); }

QSize QrCode::sizeHint() const
{
    const int side = m_side > 0 ? (m_side + 2 * kQuietZone) * cellSize() : 0;
    return {side, side};
}

void QrCode::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white); // cameras take light on dark badly
    const int cell = cellSize();
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x) {
            if (m_isDark[static_cast<size_t>(y) * static_cast<size_t>(m_side) + static_cast<size_t>(x)])
                painter.fillRect((x + kQuietZone) * cell, (y + kQuietZone) * cell, cell, cell, Qt::black);
        }
    }
}

} // namespace formwork::widgets
