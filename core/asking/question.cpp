// SPDX-License-Identifier: Apache-2.0
#include "asking/question.h"

#include "asking/authentication.h"
#include "asking/routes.h"
#include "base/tr.h"
#include "model/effect.h"

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

namespace
{

Result<void> checkReadOnly(const Question &question)
{
    const credentials::Profile &profile = question.target.profile;
    const bool isHeld = profile.guard == credentials::Guard::ReadOnly && !question.isForKeys;
    if (!isHeld || model::effectOf(*question.operation) == model::Effect::Reads)
        return {};
    return failure(Phase::Local, QStringLiteral("ReadOnlyAccount"),
                   Tr::tr("The account %1 is set to read only, and %2 writes.")
                       .arg(profile.name, question.operation->name),
                   Tr::tr("Nothing was sent. Choose another account, or another guard for it in Accounts."));
}

// What is not encrypted needs no certificates.
Result<void> checkAuthoritiesFor(const endpoint::Endpoint &endpoint, const credentials::Profile &profile)
{
    return endpoint.scheme == "https" ? checkBundles(profile) : Result<void>();
}

} // namespace

QCoro::Task<Result<Ready>> makeReady(Question question)
{
    const Environment &environment = *question.environment;
    if (const Result<void> may = checkReadOnly(question); !may)
        co_return std::unexpected(may.error());
    Result<endpoint::Endpoint> endpoint =
        endpointFor(environment, *question.operation, question.input, question.target);
    if (!endpoint)
        co_return std::unexpected(endpoint.error());
    if (const Result<void> bundles = checkAuthoritiesFor(*endpoint, question.target.profile); !bundles)
        co_return std::unexpected(bundles.error());
    Result<credentials::Credentials> account = question.keys.value_or(credentials::Credentials());
    if (!question.keys)
        account =
            co_await environment.profiles->credentials(question.target.profile.id, question.target.region);
    if (!account)
        co_return std::unexpected(account.error());
    question.keys = *account;
    endpoint = co_await discovered(question, *endpoint);
    if (!endpoint)
        co_return std::unexpected(endpoint.error());
    preferToken(*question.operation, *account, *endpoint);
    Result<Plan> planned = plan(*question.operation, question.input, *endpoint, question.target.profile.wire);
    if (!planned)
        co_return std::unexpected(planned.error());
    if (const auto complete = checkComplete(*question.operation, *planned, *account); !complete)
        co_return std::unexpected(complete.error());
    const bool needsSession = !planned->sessionHeader.isEmpty();
    const Result<credentials::Credentials> keys = co_await signingKeys(question, needsSession);
    if (!keys)
        co_return std::unexpected(keys.error());
    const Result<Carrier> carrier = co_await transportFor(question.environment, question.target.profile);
    if (!carrier)
        co_return std::unexpected(carrier.error());
    co_return Ready{*std::move(planned), *keys, carrier->transport};
}

} // namespace formwork::asking
