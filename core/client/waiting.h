// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/waiter.h"

namespace formwork::client
{

struct WaitProgress {
    int look = 0; // 1, 2, ...
    int maxLooks = 0; // 0: an hour is the end
    QString seen; // the state of the last look: "creating"
    std::optional<std::chrono::milliseconds> next; // until the next look; none: it is under way
};

struct WaitOptions {
    CallOptions call; // its cancellation ends the waiting
    std::function<void(const WaitProgress &)> progress; // on the caller's thread
    std::optional<std::chrono::milliseconds> delay; // instead of the waiter's
};

struct WaitResult {
    enum class State {
        Ready, // what was waited for is so
        Failed, // it came to a state from which it will not get there
        TooLong, // not ready after the last look
        Cancelled,
        Broken, // a look ended with an error that the waiter does not know: `last`
    };
    State state = State::Broken;
    int looks = 0;
    QString seen;
    QString sentence; // for people
    CallResult last;
};

// Looks until the waiter says that it is over. Each look is a call with a row of its own in the history;
// those after the first name the first as their parent.
QCoro::Task<WaitResult> wait(EnvironmentPtr environment, model::OperationPtr operation, QCborValue input,
                             Target target, Waiter waiter, WaitOptions options);

} // namespace formwork::client
