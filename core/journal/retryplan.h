// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"

// The rules of DESIGN 3.3 to 3.5 as one pure function.
namespace formwork::journal
{

struct RetryFacts {
    QDateTime now;
    bool mayHaveBeenDone = true; // an attempt is without an answer that says nothing was done
    bool canOpenInput = true; // sealed values can be opened
    bool isUnchanged = true; // the input and its token are those that were recorded
};

// How long a token whose lifetime is not published is taken to live after the first attempt.
inline constexpr std::chrono::seconds kUnpublishedLife{3600};

[[nodiscard]] RetryPlan planRetry(const Record &record, const RetryFacts &facts);

[[nodiscard]] QString durationInWords(std::chrono::seconds duration); // "7 h 12 min"

} // namespace formwork::journal
