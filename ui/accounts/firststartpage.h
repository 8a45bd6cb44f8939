// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QScrollArea>

class QLabel;
class QListView;
class QPushButton;
class QVBoxLayout;

namespace formwork::accounts
{

class AccountModel;

// Shown once, as long as nobody has chosen an account: what was found on this computer, and the ways on: use
// one of them, sign in, or stay in the practice account. Nothing is asked of AWS before the person says so.
class FirstStartPage : public QScrollArea
{
    Q_OBJECT

public:
    explicit FirstStartPage(session::Session *session, QWidget *parent = nullptr);

    [[nodiscard]] static bool isNeeded(const session::Session &session);

Q_SIGNALS:
    void chosen(); // an account, or to stay in practice
    void signInRequested();
    void keysRequested(); // to enter access keys

private:
    void addFound(QVBoxLayout *column, QWidget *content);
    void addWays(QVBoxLayout *column, QWidget *content);
    void refresh();
    void use();
    void check();
    [[nodiscard]] QString chosenId() const;
    [[nodiscard]] QString foundSentence() const;

    session::Session *m_session;
    AccountModel *m_model;
    QLabel *m_found;
    QListView *m_list;
    QLabel *m_state;
    QLabel *m_notes;
    QPushButton *m_use;
    QPushButton *m_check;
};

} // namespace formwork::accounts
