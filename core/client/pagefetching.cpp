// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "client/pages.h"
#include "client/recordedcall.h"

#include <QCoroFuture>

namespace formwork::client
{

using journal::Outcome;

namespace
{

// The one row of an answer of many pages: its first page is a call, the others go on with it.
struct PagedCall {
    EnvironmentPtr environment;
    model::OperationPtr operation;
    Target target;
    PagesPtr pages;
    CallOptions options;
};

// What changes something is a row for every page: each is sent once and for all.
bool isOneRow(const PagedCall &call) { return call.operation->readOnly && call.pages->firstRow() > 0; }

QCoro::Task<CallResult> furtherPage(PagedCall call)
{
    if (call.options.cancellation && call.options.cancellation->isCancelled())
        co_return refused(
            {Phase::Local, QStringLiteral("Cancelled"), Tr::tr("Cancelled, nothing was sent."), {}});
    const qint64 row = call.pages->firstRow();
    const Result<journal::Record> record = co_await call.environment->journal->goOn(row);
    if (!record)
        co_return refused(record.error());
    auto recorded = std::make_shared<RecordedCall>();
    recorded->environment = call.environment;
    recorded->operation = call.operation;
    recorded->guide = call.environment->guides->guideFor(*call.operation);
    recorded->input = call.pages->nextInput(); // the first page was let through, the token is the service's
    recorded->target = call.target;
    recorded->options = call.options;
    recorded->journalId = row;
    recorded->marker = record->request.marker;
    recorded->isFurtherPage = true;
    CallResult result = co_await sendRecorded(recorded);
    result.journalId = row;
    co_return result;
}

QCoro::Task<CallResult> nextPage(PagedCall call)
{
    if (isOneRow(call))
        co_return co_await furtherPage(call);
    if (call.pages->count() > 0) {
        call.options.parent = call.pages->firstRow();
        call.options.part = Tr::tr("page %1").arg(call.pages->count() + 1);
        call.options.sendAnyway = true;
    }
    const QCborValue input = call.pages->nextInput();
    co_return co_await client::call(call.environment, call.operation, input, call.target, call.options);
}

// The last word on the row, after the last of its pages that was sent.
QCoro::Task<Result<void>> finishRow(PagedCall call, CallResult last)
{
    QCborValue output = call.pages->merged();
    if (last.error)
        output = last.errorMembers.isEmpty() ? QCborValue() : QCborValue(last.errorMembers);
    co_return co_await call.environment->journal->finish(call.pages->firstRow(), last.outcome, last.error,
                                                         last.requestId, output, call.operation);
}

} // namespace

QCoro::Task<CallResult> fetchPages(EnvironmentPtr environment, model::OperationPtr operation, Target target,
                                   PagesPtr pages, PagesOptions options)
{
    const PagedCall paged{environment, operation, target, pages, options.call};
    CallResult result;
    result.outcome = Outcome::Succeeded;
    std::optional<CallResult> further; // the last one that was sent
    std::optional<Error> ending;
    for (int fetched = 0; pages->hasNext() && (options.maxPages == 0 || fetched < options.maxPages);
         ++fetched) {
        const bool isFurther = isOneRow(paged);
        result = co_await nextPage(paged);
        if (isFurther && result.journalId > 0)
            further = result;
        if (result.outcome != Outcome::Succeeded)
            break;
        const Result<void> added = pages->add(result.output, result.journalId);
        const bool goesOn = !options.fetched || options.fetched(*pages);
        if (!added)
            ending = added.error();
        if (!added || !goesOn)
            break;
    }
    if (further) {
        const Result<void> written = co_await finishRow(paged, *further);
        if (!written && !ending)
            ending = written.error();
    }
    if (ending && !result.error) {
        result.error = ending;
        result.outcome = Outcome::Rejected;
    }
    result.output = pages->merged();
    co_return result;
}

} // namespace formwork::client
