// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/tokens.h"

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace formwork::widgets
{

// A coloured strip that says one thing and offers what to do about it.
class Banner : public QFrame
{
    Q_OBJECT

public:
    enum class Emphasis { Normal, Primary };

    explicit Banner(Tone tone = Tone::Neutral, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString text() const { return m_text; }

    void setTone(Tone tone);
    // Plain text; the title is set bold before the text.
    void setText(const QString &title, const QString &text);
    QPushButton *addButton(const QString &text, std::function<void()> pressed,
                           Emphasis emphasis = Emphasis::Normal);
    void clearButtons();
    void setClosable(bool closable); // a cross that hides the banner and tells `closed`

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void holdHeight();

    Tone m_tone;
    QString m_title;
    QString m_text;
    QLabel *m_icon;
    QLabel *m_label;
    QHBoxLayout *m_row;
    QHBoxLayout *m_buttons;
    QWidget *m_close = nullptr;
};

} // namespace formwork::widgets
