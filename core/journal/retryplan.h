// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"

// What a retry of a row would be, as one pure function.
namespace formwork::journal
{

struct RetryFacts {
    QDateTime now;
    bool mayHaveBeenDone = true; // an attempt is without an answer that says nothing was done
    bool canOpenInput = true; // sealed values can be opened
    bool isUnchanged = true; // the input and its token are those that were recorded
    std::optional<Settlement> settlement = {}; // what was found out of a row whose outcome no answer told
};

// How long a token whose lifetime is not published is taken to live after the first attempt.
inline constexpr std::chrono::seconds kUnpublishedLife{3600};

// A request takes time to arrive: the last minute of a token (of a short one, the last tenth) does not count.
[[nodiscard]] std::chrono::seconds usableLife(std::chrono::seconds lifetime);

[[nodiscard]] RetryPlan planRetry(const Record &record, const RetryFacts &facts);

[[nodiscard]] QString durationInWords(std::chrono::seconds duration); // "7 h 12 min"

} // namespace formwork::journal
