// SPDX-License-Identifier: Apache-2.0
#include "client/call.h"

#include "client/guard.h"
#include "client/pages.h"
#include "client/recordedcall.h"
#include "client/rowtarget.h"
#include "client/unlock.h"
#include "document/filebody.h"
#include "journal/reader.h"

#include <QCborMap>
#include <QCoroFuture>

#include <algorithm>

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
                                            const Result<QCborValue> &input, const CallOptions &given)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(record.request.service, record.request.operation);
    if (!operation)
        return std::unexpected(operation.error());
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

// The row as it is to be sent again, read where nobody waits for the disk who draws a window.
struct Stored {
    journal::PlannedRow row;
    Result<QCborValue> input;
    bool hadPages = false; // an attempt had its answer, and the row went on
};

journal::Answer<Stored> storedRow(const Environment &environment, qint64 id)
{
    return environment.journal->ask<Stored>(
        [id, now = environment.clock->nowUtc()](const journal::Reader &history) -> Result<Stored> {
            const Result<journal::PlannedRow> row = history.planned(id, now);
            if (!row)
                return std::unexpected(row.error());
            const Result<QList<journal::Attempt>> attempts = history.attempts(id);
            if (!attempts)
                return std::unexpected(attempts.error());
            const bool hadPages = std::ranges::any_of(*attempts, [](const journal::Attempt &attempt) {
                return attempt.outcome == Outcome::Succeeded;
            });
            return Stored{*row, history.openInput(id), hadPages};
        });
}

// A read of many pages that broke off is read anew, to its end: what was there may have changed since.
QCoro::Task<CallResult> withFurtherPages(std::shared_ptr<RecordedCall> call)
{
    CallResult first = co_await sendRecorded(call);
    const std::optional<Paging> paging = Paging::of(*call->operation);
    if (first.outcome != Outcome::Succeeded || !paging)
        co_return first;
    const auto pages = std::make_shared<Pages>(*paging, call->input);
    const Result<void> added = pages->add(first.output, call->journalId);
    if (!added || !pages->hasNext())
        co_return first;
    PagesOptions options;
    options.call = call->options;
    CallResult all = co_await fetchPages(call->environment, call->operation, call->target, pages, options);
    all.journalId = call->journalId;
    co_return all;
}

} // namespace

QCoro::Task<CallResult> retry(EnvironmentPtr environment, qint64 journalId, bool mayDuplicate,
                              CallOptions options)
{
    const Result<journal::Record> record = co_await journal::recordOf(*environment->journal, journalId);
    if (!record)
        co_return refused(record.error(), journalId);
    if (const auto operation =
            environment->catalog->operation(record->request.service, record->request.operation);
        operation && holdsSecrets(record->request.input, *(*operation)->input))
        static_cast<void>(co_await unlockHistory(environment));
    const Result<Stored> stored = co_await storedRow(*environment, journalId);
    if (!stored)
        co_return refused(stored.error(), journalId, record->outcome);
    const journal::RetryPlan &plan = stored->row.plan;
    if (plan.kind == journal::RetryPlan::Kind::NotPossible)
        co_return refused({Phase::Journal, QStringLiteral("RetryNotPossible"), plan.sentence, {}}, journalId,
                          record->outcome);
    if (plan.kind == journal::RetryPlan::Kind::MayDuplicate && !mayDuplicate)
        co_return refused({Phase::Journal, QStringLiteral("MayDuplicate"), plan.sentence, {}}, journalId,
                          record->outcome);

    const Result<std::shared_ptr<RecordedCall>> call =
        again(environment, stored->row.record, stored->input, options);
    if (!call)
        co_return refused(call.error(), journalId, record->outcome);
    const Target target = (*call)->target;
    if (const Result<void> same = co_await checkAccount(environment, stored->row.record.request, target);
        !same)
        co_return refused(same.error(), journalId, record->outcome);
    (*call)->mayDuplicate = plan.kind == journal::RetryPlan::Kind::MayDuplicate;
    const Result<void> claimed = co_await environment->journal->claim(stored->row.record);
    if (!claimed)
        co_return refused(claimed.error(), journalId, record->outcome);
    const bool readsOn = stored->hadPages && (*call)->operation->readOnly && !(*call)->download;
    co_return readsOn ? co_await withFurtherPages(*call) : co_await sendRecorded(*call);
}

} // namespace formwork::client
