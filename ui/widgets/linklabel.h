// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

namespace formwork::widgets
{

// A text with links, which a plain label makes a trap for the keyboard: here Tab leaves it, however many
// links it has, the arrows go from one to the next, and Return follows the one it is at.
class LinkLabel : public QLabel
{
    Q_OBJECT

public:
    explicit LinkLabel(QWidget *parent = nullptr);

protected:
    bool focusNextPrevChild(bool next) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] bool hasLinks() const;
};

} // namespace formwork::widgets
