// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "jmespath/expression.h"

namespace formwork::client
{

// Says of an answer, or of an error, whether the waiting is over. One of the four ways of looking is set.
struct Acceptor {
    enum class State { Success, Failure, Retry };
    enum class Comparator { Equals, AllEqual, AnyEqual };

    State state = State::Retry;
    std::optional<jmespath::Expression> path; // what is compared with `expected`
    bool pathHasInput = false; // the path starts at {"input": ..., "output": ...}
    Comparator comparator = Comparator::Equals;
    QString expected; // as text: "available", "true"
    QString errorType; // an error of this code
    std::optional<bool> succeeds; // any answer, or any error
    std::optional<int> status; // of HTTP
};

// What a service publishes about waiting for something: which operation to ask how often, and when it is
// there. Operation::waiters holds them in the form of Smithy's trait.
struct Waiter {
    QString name;
    std::chrono::milliseconds delay{2000}; // between two looks
    std::chrono::milliseconds longestDelay{120'000}; // it doubles up to that where `maxAttempts` is not given
    int maxAttempts = 0; // 0: none given; then an hour is the end
    QList<Acceptor> acceptors;

    // Whether that something is not there any more is what is waited for.
    [[nodiscard]] bool waitsForEnd() const;
};

// Those that can be read.
[[nodiscard]] QList<Waiter> waitersOf(const model::Operation &operation);

// By the name or by its spelling in the AWS CLI ("db-instance-available").
[[nodiscard]] bool isNamed(const QString &waiter, QStringView name);

// What the first acceptor that fits says; nothing: none fits. An error that no acceptor knows ends the
// waiting, an answer that none knows does not.
[[nodiscard]] std::optional<Acceptor::State> verdict(const Waiter &waiter, const model::Operation &operation,
                                                     const QCborValue &input, const CallResult &result);

// The state the acceptors look at, for people: "creating". Empty where there is none.
[[nodiscard]] QString stateSeen(const Waiter &waiter, const QCborValue &input, const CallResult &result);

// An input for the operation that waits, out of what was sent and answered: members of the same name. Nothing
// where a required one is missing or nothing would tell which thing is meant.
[[nodiscard]] std::optional<QCborValue> inputForWaiting(const model::Operation &polled,
                                                        const QCborValue &sent, const QCborValue &answered);

} // namespace formwork::client
