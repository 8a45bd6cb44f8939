// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

namespace formwork::widgets
{

// What is higher than its place is scrolled; what is wider makes the place wider, so that nothing is cut off
// at the right where nobody can scroll to it.
class VerticalScrollArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit VerticalScrollArea(QWidget *content, QWidget *parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace formwork::widgets
