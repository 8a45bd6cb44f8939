// SPDX-License-Identifier: Apache-2.0
#include "client/call.h"

#include "client/guard.h"
#include "client/recordedcall.h"
#include "client/rowtarget.h"
#include "client/unlock.h"
#include "document/filebody.h"

#include <QCborMap>
#include <QCoroFuture>

namespace formwork::client
{

using journal::Outcome;

namespace
{

// Data that was to go into a file goes there again.
CallOptions withOutputFile(CallOptions options, const model::Operation &operation, const QCborValue &output)
{
    const model::Member *data = document::blobPayload(*operation.output);
    if (options.outputFile.isEmpty() && data)
        options.outputFile =
            output.toMap().value(data->name).toMap().value(QLatin1StringView("$file")).toString();
    return options;
}

// Everything a retry needs; fails without having touched anything.
Result<std::shared_ptr<RecordedCall>> again(const EnvironmentPtr &environment, const journal::Record &record,
                                            const CallOptions &given)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(record.request.service, record.request.operation);
    if (!operation)
        return std::unexpected(operation.error());
    const Result<QCborValue> input = environment->journal->openInput(record.id);
    if (!input)
        return std::unexpected(input.error());
    const Result<Target> target =
        targetOfRow(*environment, **operation, *input, record.request, given.otherKeys);
    if (!target)
        return std::unexpected(target.error());
    if (const Result<void> may = checkGuard(target->profile, **operation, given.isConfirmed); !may)
        return std::unexpected(may.error());
    const CallOptions options = withOutputFile(given, **operation, record.output);
    const Result<transfer::DownloadPtr> download = downloadFor(*operation, *input, options);
    if (!download)
        return std::unexpected(download.error());
    auto call = std::make_shared<RecordedCall>(RecordedCall{environment, *operation,
                                                            environment->guides->guideFor(**operation),
                                                            *input, *target, options, *download, record.id});
    call->isRetry = true;
    const bool didNothing = record.isSettled() && record.settled == journal::Settled::DidNotHappen;
    call->wasUnknown = record.outcome == Outcome::Unknown && !didNothing;
    call->marker = record.request.marker;
    call->tokenExpiresAt = record.tokenExpiresAt;
    return call;
}

} // namespace

QCoro::Task<CallResult> retry(EnvironmentPtr environment, qint64 journalId, bool mayDuplicate,
                              CallOptions options)
{
    const Result<journal::Record> record = environment->journal->record(journalId);
    if (!record)
        co_return refused(record.error(), journalId);
    if (const auto operation =
            environment->catalog->operation(record->request.service, record->request.operation);
        operation && holdsSecrets(record->request.input, *(*operation)->input))
        static_cast<void>(co_await unlockHistory(environment));
    const Result<journal::RetryPlan> planned = environment->journal->retryPlan(*record);
    if (!planned)
        co_return refused(planned.error(), journalId, record->outcome);
    const journal::RetryPlan &plan = *planned;
    if (plan.kind == journal::RetryPlan::Kind::NotPossible)
        co_return refused({Phase::Journal, QStringLiteral("RetryNotPossible"), plan.sentence, {}}, journalId,
                          record->outcome);
    if (plan.kind == journal::RetryPlan::Kind::MayDuplicate && !mayDuplicate)
        co_return refused({Phase::Journal, QStringLiteral("MayDuplicate"), plan.sentence, {}}, journalId,
                          record->outcome);

    const Result<std::shared_ptr<RecordedCall>> call = again(environment, *record, options);
    if (!call)
        co_return refused(call.error(), journalId, record->outcome);
    const Target target = (*call)->target;
    if (const Result<void> same = co_await checkAccount(environment, record->request, target); !same)
        co_return refused(same.error(), journalId, record->outcome);
    (*call)->mayDuplicate = plan.kind == journal::RetryPlan::Kind::MayDuplicate;
    const Result<void> claimed = co_await environment->journal->claim(*record);
    if (!claimed)
        co_return refused(claimed.error(), journalId, record->outcome);
    co_return co_await sendRecorded(*call);
}

} // namespace formwork::client
