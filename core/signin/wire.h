// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/environment.h"
#include "base/error.h"
#include "signin/machine.h"
#include "signin/sessions.h"
#include "signin/vault.h"

#include <QHash>
#include <QSet>

#include <functional>

namespace formwork::signin
{

class Consents;
class CredentialCache;

// What a person is asked or told while credentials are got. All may be empty. One question at a time is
// asked.
struct Prompts {
    // Before a command of credential_process runs; asked once for each text. Empty: it may.
    std::function<QCoro::Task<bool>(CommandQuestion)> mayRun;
    std::function<QCoro::Task<Result<QString>>(MfaQuestion)> mfaCode; // six digits
    std::function<void(const QString &text)> said; // what a process writes to its standard error
};

// What is known of this run alone.
struct Remembered {
    QSet<QString> refusedKeys; // access key IDs that a service called over
    QSet<QByteArray> deadTokens; // digests of access tokens that the portal called over
    QHash<QByteArray, Clock::Elapsed> triedAt; // when a token was last tried to be refreshed, by its digest
    struct Code {
        QString code;
        QDateTime at;
    };
    QHash<QString, Code> codes; // the last one of each device
    bool isAsking = false; // somebody is being asked something
};

// What the providers need from outside.
struct Wire {
    Machine machine;
    asking::EnvironmentPtr environment; // for clock, transport and questions to services
    Prompts prompts;
    VaultPtr vault; // where what is got is kept
    std::shared_ptr<Remembered> remembered;
    std::shared_ptr<Consents> consents;
    std::shared_ptr<CredentialCache> cache; // null: everything is got anew
    std::function<void()> sessionsChanged; // may be empty
};

using WirePtr = std::shared_ptr<const Wire>;

} // namespace formwork::signin
