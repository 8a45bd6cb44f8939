// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QIcon>
#include <QWidget>

namespace formwork::widgets
{

// A rounded pill: the outcome of a request, or a count. The functions are for delegates, which paint it in a
// cell.
struct ChipLook {
    QString text;
    QString iconName; // empty: none
    Tone tone = Tone::Neutral;
};

[[nodiscard]] QSize chipSize(const ChipLook &look, const QFont &font);
void paintChip(QPainter *painter, const QRect &cell, const ChipLook &look, const QFont &font,
               Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);

class Chip : public QWidget
{
    Q_OBJECT

public:
    explicit Chip(const ChipLook &look = {}, QWidget *parent = nullptr);

    [[nodiscard]] const ChipLook &look() const { return m_look; }
    [[nodiscard]] QSize sizeHint() const override { return chipSize(m_look, font()); }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    void setLook(const ChipLook &look);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ChipLook m_look;
};

} // namespace formwork::widgets
