// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"
#include "keeping/savedforms.h"
#include "session/session.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace formwork::operation
{

class FormVariables;

// What is kept of a form under which name: asks, and saves it.
class SaveDialog : public QDialog
{
    Q_OBJECT

public:
    // `before`: the saved form it was opened from; without an id there is none.
    SaveDialog(session::Session *session, const forms::FormModel *form, const FormVariables *variables,
               const client::Target &target, const keeping::SavedForm &before, QWidget *parent);

Q_SIGNALS:
    void saved(const formwork::keeping::SavedForm &form);

private:
    void addVariables(const FormVariables *variables);
    void save();
    void keep(const QString &replaced);
    [[nodiscard]] keeping::SavedForm described() const;

    session::Session *m_session;
    const forms::FormModel *m_form;
    client::Target m_target;
    keeping::SavedForm m_before;
    QLineEdit *m_name;
    QLineEdit *m_note;
    QCheckBox *m_bound; // to the account and the Region
    QListWidget *m_variables = nullptr; // null: nothing stands in braces
    QLabel *m_problem;
    QPushButton *m_save;
};

} // namespace formwork::operation
