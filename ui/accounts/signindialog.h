// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"
#include "signin/signins.h"

#include <QDialog>

class QStackedWidget;

namespace formwork::widgets
{
class Banner;
}

namespace formwork::accounts
{

class SignInPlacePage;
class PortalPage;
class SignInWaitPage;

// Signing in with the browser: where, then the waiting for it, then for Identity Center the accounts and
// roles that one has there, to be picked as accounts of Formwork.
class SignInDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SignInDialog(session::Session *session, QWidget *parent = nullptr);

    void chooseFor(const credentials::Profile &profile); // the place where an account signs in, if it does
    // At once, at that place; false where there is none. It closes when it is done.
    bool signInFor(const credentials::Profile &profile);

    void reject() override; // ends what is under way

Q_SIGNALS:
    void signedIn();
    void accountsAdded(const QString &firstId); // as accounts of Formwork

private:
    void begin(signin::SignInWay way);
    void start(signin::SignInWay way);
    template <typename Place>
    void signIn(const Place &place, signin::SignInWay way);
    template <typename Place>
    void askState(const Place &place);
    void askState();
    void signOut();
    void endWaiting();
    void finish(const Result<signin::SessionState> &state);
    void addConsole(const signin::SessionState &state);
    void showAccounts();
    void say(const Error &error);

    session::Session *m_session;
    std::optional<signin::IdentityCenter> m_center; // one of the two is signed in to
    std::optional<signin::ConsoleSession> m_console;
    bool m_isForOne = false;
    int m_asked = 0; // questions about the place: the latest counts
    transport::CancellationPtr m_cancellation; // while it is under way
    widgets::Banner *m_banner;
    QStackedWidget *m_pages;
    SignInPlacePage *m_place;
    SignInWaitPage *m_wait;
    PortalPage *m_portal = nullptr;
};

} // namespace formwork::accounts
