// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/environment.h"
#include "base/tokensource.h"
#include "model/service.h"

#include <QCborValue>
#include <QString>

namespace formwork::client
{

// Where an account wants it, what a request makes carries a tag with an id of the request, so that whoever
// looks for it later knows it again: what has the tag was made by this request and by no other.
inline constexpr QLatin1StringView kRequestTag("formwork:request");

// The account's own setting; FORMWORK_TAG=on or off in the environment counts more.
[[nodiscard]] bool tagsRequests(const asking::Target &target);

// 20 characters at random.
[[nodiscard]] QString newRequestTag(TokenSource &tokens);

// The input with the tag, where the account wants it and the operation makes something that takes tags;
// otherwise as it is, also where its own tags are as many as the service takes, or where the model wants
// other keys or values. The id of a request with a client token comes of the token, because whoever sends
// the same token has to send the same input; otherwise it is `id`, or a new one where that is empty. A tag of
// another request in the input is replaced.
[[nodiscard]] QCborValue withRequestTag(const model::Operation &operation, QCborValue input,
                                        const asking::Target &target, TokenSource &tokens,
                                        const QString &id = {});

// The id that an input carries; empty: none.
[[nodiscard]] QString requestTagIn(const model::Operation &operation, const QCborValue &input);

// The input without it, for a request that is to be another one.
[[nodiscard]] QCborValue withoutRequestTag(const model::Operation &operation, QCborValue input);

} // namespace formwork::client
