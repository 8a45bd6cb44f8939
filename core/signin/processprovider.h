// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"
#include "signin/way.h"
#include "signin/wire.h"

#include <QCoroTask>

namespace formwork::signin
{

// credential_process: runs the program of a profile and reads the JSON document that it prints. Nothing that
// it prints is logged or repeated; what it says on standard error is part of the error when it fails.
QCoro::Task<Result<credentials::Credentials>> fromProcess(Way way, std::shared_ptr<const Wire> wire);

} // namespace formwork::signin
