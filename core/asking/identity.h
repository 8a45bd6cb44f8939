// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/environment.h"

namespace formwork::asking
{

// Whom keys belong to, as the service knows them.
struct Identity {
    QString accountId; // 12 digits
    QString arn; // of the user or the assumed role
    QString userId = {}; // unique for ever
};

// Asks (STS GetCallerIdentity, which needs no permission and changes nothing; it is not recorded). With
// `credentials`, those are tried, else the profile's own. Sent to the target's endpoint where it has one of
// its own.
QCoro::Task<Result<Identity>> identify(EnvironmentPtr environment, Target target,
                                       std::optional<credentials::Credentials> credentials);

// Where that question would go.
[[nodiscard]] Result<QString> identityUrl(const Environment &environment, Target target);

} // namespace formwork::asking
