// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QPushButton;

namespace formwork::forms
{

// A level that lies too deep to be drawn where it stands: a line that says what is in it and opens its page.
class DoorEditor : public Editor
{
    Q_OBJECT

public:
    DoorEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    // Whether a member in `parent` is such a one.
    [[nodiscard]] static bool isFor(const FormModel &form, const document::Pointer &pointer,
                                    const QWidget *parent);

    [[nodiscard]] Placement placement() const override { return Placement::Block; }
    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    void describe(const QString &name, const QString &description, bool isInvalid) override;

    void open();

private:
    [[nodiscard]] QString text() const;

    QPushButton *m_button;
    QString m_spoken;
};

} // namespace formwork::forms
