// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QDialog>

class QListView;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace formwork::widgets
{
class Banner;
class SearchField;
} // namespace formwork::widgets

namespace formwork::accounts
{

class AccountModel;
class CarePanel;
class KeyProfileForm;
class NetworkPanel;
class VariablesPanel;
class SharedProfilePanel;

// The accounts requests can go to: the practice account, the environment's keys, those with keys in the
// keychain, and the profiles of the AWS CLI. What each is, how careful one is with it, how it is reached.
class AccountsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AccountsDialog(session::Session *session, QWidget *parent = nullptr);

    void showProfile(const QString &id);
    void addProfile(); // an empty form for a new account
    void showNetwork(); // of the one that is shown

private:
    QLayout *buildList();
    QLayout *buildDetails();
    QWidget *buildPages();
    QLayout *buildButtons();
    QWidget *withCare(QWidget *content);
    void signIn();
    void refreshList();
    [[nodiscard]] QString shownId() const;
    [[nodiscard]] Result<credentials::Profile> shown() const;
    void showCurrent();
    void save();
    void saveForm();
    void saveNetwork(bool thenTest);
    void saveVariables(const QMap<QString, QString> &variables);
    void saveCare(const CarePanel *care);
    void showSaved(const QString &name, const Result<void> &saved, bool withSecrets);
    void test();
    void showIdentity(const Result<asking::Identity> &identity);
    void askToRemove();
    void remove(const QString &id);
    void say(const Result<void> &result, const QString &success);

    session::Session *m_session;
    AccountModel *m_model;
    widgets::SearchField *m_search;
    QListView *m_list;
    QString m_id; // shown; empty: a new one
    QTabWidget *m_tabs;
    QStackedWidget *m_stack;
    QList<CarePanel *> m_care; // one a page, for the same account
    QWidget *m_practice = nullptr;
    QWidget *m_environment = nullptr;
    SharedProfilePanel *m_shared;
    QWidget *m_formPage = nullptr;
    QWidget *m_sharedPage = nullptr;
    KeyProfileForm *m_form;
    NetworkPanel *m_network;
    VariablesPanel *m_variables;
    widgets::Banner *m_banner;
    QPushButton *m_remove = nullptr;
    QPushButton *m_use = nullptr;
    QPushButton *m_test = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace formwork::accounts
