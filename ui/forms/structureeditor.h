// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QPushButton;

namespace formwork::forms
{

class FieldGroup;

// A structure: its members as rows of their own, indented. One that is not set is a button that adds it, so
// that a structure within itself opens step by step.
class StructureEditor : public Editor
{
    Q_OBJECT

public:
    StructureEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    [[nodiscard]] Placement placement() const override { return Placement::Block; }
    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    void describe(const QString &name, const QString &description, bool isInvalid) override;
    [[nodiscard]] QWidget *reach(const document::Pointer &target) override;

    // Whether the members fit side by side: a tag's key and value.
    [[nodiscard]] static bool isSmall(const model::Shape &shape);

private:
    [[nodiscard]] bool isFree() const; // may be added and removed by hand; else it is always open
    void open();
    void nameButton(bool isOpen);

    FieldGroup *m_group = nullptr;
    QWidget *m_frame = nullptr;
    QPushButton *m_button;
    QString m_name;
    QString m_spoken; // by a screen reader
};

} // namespace formwork::forms
