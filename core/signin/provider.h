// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/accountsource.h"
#include "signin/way.h"

namespace formwork::signin
{

// Gets the credentials of a way that has been found.
class Obtaining
{
public:
    virtual ~Obtaining() = default;
    using Effort = credentials::AccountSource::Effort;
    virtual QCoro::Task<Result<credentials::Credentials>> obtain(Way way, credentials::Profile profile,
                                                                 Effort effort) = 0;
    virtual void forget(const QString &accessKeyId) = 0; // they are not given out again
};

} // namespace formwork::signin
