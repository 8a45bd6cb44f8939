// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "session/session.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace formwork::operation
{

// Where a value of an answer goes on: into a variable of the account, or into a member of another form.
class UseDialog : public QDialog
{
    Q_OBJECT

public:
    struct Value {
        QString name; // of the member it stood in
        QString text;
    };
    // Where the answer came from.
    struct From {
        QString service;
        QString noun; // of what was made; may be empty
        credentials::Profile profile;
    };

    UseDialog(session::Session *session, From from, Value value, QWidget *parent);

private:
    void addOperations();
    void showMembers();
    void refresh();
    void use();
    void keep();
    void tell(const QString &problem);
    [[nodiscard]] QString bestMember(const model::Operation &operation, const QStringList &members) const;

    session::Session *m_session;
    From m_from;
    Value m_value;
    QRadioButton *m_asVariable;
    QRadioButton *m_inForm;
    QLineEdit *m_name;
    QComboBox *m_service;
    QComboBox *m_operation;
    QComboBox *m_member;
    QLabel *m_problem;
    QPushButton *m_use;
};

} // namespace formwork::operation
