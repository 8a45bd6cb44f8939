// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profilestore.h"
#include "signin/machine.h"

namespace formwork::signin
{

// The account that a command is for. `named` (--profile) comes first; then keys of the environment, with the
// settings of the profile that AWS_PROFILE names; then AWS_PROFILE, AWS_DEFAULT_PROFILE, the account chosen
// in Formwork, the AWS profile "default", what the machine gives, the practice account. A name that does not
// exist is an error before anything else.
struct Selected {
    credentials::Profile profile;
    bool isFallback = false; // nothing was chosen and nothing found: the practice account
};
[[nodiscard]] Result<Selected> selected(const credentials::ProfileStore &profiles, const Machine &machine,
                                        const QString &named);

} // namespace formwork::signin
