// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"
#include "signin/machine.h"
#include "signin/way.h"

// What the AWS CLI keeps under ~/.aws about who is signed in. Read, never written.
namespace formwork::signin
{

// A token of Identity Center.
struct SsoToken {
    QString accessToken;
    QDateTime expiresAt;
    QString file; // for sentences
};

// Errors: "SignInNeeded" (no file, or no token in it).
[[nodiscard]] Result<SsoToken> readSsoToken(const Machine &machine, const SsoRole &role,
                                            const QString &profile);

// What `aws login` keeps for a session. Errors: "SignInNeeded".
[[nodiscard]] Result<credentials::Credentials> readLogin(const Machine &machine, const Way &way);

// Names in the cache folders, for tests against the CLI's own.
[[nodiscard]] QString ssoTokenFile(const SsoRole &role);
[[nodiscard]] QString loginFile(const QString &session);

} // namespace formwork::signin
