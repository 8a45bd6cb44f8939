// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/sessions.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace formwork::accounts
{

// Where one signs in: a place that the shared files name, another Identity Center, or the console; and
// whether somebody is signed in there already.
class SignInPlacePage : public QWidget
{
    Q_OBJECT

public:
    SignInPlacePage(const QList<signin::IdentityCenter> &centers,
                    const QList<signin::ConsoleSession> &consoles, const QString &region,
                    QWidget *parent = nullptr);

    void choose(const std::optional<signin::IdentityCenter> &center,
                const std::optional<signin::ConsoleSession> &console);

    // One of the two; the error names what is missing.
    [[nodiscard]] Result<void> check() const;
    [[nodiscard]] std::optional<signin::IdentityCenter> center() const;
    [[nodiscard]] std::optional<signin::ConsoleSession> console() const;

    void showState(const signin::SessionState &state); // of the place that is chosen

Q_SIGNALS:
    void startRequested(formwork::signin::SignInWay way);
    void placeChanged(); // its state is not known yet
    void accountsRequested(); // somebody is signed in: what they have there
    void signOutRequested();

private:
    struct Place {
        QString text;
        std::optional<signin::IdentityCenter> center;
        std::optional<signin::ConsoleSession> console;
        bool isTyped = false; // its start URL or Region is entered here
    };

    void build(const QString &region);
    QLayout *buildButtons();
    void refresh();
    [[nodiscard]] const Place &place() const;
    [[nodiscard]] bool isConsole() const { return place().console.has_value(); }

    QList<Place> m_places; // as in m_which
    QComboBox *m_which;
    QLineEdit *m_url;
    QComboBox *m_region;
    QLabel *m_help;
    QLabel *m_state;
    QPushButton *m_accounts;
    QPushButton *m_signOut;
    QPushButton *m_otherWay; // on another machine
    QPushButton *m_here;
};

} // namespace formwork::accounts
