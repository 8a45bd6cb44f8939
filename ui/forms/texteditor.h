// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QPlainTextEdit;

namespace formwork::forms
{

// Text of many lines. Tab leaves it.
class TextEditor : public Editor
{
    Q_OBJECT

public:
    enum class Font { Text, Code };

    TextEditor(FormModel &form, const document::Pointer &pointer, Font font, QWidget *parent);

    [[nodiscard]] QWidget *input() override;
    void refresh() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addContextMenu();

    QPlainTextEdit *m_field;
};

} // namespace formwork::forms
