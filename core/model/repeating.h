// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

// What happens when the same request is sent a second time, as far as a model tells.
namespace formwork::model
{

// Marks the member that a service takes for a client token where its model forgot the mark: a text at the top
// of the input of an operation that does something, named like a token (ClientToken, ClientRequestToken,
// IdempotencyToken, CreatorRequestId, CallerReference, ...). Tokens of pages, jobs, sessions and of the
// correlation of messages have other names; what is left of exceptions is data in resources/tokens.json.
// Nothing changes where the model marks a token itself.
void recogniseToken(Operation &operation, Shape &input);

// Whether sending the same request again changes nothing more, by itself and without a token. Reading does
// not; otherwise the model has to call the operation idempotent, and that is believed only where a second
// request can find what the first one did:
//  - verbs that set, attach, stop or remove what the request names are believed;
//  - verbs that make or start something (Create, Start, Copy, Import, ...) only if a required member carries
//    the name or id of just that thing, chosen by the caller: CreateFunction has FunctionName, while
//    CreateSession or StartQuery would make a second one each time, whatever the HTTP method;
//  - verbs that act each time (Send, Invoke, Run, Execute, Reboot, Purchase, ...) never;
//  - none where the own id of what is written is optional: the service would make up another.
[[nodiscard]] bool repeatsHarmlessly(const Operation &operation);

} // namespace formwork::model
