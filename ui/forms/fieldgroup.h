// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"

#include <QWidget>

#include <vector>

class QBoxLayout;
class QPushButton;

namespace formwork::forms
{

class FieldRow;

// Rows for some members: those of a step or of a structure. A row is made when it is first seen: hidden
// members, folded ones and rarely used ones cost nothing.
class FieldGroup : public QWidget
{
    Q_OBJECT

public:
    enum class Style {
        Down,
        Across, // a few short fields on one line, without help below them
        Alone, // one block whose heading is that of the step
    };

    FieldGroup(FormModel &form, const QList<document::Pointer> &members, Style style, QWidget *parent);

    // The members of the structure at a place, without the input's client token.
    [[nodiscard]] static QList<document::Pointer> membersOf(const FormModel &form,
                                                            const document::Pointer &structure);

    [[nodiscard]] QList<FieldRow *> rows() const; // that exist and are shown, in order
    [[nodiscard]] QWidget *reach(const document::Pointer &pointer); // see Editor::reach

Q_SIGNALS:
    void layoutChanged();

private:
    enum class Kind { Plain, OnDemand, Advanced };

    struct Field {
        document::Pointer pointer;
        Kind kind = Kind::Plain;
        FieldRow *row = nullptr;
        bool isAdded = false;
        bool isShown = false;
    };

    void sortOut(const QList<document::Pointer> &members);
    void update();
    void show(Field &field);
    [[nodiscard]] bool isWanted(const Field &field) const;
    void makeButtons();
    void refreshButtons();
    void openPicker();
    [[nodiscard]] QWidget *open(Field &field, const document::Pointer &pointer);

    FormModel &m_form;
    Style m_style;
    std::vector<Field> m_fields;
    QBoxLayout *m_rows;
    QBoxLayout *m_advancedRows = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_fold = nullptr;
};

} // namespace formwork::forms
