// SPDX-License-Identifier: Apache-2.0
#include "accounts/signingin.h"

#include "accounts/signindialog.h"

#include <QStringList>

namespace formwork::accounts
{

bool wantsSignIn(const session::Session &session, const credentials::Profile &profile,
                 const QString &errorCode)
{
    // What this program says, then what services do.
    static const QStringList codes{QStringLiteral("SignInNeeded"),
                                   QStringLiteral("SignInRefused"),
                                   QStringLiteral("SignInTimedOut"),
                                   QStringLiteral("MfaNeeded"),
                                   QStringLiteral("MfaRefused"),
                                   QStringLiteral("ExpiredToken"),
                                   QStringLiteral("ExpiredTokenException"),
                                   QStringLiteral("ExpiredCredentials"),
                                   QStringLiteral("RequestExpired"),
                                   QStringLiteral("TokenRefreshRequired")};
    const signin::SignIns *signIns = session.signIns();
    return signIns && codes.contains(errorCode)
        && (signIns->centerOf(profile) || signIns->consoleOf(profile) || !profile.mfaSerial.isEmpty());
}

void signInThen(session::Session *session, const credentials::Profile &profile, QWidget *window,
                const std::function<void()> &then)
{
    if (!session->signIns() || window->findChild<SignInDialog *>())
        return;
    const auto goOn = [session, id = profile.id, then] {
        session->identities().forget(id);
        then();
    };
    auto *dialog = new SignInDialog(session, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &SignInDialog::signedIn, window, goOn);
    if (dialog->signInFor(profile)) {
        dialog->open();
        return;
    }
    delete dialog;
    goOn();
}

} // namespace formwork::accounts
