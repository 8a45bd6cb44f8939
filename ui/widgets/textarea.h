// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

namespace formwork::widgets
{

// Text of many lines. Every QPlainTextEdit of the program is one: Qt 6.4 dereferences null when something
// without text (an empty clipboard, a picture, a file manager's selection that is gone) is pasted or dropped
// into its own.
class TextArea : public QPlainTextEdit
{
    Q_OBJECT

public:
    using QPlainTextEdit::QPlainTextEdit;

protected:
    void insertFromMimeData(const QMimeData *source) override;
};

} // namespace formwork::widgets
