// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/guard.h"
#include "journal/reader.h"

#include <optional>

namespace formwork::client
{

// What is selected while a row of the history is to be sent once more.
struct Selected {
    QString profileId;
    QString account; // its name
    QString region; // empty: none
    QString endpoint = {}; // named for this very command; empty: none
};

// What a person is asked before that, each a sentence, empty where there is nothing to ask. One rule for the
// windows and the command line; retry() holds to it, whoever asks.
struct BeforeRetry {
    QString refusal; // it cannot be sent again, and why; nothing else counts then
    bool mayDuplicate = false;
    QString duplicate; // it might be done twice
    QString elsewhere; // it goes where it went, which is not what is selected
    QString consent; // what its account's guard asks
    QString mustType; // the account's name, where a yes is not enough
    bool isProduction = false; // its account is marked so
};

// `profile`: the account of the row; nothing: it is not there any more, and retry() says so.
[[nodiscard]] BeforeRetry beforeRetry(const journal::PlannedRow &row, const model::Operation *operation,
                                      const std::optional<credentials::Profile> &profile,
                                      const std::optional<Selected> &selected);

} // namespace formwork::client
