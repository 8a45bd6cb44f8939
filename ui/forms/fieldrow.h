// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"
#include "guide/known.h"

#include <optional>

class QLabel;

namespace formwork::forms
{

class FieldLayout;

// A member with all that belongs to it: its label, its editor, what helps to fill it in, and what is wrong
// with it.
class FieldRow : public QWidget
{
    Q_OBJECT

public:
    // What of it is seen; the name and the help are always there for screen readers.
    enum class Look {
        Full,
        Brief, // help as a tool tip
        UnderTitle, // a block whose label would repeat the title above it
        Bare, // the editor and its problem
    };

    FieldRow(FormModel &form, const document::Pointer &pointer, QWidget *parent, Look look = Look::Full);

    [[nodiscard]] Editor *editor() const { return m_editor; }
    [[nodiscard]] const document::Pointer &pointer() const { return m_editor->pointer(); }
    [[nodiscard]] QString shownProblem() const; // empty: none
    [[nodiscard]] QString shownNote() const; // what its text stands for; empty: itself

    void setAccelerator(QChar letter); // Alt+letter goes to the editor; null: nothing does

private:
    void makeLabel(const QString &text);
    void makeHelp(Look look);
    void makeKnown();
    void showKnown();
    void takeKnown();
    void showProblem();
    void showPlainly(const QString &sentence);
    void offerToTrim(const QString &sentence);
    void trim();
    [[nodiscard]] QString description(const QString &problem) const;

    FormModel &m_form;
    Editor *m_editor;
    FieldLayout *m_layout;
    QLabel *m_label = nullptr;
    QLabel *m_problem = nullptr;
    QLabel *m_knownLabel = nullptr;
    std::optional<guide::KnownValue> m_known;
    QString m_name;
    QString m_help;
    QString m_description; // as last told to the editor
    bool m_isInvalid = false;
};

} // namespace formwork::forms
