// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/consents.h"
#include "signin/credentialcache.h"
#include "signin/wire.h"

namespace formwork::signin
{

// What providers and sign-in share. It is made before the environment, which has the accounts in it.
struct Sources {
    Machine machine;
    ClockPtr clock;
    std::weak_ptr<const asking::Environment> environment;
    Prompts prompts;
    VaultPtr vault;
    std::shared_ptr<Remembered> remembered = std::make_shared<Remembered>();
    std::shared_ptr<Consents> consents;
    std::shared_ptr<CredentialCache> cache;
    std::function<void()> sessionsChanged; // may be empty

    [[nodiscard]] static std::shared_ptr<Sources> of(Machine machine, ClockPtr clock);
    [[nodiscard]] WirePtr wire() const; // null: there is nothing left to ask with
};

using SourcesPtr = std::shared_ptr<Sources>;

} // namespace formwork::signin
