// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"

class QAction;

namespace formwork::forms
{

class TextField;

// Text or a number on one line. An emptied line is "not set"; where empty text is a value of its own, a menu
// at the end of the line (and of its context menu) tells the two apart.
class LineEditor : public Editor
{
    Q_OBJECT

public:
    LineEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    [[nodiscard]] QWidget *input() override;
    void refresh() override;

Q_SIGNALS:
    void linesPasted(const QString &text); // an entry of a list: a paste that would make several entries

private:
    void textChanged(const QString &text);
    void takeLines(const QString &text);
    void addMenu();
    void offerChoice();

    TextField *m_field;
    QAction *m_choose = nullptr; // of what is there; null: nothing is known
    bool m_isPairKey = false; // of a tag or the like
    bool m_emptyIsText = false; // there is no need to say "not set"
};

} // namespace formwork::forms
