// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"
#include "guide/alternatives.h"

class QComboBox;
class QHBoxLayout;
class QVBoxLayout;

namespace formwork::forms
{

class FieldGroup;
class FieldRow;

// A union, or a structure that is filled in one of several ways: the choice, and beside or below it what was
// chosen. What was typed for another choice is kept aside until that is chosen again.
class UnionEditor : public Editor
{
    Q_OBJECT

public:
    UnionEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    // Whether a shape is edited so, and whether one line is enough for some of its choices.
    [[nodiscard]] static bool isFor(const FormModel &form, const model::Shape &shape);
    [[nodiscard]] static bool isShort(const FormModel &form, const model::Shape &shape);

    [[nodiscard]] Placement placement() const override { return Placement::Block; }
    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    [[nodiscard]] bool isOnOneLine() const; // the choice and what was chosen
    [[nodiscard]] QWidget *reach(const document::Pointer &target) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void choose(const QString &id);
    void showChoice();
    void showMember(const model::Member &only);
    QWidget *inset();
    void showGroup(const guide::Alternative &choice);
    [[nodiscard]] const guide::Alternative *choice(const QString &id) const; // null: none
    [[nodiscard]] QString choiceInDocument();
    [[nodiscard]] QList<guide::Alternative> revealedChoices() const;
    [[nodiscard]] bool isOnlyOne() const;

    QComboBox *m_box;
    QVBoxLayout *m_column;
    QHBoxLayout *m_line;
    QWidget *m_content = nullptr;
    FieldGroup *m_group = nullptr;
    FieldRow *m_row = nullptr;
    QList<guide::Alternative> m_all;
    QList<guide::Alternative> m_choices; // in the box
    guide::Alternative m_several; // what the document holds at once, where no choice has all of that
    QString m_choice; // id
    QString m_shown;
};

} // namespace formwork::forms
