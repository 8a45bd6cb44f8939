// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/judge.h"
#include "asking/question.h"
#include "transfer/download.h"
#include "transfer/eventsink.h"

namespace formwork::asking
{

// One attempt, as those who keep a record are told of it.
struct AttemptMade {
    int number = 0; // 1, 2, ...
    QDateTime startedAt;
    QDateTime finishedAt;
};

// A question that only has to be sent.
struct Sending {
    Question question;
    Ready ready;
    int maxAttempts = 3;
    Repeatable repeatable = Repeatable::No;
    QDateTime repeatableUntil; // from then on nothing is repeated; invalid: not known, or for ever
    bool wasUnknown = false; // an earlier attempt, not of these, may have been carried out
    QStringList secrets; // that no error may repeat
    transfer::DownloadPtr download; // null: the answer is kept in memory
    transfer::EventSinkPtr events; // null: so is a stream of events
    std::function<void(const transport::Transferred &)> transferred;

    // All may be empty. `begin` is asked before the first byte of an attempt leaves; what it refuses is not
    // sent. `ended` is told before another attempt is thought of.
    std::function<QCoro::Task<Result<void>>(int attempt)> begin;
    std::function<void(const AttemptMade &, const Verdict &)> ended;
    std::function<void(int attempt, std::chrono::milliseconds delay)> waiting;
    std::function<void(Error &)> advise; // instead of what is known of errors that every service may answer
};

using SendingPtr = std::shared_ptr<const Sending>;

// As many attempts as the profile or the service say.
[[nodiscard]] int attemptsFor(const Question &question);

// Makes attempts until one succeeds or another would not help or might do harm. What it answers is what they
// all came to: an attempt that may have been carried out is not undone by a later refusal.
QCoro::Task<Verdict> makeAttempts(SendingPtr sending);

} // namespace formwork::asking
