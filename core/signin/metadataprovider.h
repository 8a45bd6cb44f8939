// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/way.h"
#include "signin/wire.h"

namespace formwork::signin
{

// The credentials of a container (ECS, EKS Pod Identity): one GET, three attempts.
QCoro::Task<Result<credentials::Credentials>> fromContainer(std::shared_ptr<const Wire> wire);

// The role of an EC2 instance: a token first (version 2), without it version 1 unless that is disabled.
// What a profile of the shared files says of the metadata's endpoint counts; one that is not there says
// nothing.
QCoro::Task<Result<credentials::Credentials>> fromInstance(QString profileName,
                                                           std::shared_ptr<const Wire> wire);

} // namespace formwork::signin
