// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/identity.h"
#include "client/call.h"
#include "signin/accountlook.h"

#include <QHash>
#include <QObject>

namespace formwork::session
{

// Whom the keys of accounts belong to, as AWS says it: asked when an account is selected, known for this run
// only. Belongs to the session, lives on the main thread.
class Identities : public QObject
{
    Q_OBJECT
public:
    explicit Identities(client::EnvironmentPtr environment, QObject *parent = nullptr);

    enum class State {
        NotAsked,
        Asking,
        Known,
        Failed // the service, or the way to it, had no answer
    };
    struct Found {
        State state = State::NotAsked;
        asking::Identity identity; // Known
        QDateTime expiresAt; // Known: when the keys of the session end; not valid: they last, or who knows
        Error error; // Failed
        signin::AccountLook look; // Known, a moment later: as AWS's console calls and colours it
    };

    [[nodiscard]] Found of(const credentials::Profile &profile) const;
    [[nodiscard]] std::optional<std::chrono::seconds> timeLeft(const credentials::Profile &profile) const;

    // Once for an account as it is written now; again after a failure. The practice account needs no asking.
    void check(const credentials::Profile &profile, const QString &region);
    // Whoever gives accounts says that this one is no longer given.
    void noteLost(const credentials::Profile &profile);
    [[nodiscard]] bool isLost(const credentials::Profile &profile) const;
    void forget(const QString &profileId); // what was known is no longer good

    // The profile with what is known of it beside what is written.
    [[nodiscard]] credentials::Profile completed(credentials::Profile profile) const;

Q_SIGNALS:
    void changed(const QString &profileId);

private:
    void askLook(const credentials::Profile &profile, const asking::Target &target);
    struct Entry {
        credentials::Profile profile; // as it was when it was asked
        Found found;
    };

    client::EnvironmentPtr m_environment;
    QHash<QString, Entry> m_entries; // by profile id
};

// "47 min", "2 h 05 min"; "over" for what has ended.
[[nodiscard]] QString timeLeftInWords(std::chrono::seconds left);

} // namespace formwork::session
