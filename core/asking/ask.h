// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/judge.h"
#include "asking/question.h"

namespace formwork::asking
{

struct AskOptions {
    std::optional<credentials::Credentials> keys; // instead of those of the target's profile
    std::optional<transport::Timeouts> timeouts; // instead of the target's
    transport::CancellationPtr cancellation;
    QByteArray marker; // Question::marker
    bool isForKeys = false; // Question::isForKeys
    int maxAttempts = 0; // 0: as many as the profile or the service say
};

struct Reply {
    QCborValue output;
    QString requestId;
};

// One question to a service that is no row of the history, because it changes nothing: resolve, serialise,
// sign (or not, where the operation takes no credentials), send with the rules for repeating, parse. Never
// for what creates. The error is that of the service, or of the way to it.
QCoro::Task<Result<Reply>> ask(EnvironmentPtr environment, model::OperationPtr operation, QCborValue input,
                               Target target, AskOptions options = {});
QCoro::Task<Result<Reply>> ask(Question question, int maxAttempts = 0);

// The same with all that came of it: what a service tells beside its message decides what is done next.
QCoro::Task<Verdict> askInFull(EnvironmentPtr environment, model::OperationPtr operation, QCborValue input,
                               Target target, AskOptions options);

} // namespace formwork::asking
