// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"
#include "model/effect.h"

namespace formwork::client
{

// What an account's guard asks of an operation. One place for the window, the history and the command line;
// call(), retry(), prepare() and presign() hold to it, whoever asks.
enum class Consent {
    NotNeeded,
    Confirm, // a yes
    TypeName, // the account's name, typed
    Refused, // a read-only account
};

[[nodiscard]] Consent consentFor(const credentials::Profile &profile, const model::Operation &operation);

// Why a person is asked; empty where nobody is.
[[nodiscard]] QString consentSentence(const credentials::Profile &profile, const model::Operation &operation);

// Errors (Phase::Local): "ReadOnlyAccount" always, "ConfirmationNeeded" where `isConfirmed` is not.
[[nodiscard]] Result<void> checkGuard(const credentials::Profile &profile, const model::Operation &operation,
                                      bool isConfirmed);

} // namespace formwork::client
