// SPDX-License-Identifier: Apache-2.0
#include "client/call.h"

#include "base/tr.h"
#include "client/plan.h"
#include "client/recorded.h"
#include "client/unlock.h"
#include "client/upload.h"
#include "client/wirecheck.h"
#include "document/redact.h"
#include "protocol/codec.h"

#include <algorithm>

namespace formwork::client
{

namespace
{

bool stops(const document::Problem &problem, bool sendAnyway)
{
    return problem.severity == document::Severity::Error && !(sendAnyway && problem.canSendAnyway);
}

CallResult invalid(QList<document::Problem> problems)
{
    CallResult result = refused({Phase::Input, QStringLiteral("InputNotValid"),
                                 Tr::tr("The input is not valid, so nothing was sent."),
                                 Tr::tr("Correct what is marked, or send it anyway where that is offered.")});
    result.problems = std::move(problems);
    return result;
}

// The value of the member a person recognises the request by.
QString whatOf(const guide::Guide &guide, const QCborValue &input)
{
    if (guide.what.isRoot())
        return {};
    const QCborValue value = document::valueAt(input, guide.what);
    return value.isInteger() ? QString::number(value.toInteger()) : value.toString();
}

journal::NewRequest newRequest(const Recorded &recorded, bool sentAnyway)
{
    const model::Operation &operation = *recorded.operation;
    const credentials::Profile &profile = recorded.target.profile;
    const Result<model::Protocol> protocol = protocol::choose(*operation.service);
    journal::NewRequest request;
    request.profileId = profile.id;
    const bool isPractice = profile.kind == credentials::ProfileKind::Practice;
    request.accountId = isPractice && !isPracticeAccount(recorded.target) ? QString() : profile.accountId;
    request.region = recorded.target.region.isEmpty() ? profile.region : recorded.target.region;
    request.endpoint = recorded.endpoint ? recorded.endpoint->url() : recorded.target.endpointUrl;
    request.account = isLoopback(QUrl(request.endpoint).host()) ? profile.name : accountText(profile);
    request.service = operation.service->id;
    request.operation = operation.name;
    request.what = whatOf(*recorded.guide, document::redacted(recorded.input, *operation.input));
    if (!recorded.options.part.isEmpty())
        request.what += (request.what.isEmpty() ? QString() : QStringLiteral(", ")) + recorded.options.part;
    request.protocol = protocol ? model::protocolName(*protocol) : QString();
    request.input = recorded.input;
    request.clientToken = tokenOf(operation, recorded.input);
    request.tokenMember = operation.tokenMember() ? operation.tokenMember()->name : QString();
    request.tokenLifetime = recorded.guide->tokenLifetime;
    request.createsOnRetry = createsOnRetry(operation, request.clientToken);
    request.sentAnyway = sentAnyway;
    request.parent = recorded.options.parent;
    return request;
}

} // namespace

QCoro::Task<CallResult> call(EnvironmentPtr environment, model::OperationPtr operation, QCborValue input,
                             Target target, CallOptions options)
{
    const guide::GuidePtr guide = environment->guides->guideFor(*operation);
    QCborValue complete = withToken(*operation, input, *environment->tokens);
    const QList<document::Problem> problems = check(*operation, *guide, complete);
    if (std::ranges::any_of(problems,
                            [&](const auto &problem) { return stops(problem, options.sendAnyway); }))
        co_return invalid(problems);
    const bool sentAnyway =
        std::ranges::any_of(problems, [](const auto &problem) { return stops(problem, false); });
    if (options.cancellation && options.cancellation->isCancelled())
        co_return refused(
            {Phase::Local, QStringLiteral("Cancelled"), Tr::tr("Cancelled, nothing was sent."), {}});

    if (const auto file = document::fileIn(*operation->input, complete); file && !file->isRead()) {
        if (options.progress)
            options.progress({Progress::Stage::Reading});
        const InputRead read =
            co_await withFileRead(operation, complete, options.transferred, options.cancellation);
        if (!read.done)
            co_return refused(read.done.error());
        complete = read.input;
    }
    const Result<DownloadPtr> download = downloadFor(operation, complete, options);
    if (!download)
        co_return refused(download.error());
    const auto recorded =
        std::make_shared<Recorded>(Recorded{environment, operation, guide, complete, target, options,
                                            endpointFor(*environment, *operation, complete, target)});
    recorded->download = *download;
    report(*recorded, Progress::Stage::Recording);
    if (holdsSecrets(complete, *operation->input))
        static_cast<void>(
            co_await unlockHistory(environment)); // without the key they are sealed for this run only
    const Result<qint64> row = environment->journal->begin(newRequest(*recorded, sentAnyway), *operation);
    if (!row) // what is not in the history is not sent
        co_return refused(row.error());
    recorded->journalId = *row;
    co_return co_await deliver(recorded);
}

} // namespace formwork::client
