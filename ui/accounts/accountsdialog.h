// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QDialog>

class QListWidget;
class QPushButton;
class QStackedWidget;

namespace formwork::widgets
{
class Banner;
}

namespace formwork::accounts
{

class GuardBox;
class KeyProfileForm;

// The accounts requests can go to: the practice account, the environment's keys, and those with keys in the
// keychain.
class AccountsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AccountsDialog(session::Session *session, QWidget *parent = nullptr);

    void showProfile(const QString &id);
    void addProfile(); // an empty form for a new account

private:
    QLayout *buildList();
    QLayout *buildDetails();
    void fillList();
    void showCurrent();
    void save();
    void saveGuard(credentials::Guard guard);
    void showSaved(const QString &name, const Result<void> &saved, bool withSecrets);
    void test();
    void askToRemove();
    void remove(const QString &id);
    void say(const Result<void> &result, const QString &success);

    session::Session *m_session;
    QListWidget *m_list;
    QStackedWidget *m_stack;
    GuardBox *m_practiceGuard;
    QWidget *m_practice;
    GuardBox *m_environmentGuard;
    QWidget *m_environment;
    KeyProfileForm *m_form;
    widgets::Banner *m_banner;
    QPushButton *m_remove = nullptr;
    QPushButton *m_use = nullptr;
    QPushButton *m_test = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace formwork::accounts
