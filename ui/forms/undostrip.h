// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace formwork::forms
{

// A line below a form that says what has just happened to it and offers to take that back.
class UndoStrip : public QFrame
{
    Q_OBJECT

public:
    explicit UndoStrip(QWidget *parent);

    void say(const QString &sentence, bool canUndo);
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void undoAsked();

private:
    QLabel *m_text;
    QPushButton *m_undo;
};

} // namespace formwork::forms
