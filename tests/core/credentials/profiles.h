// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"

namespace formwork::tests
{

// An account as someone enters it, without its keys.
inline credentials::Profile acme()
{
    credentials::Profile profile;
    profile.name = QStringLiteral("Acme");
    profile.region = QStringLiteral("eu-west-1");
    profile.colour = QStringLiteral("#112233");
    profile.accountId = QStringLiteral("123456789012");
    return profile;
}

} // namespace formwork::tests
