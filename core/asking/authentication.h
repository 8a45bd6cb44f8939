// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/plan.h"

// Which of the ways AWS authenticates a request, and whether what it needs is there.
namespace formwork::asking
{

// A token for the very service wins over keys wherever the operation takes one, as for the AWS CLI.
void preferToken(const model::Operation &operation, const credentials::Credentials &credentials,
                 endpoint::Endpoint &endpoint);

// The plan for an endpoint's scheme: sigv4, sigv4a, bearer or none. Error: Phase::Sign,
// "UnsupportedAuthScheme".
[[nodiscard]] Result<void> planAuthentication(const model::Operation &operation, Plan &plan);

// Error: Phase::Credentials, "NoBearerToken" or "NoAccessKeys": nothing can be sent with what there is.
[[nodiscard]] Result<void> checkComplete(const model::Operation &operation, const Plan &plan,
                                         const credentials::Credentials &credentials);

// Error: Phase::Sign, "SessionNeeded": it cannot be signed without asking the service for keys first.
[[nodiscard]] Result<void> checkWithoutSession(const model::Operation &operation, const Plan &plan);

// What stands in place of a token in a request that is only shown.
[[nodiscard]] credentials::Credentials withoutToken(credentials::Credentials credentials);

} // namespace formwork::asking
