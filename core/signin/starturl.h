// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/sessions.h"
#include "signin/wire.h"

namespace formwork::signin
{

struct SsoToken;

// The Identity Center that a start URL leads to. An organization may have an address of its own, which sends
// its visitors on to AWS's: it is asked once, without anything of the person's in it, and has to lead to one
// of AWS's own hosts at once. The Region is then the one that the host names, else the configured one. AWS's
// own start URLs are taken as they are, and so is any where an endpoint for signing in is configured.
// Error: "NoIdentityCenter".
QCoro::Task<Result<IdentityCenter>> whereItLeads(IdentityCenter center, credentials::Profile profile,
                                                 WirePtr wire, transport::CancellationPtr cancellation);

// With the Region that its token was got in, where the start URL is an organization's own.
[[nodiscard]] IdentityCenter whereItWasGot(IdentityCenter center, const SsoToken &token);

} // namespace formwork::signin
