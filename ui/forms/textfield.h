// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>

namespace formwork::forms
{

// A line of text that never cuts off what is pasted without saying so, and that leaves pasted lines to
// whoever can make entries of them.
class TextField : public QLineEdit
{
    Q_OBJECT

public:
    explicit TextField(QWidget *parent = nullptr);

    // "name=value", pasted into an empty field, goes to pairPasted.
    void setTakesPairs(bool takes) { m_takesPairs = takes; }
    void setTakesLines(bool takes) { m_takesLines = takes; } // pasted lines go to linesPasted

    // Sets the text unless it is there already, so that cursor and selection stay.
    void showText(const QString &text);

Q_SIGNALS:
    void linesPasted(const QString &text);
    void pairPasted(const QString &text);
    void pasteRefused(const QString &sentence);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    bool pasteClipboard(); // whether the paste is dealt with

    bool m_takesLines = false;
    bool m_takesPairs = false;
};

} // namespace formwork::forms
