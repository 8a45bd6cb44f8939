// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QLineEdit;

namespace formwork::forms
{

// A client token below the top of the input: shown, not edited. The one at the top has its place in the
// dialog.
class TokenEditor : public Editor
{
    Q_OBJECT

public:
    TokenEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    [[nodiscard]] QWidget *input() override;
    void refresh() override;

private:
    QLineEdit *m_field;
};

} // namespace formwork::forms
