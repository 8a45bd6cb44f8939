// SPDX-License-Identifier: Apache-2.0
#include "asking/question.h"

#include "asking/authentication.h"

namespace formwork::asking
{

Result<Question> sideQuestion(const Question &question, const QString &operation, const QCborMap &input)
{
    const Result<model::OperationPtr> read =
        question.environment->catalog->operation(question.operation->service->id, operation);
    if (!read)
        return std::unexpected(read.error());
    Question side = question;
    side.operation = *read;
    side.input = input;
    return side;
}

QCoro::Task<Result<Ready>> makeReady(Question question)
{
    const Environment &environment = *question.environment;
    Result<endpoint::Endpoint> endpoint =
        endpointFor(environment, *question.operation, question.input, question.target);
    if (!endpoint)
        co_return std::unexpected(endpoint.error());
    Result<credentials::Credentials> account = question.keys.value_or(credentials::Credentials());
    if (!question.keys)
        account = co_await environment.profiles->credentials(question.target.profile.id);
    if (!account)
        co_return std::unexpected(account.error());
    question.keys = *account;
    endpoint = co_await discovered(question, *endpoint);
    if (!endpoint)
        co_return std::unexpected(endpoint.error());
    preferToken(*question.operation, *account, *endpoint);
    Result<Plan> planned = plan(*question.operation, question.input, *endpoint);
    if (!planned)
        co_return std::unexpected(planned.error());
    if (const auto complete = checkComplete(*question.operation, *planned, *account); !complete)
        co_return std::unexpected(complete.error());
    const bool needsSession = !planned->sessionHeader.isEmpty();
    const Result<credentials::Credentials> keys = co_await signingKeys(question, needsSession);
    if (!keys)
        co_return std::unexpected(keys.error());
    co_return Ready{*std::move(planned), *keys};
}

} // namespace formwork::asking
