// SPDX-License-Identifier: Apache-2.0
#include "client/waiting.h"

#include "base/tr.h"
#include "transport/pause.h"
#include "wording/names.h"

#include <algorithm>

namespace formwork::client
{

using State = WaitResult::State;
using std::chrono::milliseconds;

namespace
{

constexpr std::chrono::hours kLongest(1); // where the service names no number of looks

bool isCancelled(const WaitOptions &options)
{
    return options.call.cancellation && options.call.cancellation->isCancelled();
}

// Always the same where a number of looks is given; else longer each time.
milliseconds delayAfter(int look, const Waiter &waiter, const WaitOptions &options)
{
    if (options.delay)
        return *options.delay;
    if (waiter.maxAttempts > 0)
        return waiter.delay;
    milliseconds delay = waiter.delay;
    for (int i = 1; i < look && delay < waiter.longestDelay; ++i)
        delay *= 2;
    return std::min(delay, std::max(waiter.delay, waiter.longestDelay));
}

QString sentenceFor(const WaitResult &result, const Waiter &waiter)
{
    const QString what = wording::words(waiter.name);
    const QString seen =
        result.seen.isEmpty() ? QString() : u' ' + Tr::tr("The last state seen was: %1.").arg(result.seen);
    switch (result.state) {
    case State::Ready:
        return Tr::tr("%1: reached after %n look(s).", nullptr, result.looks).arg(what);
    case State::Failed:
        return Tr::tr("%1: this will not be reached any more.").arg(what) + seen;
    case State::TooLong:
        return Tr::tr(
                   "%1: not reached after %n look(s). It may still get there; wait again to go on looking.",
                   nullptr, result.looks)
                   .arg(what)
            + seen;
    case State::Cancelled:
        return Tr::tr("The waiting was stopped. What is waited for goes on all the same.") + seen;
    case State::Broken:
        break;
    }
    return Tr::tr("The waiting ended because a look at the state failed.");
}

std::optional<State> stateAfter(const Waiter &waiter, const model::Operation &operation,
                                const QCborValue &input, const CallResult &result)
{
    const std::optional<Acceptor::State> said = verdict(waiter, operation, input, result);
    if (!said)
        return result.outcome == journal::Outcome::Succeeded ? std::nullopt : std::optional(State::Broken);
    switch (*said) {
    case Acceptor::State::Success:
        return State::Ready;
    case Acceptor::State::Failure:
        return State::Failed;
    case Acceptor::State::Retry:
        break;
    }
    return {};
}

} // namespace

QCoro::Task<WaitResult> wait(EnvironmentPtr environment, model::OperationPtr operation, QCborValue input,
                             Target target, Waiter waiter, WaitOptions options)
{
    WaitResult result;
    const auto ended = [&](State state) {
        result.state = state;
        result.sentence = sentenceFor(result, waiter);
        return result;
    };
    const auto report = [&](std::optional<milliseconds> next) {
        if (options.progress)
            options.progress({result.looks, waiter.maxAttempts, result.seen, next});
    };
    qint64 firstRow = options.call.parent;
    milliseconds waited{0};
    for (;;) {
        if (isCancelled(options))
            co_return ended(State::Cancelled);
        CallOptions look = options.call;
        ++result.looks;
        report({});
        look.parent = firstRow;
        look.part = Tr::tr("look %1").arg(result.looks);
        result.last = co_await call(environment, operation, input, target, look);
        if (firstRow == 0)
            firstRow = result.last.journalId;
        if (isCancelled(options) && result.last.outcome != journal::Outcome::Succeeded)
            co_return ended(State::Cancelled);
        result.seen = stateSeen(waiter, input, result.last);
        if (const std::optional<State> state = stateAfter(waiter, *operation, input, result.last))
            co_return ended(*state);
        const milliseconds delay = delayAfter(result.looks, waiter, options);
        waited += delay;
        if (waiter.maxAttempts > 0 ? result.looks >= waiter.maxAttempts : waited > kLongest)
            co_return ended(State::TooLong);
        report(delay);
        co_await pause(delay, options.call.cancellation);
    }
}

} // namespace formwork::client
