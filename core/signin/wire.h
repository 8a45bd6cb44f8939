// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/environment.h"
#include "base/error.h"
#include "signin/machine.h"

#include <functional>

namespace formwork::signin
{

// What a person is asked or told while credentials are got. All may be empty.
struct Prompts {
    std::function<bool(const QString &profile, const QString &command)>
        mayRun; // credential_process; empty: it may
    std::function<Result<QString>(const QString &profile, const QString &serial)> mfaCode; // six digits
    std::function<void(const QString &text)> said; // what a process writes to its standard error
};

// What the providers need from outside.
struct Wire {
    Machine machine;
    asking::EnvironmentPtr environment; // for clock, transport and questions to services
    Prompts prompts;
};

} // namespace formwork::signin
