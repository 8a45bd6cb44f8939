// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

namespace formwork::widgets
{
class JsonView;
}

namespace formwork::forms
{

// A document: any JSON. Text that is not JSON yet stays in the editor, with its place marked, and stops the
// request.
class DocumentEditor : public Editor
{
    Q_OBJECT

public:
    DocumentEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    [[nodiscard]] QWidget *input() override;
    void refresh() override;

private:
    void take(const QString &text);

    widgets::JsonView *m_text;
};

} // namespace formwork::forms
