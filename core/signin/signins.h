// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"
#include "signin/sessions.h"

#include <QObject>

#include <memory>

namespace formwork::signin
{

struct Sources; // signin/sources.h

// Signing in and out, and what one is then given: for windows and the command line. What is got lies sealed
// in the data directory under a key of the keychain; what the AWS CLI keeps is used where it is. One a
// program, made by app/wiring, on the main thread. No coroutine started here needs the object once it is
// started. Errors of all: Phase::Credentials with "SignInNeeded" (nobody is signed in, or no longer),
// "SignInRefused" (somebody said no), "SignInTimedOut", "Cancelled", "WrongRegion", "AccessLost" (an account
// or a role that is no longer given), else that of the service.
class SignIns : public QObject
{
    Q_OBJECT
public:
    explicit SignIns(std::shared_ptr<Sources> sources, QObject *parent = nullptr);
    ~SignIns() override;

    // Those that the shared files name, each once, and those that Formwork's own accounts use.
    [[nodiscard]] QList<IdentityCenter> centers() const;
    [[nodiscard]] QList<ConsoleSession> consoleSessions() const;
    // The one that an account signs in at; empty: it does otherwise.
    [[nodiscard]] std::optional<IdentityCenter> centerOf(const credentials::Profile &profile) const;
    [[nodiscard]] std::optional<ConsoleSession> consoleOf(const credentials::Profile &profile) const;

    // From memory and files, without a question to any service; may ask the keychain.
    QCoro::Task<Result<SessionState>> state(IdentityCenter center);
    QCoro::Task<Result<SessionState>> state(ConsoleSession session);

    // Signs in anew, whoever is signed in.
    QCoro::Task<Result<SessionState>> signIn(IdentityCenter center, SignInOptions options);
    QCoro::Task<Result<SessionState>> signIn(ConsoleSession session, SignInOptions options);

    // Ends the session at the service where that knows of it, and forgets what is kept of it here. What the
    // AWS CLI keeps is left alone.
    QCoro::Task<Result<void>> signOut(IdentityCenter center);
    QCoro::Task<Result<void>> signOut(ConsoleSession session);

    // Up to 100 at once, in the order of the service. `next` is empty for the first page.
    QCoro::Task<Result<PageOf<PortalAccount>>> accounts(IdentityCenter center, QString next,
                                                        transport::CancellationPtr cancellation = {});
    // Names of the roles that one has in an account.
    QCoro::Task<Result<PageOf<QString>>> roles(IdentityCenter center, QString accountId, QString next,
                                               transport::CancellationPtr cancellation = {});

    // A session of up to 12 hours for the keys of an account with an MFA device, from one code; from then on
    // the account has its rights. Keys alone that carry no mfa_serial need the device's serial.
    QCoro::Task<Result<QDateTime>> beginMfaSession(credentials::Profile profile, QString serial);
    QCoro::Task<Result<void>> endMfaSession(credentials::Profile profile);

Q_SIGNALS:
    // Somebody signed in or out, here or with the AWS CLI, or a service said that a session is over.
    void sessionsChanged();

private:
    struct Watching;
    std::shared_ptr<Sources> m_sources;
    std::unique_ptr<Watching> m_watching;
};

} // namespace formwork::signin
