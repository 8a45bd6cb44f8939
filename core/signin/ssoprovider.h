// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/way.h"
#include "signin/wire.h"

namespace formwork::signin
{

// A role of Identity Center, with the token of who is signed in there with the AWS CLI. Errors:
// "SignInNeeded", "AccessLost".
QCoro::Task<Result<credentials::Credentials>> fromSso(Way way, credentials::Profile profile,
                                                      std::shared_ptr<const Wire> wire);

} // namespace formwork::signin
