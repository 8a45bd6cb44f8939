// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QComboBox;
class QVBoxLayout;

namespace formwork::forms
{

class FieldGroup;
class FieldRow;

// A union: exactly one of its members. What was typed for another choice is kept aside until that is chosen
// again.
class UnionEditor : public Editor
{
    Q_OBJECT

public:
    UnionEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    [[nodiscard]] Placement placement() const override { return Placement::Block; }
    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    [[nodiscard]] QWidget *reach(const document::Pointer &target) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void choose(const QString &name);
    void showChoice();
    [[nodiscard]] QString choiceInDocument() const;
    [[nodiscard]] QStringList revealedNames() const;

    QComboBox *m_box;
    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
    FieldGroup *m_group = nullptr;
    FieldRow *m_row = nullptr;
    QStringList m_names; // in the box
    QString m_choice;
    QString m_shown;
};

} // namespace formwork::forms
