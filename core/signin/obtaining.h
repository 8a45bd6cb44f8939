// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/credentialcache.h"
#include "signin/provider.h"
#include "signin/wire.h"

namespace formwork::signin
{

// Every provider there is, with one cache over them.
class Providers final : public Obtaining
{
public:
    // What the others are made of comes later: it has the accounts in it, and they have this.
    Providers(Machine machine, ClockPtr clock);
    void use(std::weak_ptr<const asking::Environment> environment) { m_environment = std::move(environment); }
    void setPrompts(Prompts prompts) { m_prompts = std::move(prompts); }

    QCoro::Task<Result<credentials::Credentials>> obtain(Way way, credentials::Profile profile,
                                                         Effort effort) override;

private:
    Machine m_machine;
    std::weak_ptr<const asking::Environment> m_environment;
    Prompts m_prompts;
    std::shared_ptr<CredentialCache> m_cache;
};

// Keys that stand in a file or in the environment.
[[nodiscard]] credentials::Credentials staticCredentials(const Way &way);

// All of a way, each time anew.
QCoro::Task<Result<credentials::Credentials>> follow(Way way, credentials::Profile profile,
                                                     std::shared_ptr<const Wire> wire);

} // namespace formwork::signin
