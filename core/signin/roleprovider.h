// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/way.h"
#include "signin/wire.h"

namespace formwork::signin
{

// STS AssumeRole with the credentials that were there before. A role that wants an MFA code asks for it,
// unless the AWS CLI still has the role; where other profiles want codes of the same device, one session
// serves all.
QCoro::Task<Result<credentials::Credentials>> assumeRole(RoleHop hop, credentials::Credentials source,
                                                         credentials::Profile profile, WirePtr wire);

// STS AssumeRoleWithWebIdentity with the token of a file, which is read anew each time.
QCoro::Task<Result<credentials::Credentials>> assumeWithWebIdentity(Way way, credentials::Profile profile,
                                                                    WirePtr wire);

} // namespace formwork::signin
