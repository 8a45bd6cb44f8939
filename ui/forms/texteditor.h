// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QPlainTextEdit;

namespace formwork::widgets
{
class CodeView;
}

namespace formwork::forms
{

// Text of many lines; code with its numbers and colours, and a mark where something is wrong. Tab leaves it.
class TextEditor : public Editor
{
    Q_OBJECT

public:
    enum class Font { Text, Code };

    TextEditor(FormModel &form, const document::Pointer &pointer, Font font, QWidget *parent);

    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    void describe(const QString &name, const QString &description, bool isInvalid) override;
    [[nodiscard]] QWidget *reach(const document::Pointer &pointer) override; // where it is wrong

    void goTo(int line, int column); // with the focus

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addContextMenu();
    void makeCode();
    void markFindings();

    QPlainTextEdit *m_field;
    widgets::CodeView *m_code = nullptr; // the same, where it is code
};

} // namespace formwork::forms
