// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/provider.h"
#include "signin/sources.h"

namespace formwork::signin
{

// Every provider there is, with one cache over them.
class Providers final : public Obtaining
{
public:
    explicit Providers(SourcesPtr sources);

    QCoro::Task<Result<credentials::Credentials>> obtain(Way way, credentials::Profile profile,
                                                         Effort effort) override;
    void forget(const QString &accessKeyId) override;

private:
    SourcesPtr m_sources;
};

// Keys that stand in a file or in the environment.
[[nodiscard]] credentials::Credentials staticCredentials(const Way &way);

// All of a way, each time anew.
QCoro::Task<Result<credentials::Credentials>> follow(Way way, credentials::Profile profile, WirePtr wire);

// Sessions got by signing in at an Identity Center begin their names in the vault so, and end with it.
[[nodiscard]] QByteArray sessionKind(const IdentityCenter &center);

} // namespace formwork::signin
