// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/provider.h"

namespace formwork::signin
{

// Every provider there is.
class Providers final : public Obtaining
{
public:
    QCoro::Task<Result<credentials::Credentials>> obtain(Way way, credentials::Profile profile,
                                                         Effort effort) override;
};

// Keys that stand in a file or in the environment.
[[nodiscard]] credentials::Credentials staticCredentials(const Way &way);

} // namespace formwork::signin
