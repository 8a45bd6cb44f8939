// SPDX-License-Identifier: Apache-2.0
#include "asking/ask.h"

#include "asking/attempts.h"
#include "asking/scrub.h"

namespace formwork::asking
{

QCoro::Task<Result<Reply>> ask(EnvironmentPtr environment, model::OperationPtr operation, QCborValue input,
                               Target target, AskOptions options)
{
    Question question{
        environment,          operation,   input, target, options.timeouts.value_or(target.timeouts),
        options.cancellation, options.keys};
    return ask(std::move(question), options.maxAttempts);
}

QCoro::Task<Result<Reply>> ask(Question question, int maxAttempts)
{
    const Result<Ready> ready = co_await makeReady(question);
    if (!ready)
        co_return std::unexpected(ready.error());
    const auto sending = std::make_shared<Sending>();
    sending->question = question;
    sending->ready = *ready;
    sending->maxAttempts = maxAttempts > 0 ? maxAttempts : attemptsFor(question);
    sending->repeatable = Repeatable::Yes;
    sending->secrets = secretTexts(question.input, *question.operation->input, ready->keys);
    const Verdict verdict = co_await makeAttempts(sending);
    if (verdict.error)
        co_return std::unexpected(*verdict.error);
    co_return Reply{verdict.output, verdict.requestId};
}

} // namespace formwork::asking
