// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

namespace formwork::widgets
{

// A text as a QR code, dark on light in every scheme, with the quiet zone that cameras want. Its cells are
// whole pixels. A text that is empty or too long for one hides it.
class QrCode : public QWidget
{
    Q_OBJECT

public:
    explicit QrCode(QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int cellSize() const; // pixels

    QString m_text;
    int m_side = 0; // cells, without the quiet zone
    std::vector<bool> m_isDark; // row by row
};

} // namespace formwork::widgets
