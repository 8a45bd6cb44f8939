// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <functional>

namespace formwork::accounts
{

// Whether a request of an account failed for want of somebody who signs in.
[[nodiscard]] bool wantsSignIn(const session::Session &session, const credentials::Profile &profile,
                               const QString &errorCode);

// Has the person sign in where the account does, and goes on when that is done; at once where no more than a
// code is wanted, which is asked for on the way. One dialog at a time a window.
void signInThen(session::Session *session, const credentials::Profile &profile, QWidget *window,
                const std::function<void()> &then);

} // namespace formwork::accounts
