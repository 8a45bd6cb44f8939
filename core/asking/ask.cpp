// SPDX-License-Identifier: Apache-2.0
#include "asking/ask.h"

#include "asking/attempts.h"
#include "asking/scrub.h"

namespace formwork::asking
{

namespace
{

Question questionOf(const EnvironmentPtr &environment, const model::OperationPtr &operation,
                    const QCborValue &input, const Target &target, const AskOptions &options)
{
    return {environment,
            operation,
            input,
            target,
            options.timeouts.value_or(target.timeouts),
            options.cancellation,
            options.keys,
            options.marker,
            options.isForKeys};
}

QCoro::Task<Verdict> send(Question question, int maxAttempts)
{
    const Result<Ready> ready = co_await makeReady(question);
    if (!ready) {
        Verdict verdict;
        verdict.outcome = Outcome::Rejected;
        verdict.error = ready.error();
        co_return verdict;
    }
    const auto sending = std::make_shared<Sending>();
    sending->question = question;
    sending->ready = *ready;
    sending->maxAttempts = maxAttempts > 0 ? maxAttempts : attemptsFor(question);
    sending->repeatable = Repeatable::Yes;
    sending->secrets = secretTexts(question.input, *question.operation->input, ready->keys);
    const Verdict verdict = co_await makeAttempts(sending);
    co_return verdict;
}

} // namespace

// NOLINTBEGIN(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<Reply>> ask(EnvironmentPtr environment, model::OperationPtr operation, QCborValue input,
                               Target target, AskOptions options)
{
    return ask(questionOf(environment, operation, input, target, options), options.maxAttempts);
}

QCoro::Task<Result<Reply>> ask(Question question, int maxAttempts)
{
    const Verdict verdict = co_await send(std::move(question), maxAttempts);
    if (verdict.error)
        co_return std::unexpected(*verdict.error);
    co_return Reply{verdict.output, verdict.requestId};
}

QCoro::Task<Verdict> askInFull(EnvironmentPtr environment, model::OperationPtr operation, QCborValue input,
                               Target target, AskOptions options)
{
    return send(questionOf(environment, operation, input, target, options), options.maxAttempts);
}
// NOLINTEND(performance-unnecessary-value-param)

} // namespace formwork::asking
