// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/accountmodel.h"

#include <QDialog>

class QLabel;
class QListView;
class QPushButton;

namespace formwork::widgets
{
class SearchField;
}

namespace formwork::accounts
{

// Ctrl+Shift+A: every account there is, searched while one types. Walking through the list and clicking into
// it change nothing; Enter or the button selects. Closes when it loses the focus.
class AccountSwitcher : public QDialog
{
    Q_OBJECT
public:
    explicit AccountSwitcher(session::Session *session, QWidget *parent);

Q_SIGNALS:
    void accountsRequested();
    void signInRequested();

private:
    void build();
    void search(const QString &query);
    void step(int rows);
    void choose();
    void refreshButton();
    void fit();

    session::Session *m_session;
    AccountModel *m_model;
    widgets::SearchField *m_field;
    QListView *m_list;
    QLabel *m_nothing;
    QPushButton *m_use;
};

} // namespace formwork::accounts
