// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

// Sentences and marks about an account, the same wherever it is shown.
namespace formwork::accounts
{

// What kind of account it is: "Access keys in the keychain", "Role of IAM Identity Center".
[[nodiscard]] QString kindInWords(const credentials::Profile &profile);

// Account number, role and Region, as far as they are known.
[[nodiscard]] QString placeInWords(const credentials::Profile &profile, const QString &alias = {});

// "#rrggbb": the one that was chosen for it; where nobody has, that of AWS's console.
[[nodiscard]] QString colourOf(const credentials::Profile &profile, const session::Identities &identities);

// Whether it works: what keeps it from being used, whose it is, how long its session lasts, or that nobody
// has asked.
[[nodiscard]] QString stateInWords(const credentials::Profile &profile,
                                   const session::Identities &identities);

// "Production", "Read only", "Guarded"; empty: nothing to be careful with.
[[nodiscard]] QString markOf(const credentials::Profile &profile);

// The switch that gives what is made a tag with the id of its request (client/requesttag.h), and what it
// does.
[[nodiscard]] QString tagSwitch();
[[nodiscard]] QString tagHelp();

// Keys in the environment that the AWS CLI would use instead of a profile; empty: there are none.
[[nodiscard]] QString overriddenSentence();

} // namespace formwork::accounts
