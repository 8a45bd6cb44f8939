// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/way.h"
#include "signin/wire.h"

namespace formwork::signin
{

// The credentials of a container (ECS, EKS Pod Identity): one GET, three attempts.
QCoro::Task<Result<credentials::Credentials>> fromContainer(std::shared_ptr<const Wire> wire);

// The role of an EC2 instance: a token first (version 2), without it version 1 unless that is disabled.
QCoro::Task<Result<credentials::Credentials>> fromInstance(std::shared_ptr<const Wire> wire);

} // namespace formwork::signin
