// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/way.h"
#include "signin/wire.h"

namespace formwork::signin
{

using WirePtr = std::shared_ptr<const Wire>;

// STS AssumeRole with the credentials that were there before. A role that wants an MFA code where nobody can
// be asked is an error: "MfaNeeded".
QCoro::Task<Result<credentials::Credentials>> assumeRole(RoleHop hop, credentials::Credentials source,
                                                         credentials::Profile profile, WirePtr wire);

// STS AssumeRoleWithWebIdentity with the token of a file, which is read anew each time.
QCoro::Task<Result<credentials::Credentials>> assumeWithWebIdentity(Way way, credentials::Profile profile,
                                                                    WirePtr wire);

} // namespace formwork::signin
