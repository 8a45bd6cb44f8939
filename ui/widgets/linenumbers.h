// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace formwork::widgets
{

class CodeView;

// The numbers beside the lines of a code view; for the eye alone, a click goes to the line.
class LineNumbers : public QWidget
{
    Q_OBJECT

public:
    explicit LineNumbers(CodeView *view);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    CodeView *m_view;
};

} // namespace formwork::widgets
