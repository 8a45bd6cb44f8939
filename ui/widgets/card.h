// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

class QLabel;

namespace formwork::widgets
{

// A tile with a title, a line below it and a paragraph; a button in all but looks (Space and Return press
// it).
class Card : public QAbstractButton
{
    Q_OBJECT

public:
    struct Text {
        QString title;
        QString subtitle;
        QString body;
        QString note; // set in the warning colour after the body
    };

    explicit Card(const Text &text, QWidget *parent = nullptr);

    void setCardText(const Text &text);
    void setDashed(bool dashed); // an open place rather than a thing

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void refreshBody();

    Text m_text;
    QLabel *m_title;
    QLabel *m_subtitle;
    QLabel *m_body;
    bool m_dashed = false;
};

} // namespace formwork::widgets
