// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QToolButton;

namespace formwork::forms
{

class TextField;

// A value that is sealed in the history: dots, unless the person holds it open with Reveal. It closes again
// when the focus leaves the field and its button, and never appears in an accessible name or description.
class SecretEditor : public Editor
{
    Q_OBJECT

public:
    SecretEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    void describe(const QString &name, const QString &description, bool isInvalid) override;

private:
    void setRevealed(bool revealed);

    TextField *m_field;
    QToolButton *m_reveal;
};

} // namespace formwork::forms
