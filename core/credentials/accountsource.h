// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"

#include <QCoroTask>

#include <functional>
#include <memory>

namespace formwork::credentials
{

// Accounts that are kept elsewhere and only shown and used here (ProfileKind::Shared), and the credentials of
// those that sign in (ProfileKind::SignedIn). Lives on the main thread.
class AccountSource
{
public:
    virtual ~AccountSource() = default;

    // As they are now: looks again whether what it reads has changed, and is quick when it has not.
    [[nodiscard]] virtual QList<Profile> profiles() = 0;

    // Of one of profiles(), with what the person set about it. AtHand: without a question to any service;
    // error code "NeedsCall" where one would be needed. `region` is where they are to be used, and where what
    // is Regional is asked for them; empty: the profile's own. What is started does not need the source any
    // longer.
    enum class Effort { AtHand, Any };
    [[nodiscard]] virtual QCoro::Task<Result<Credentials>> credentials(Profile shared, QString region,
                                                                       Effort effort) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<Credentials>> credentialsOf(Profile signedIn, Effort effort) = 0;

    // A service said that credentials are no longer good: they are not given out again.
    virtual void forget(const QString &accessKeyId) = 0;

    // Called when profiles() may have changed, on this thread.
    virtual void watch(std::function<void()> changed) = 0;
};

using AccountSourcePtr = std::shared_ptr<AccountSource>;

} // namespace formwork::credentials
