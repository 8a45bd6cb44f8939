// SPDX-License-Identifier: Apache-2.0
#include "bulk/run.h"

#include "asking/commonerrors.h"
#include "asking/retryrules.h"
#include "base/tr.h"
#include "client/unlock.h"
#include "document/redact.h"
#include "transport/pause.h"

#include <QCoroFuture>

#include <algorithm>
#include <vector>

namespace formwork::bulk
{

using journal::BatchRow;
using journal::Outcome;

namespace
{

using SteadyClock = std::chrono::steady_clock;

constexpr qint64 kReadAhead = 256;
constexpr int kMostThrottled = 8; // times that a row is sent anew because of it
constexpr int kMostCutOff = 5;

bool isThrottled(const RowEnd &end)
{
    return end.outcome == Outcome::Rejected && end.error
        && asking::retryReason(*end.error) == asking::RetryReason::Throttling;
}

// The next row would fare no better, and nothing was done.
bool isOfEveryRow(const Error &error)
{
    return error.phase == Phase::Credentials || error.phase == Phase::Journal || asking::saysKeysRanOut(error)
        || error.code == u"CannotSeal" || error.code == u"ConfirmationNeeded"
        || error.code == u"ReadOnlyAccount";
}

bool isOfNetwork(const Error &error) { return error.phase == Phase::Connect || error.phase == Phase::Send; }

} // namespace

bool isOpen(const journal::Journal &journal, const BatchRow &row, bool refusedToo)
{
    if (!row.outcome)
        return true;
    if (row.request == 0 || *row.outcome == Outcome::Succeeded || *row.outcome == Outcome::Sending)
        return false;
    if (*row.outcome == Outcome::Rejected) {
        Error error;
        error.phase = Phase::Service;
        error.code = row.errorCode;
        return refusedToo || !row.mayHaveLeft || asking::saysKeysRanOut(error)
            || asking::retryReason(error) == asking::RetryReason::Throttling;
    }
    const Result<journal::Record> record = journal.record(row.request);
    const Result<journal::RetryPlan> plan =
        record ? journal.retryPlan(*record) : std::unexpected(record.error());
    return plan
        && (plan->kind == journal::RetryPlan::Kind::Safe
            || plan->kind == journal::RetryPlan::Kind::SafeNothingDone);
}

Run::Run(client::EnvironmentPtr environment, model::OperationPtr operation, client::Target target,
         journal::Batch batch, RunWishes wishes)
    : m_environment(std::move(environment))
    , m_operation(std::move(operation))
    , m_target(std::move(target))
    , m_batch(std::move(batch))
    , m_wishes(std::move(wishes))
    , m_pace(m_wishes.pace)
{
}

void Run::stop()
{
    m_halt->cancel();
    goOn();
}

void Run::pause()
{
    if (m_gate)
        return;
    m_gate = std::make_shared<QPromise<void>>();
    m_gate->start();
}

void Run::goOn()
{
    if (const auto gate = std::exchange(m_gate, nullptr))
        gate->finish();
}

void Run::stopBecause(Error error)
{
    if (!m_reason)
        m_reason = std::move(error);
    stop();
}

void Run::fetch()
{
    while (m_rows.empty() && !m_isAllRead) {
        const Result<QList<BatchRow>> read =
            m_environment->journal->batchRows(m_batch.id, m_lastRead, kReadAhead);
        if (!read) {
            stopBecause(read.error());
            return;
        }
        m_isAllRead = read->size() < kReadAhead;
        for (const BatchRow &row : *read) {
            m_lastRead = row.row;
            if (isOpen(*m_environment->journal, row, m_wishes.refusedToo))
                m_rows.push_back(row);
        }
    }
}

std::optional<BatchRow> Run::next()
{
    if (isStopping() || (m_wishes.most > 0 && m_begun >= m_wishes.most))
        return {};
    fetch();
    if (m_rows.empty() || isStopping())
        return {};
    BatchRow row = std::move(m_rows.front());
    m_rows.pop_front();
    ++m_begun;
    return row;
}

client::CallOptions Run::optionsFor(const BatchRow &row)
{
    client::CallOptions options = m_wishes.call;
    options.batch = m_batch.id;
    options.batchRow = row.row;
    options.parent = row.parent;
    options.sendAnyway = m_batch.made.where.sentAnyway;
    options.progress = [this](const client::Progress &progress) { // the run outlives its calls
        if (progress.stage == client::Progress::Stage::Waiting && progress.wasThrottled)
            m_pace.throttled(SteadyClock::now());
    };
    return options;
}

void Run::take(const BatchRow &row, const RowEnd &end)
{
    --m_counts.inFlight;
    const auto now = SteadyClock::now();
    if (isThrottled(end)) {
        m_pace.throttled(now);
        if (++m_throttled[row.row] < kMostThrottled && !isStopping()) {
            BatchRow again = row;
            again.request = end.id;
            again.outcome = Outcome::Rejected;
            m_rows.push_back(again);
            --m_begun;
            return;
        }
    }
    if (end.outcome == Outcome::Succeeded)
        m_pace.succeeded(now);
    m_cutOff = end.error && isOfNetwork(*end.error) ? m_cutOff + 1 : 0;
    ++m_counts.ended;
    m_counts.succeeded += end.outcome == Outcome::Succeeded ? 1 : 0;
    m_counts.unknown += end.outcome == Outcome::Unknown ? 1 : 0;
    m_counts.rejected += end.outcome == Outcome::Rejected ? 1 : 0;
    const bool isOfAll = end.error && end.outcome != Outcome::Succeeded && isOfEveryRow(*end.error);
    if (end.error && (isOfAll || m_cutOff >= kMostCutOff))
        stopBecause(*end.error);
    else if (m_wishes.stopAfter > 0 && m_counts.rejected + m_counts.unknown >= m_wishes.stopAfter)
        stopBecause({Phase::Local,
                     QStringLiteral("StopAfter"),
                     Tr::tr("%n row(s) failed, as many as --stop-after allows.", nullptr, m_wishes.stopAfter),
                     {}});
    if (ended)
        ended(end);
}

// Until nobody pauses it and the pace allows another one.
QCoro::Task<void> awaitTurn(RunPtr run)
{
    const auto mine = run->m_pace.turn(SteadyClock::now());
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(mine - SteadyClock::now());
    if (left.count() > 0)
        co_await transport::pause(left, run->m_halt);
    while (run->m_gate) {
        const QFuture<void> opened = run->m_gate->future();
        co_await opened;
    }
}

QCoro::Task<RowEnd> sendRow(RunPtr run, BatchRow row)
{
    RowEnd end;
    end.row = row.row;
    end.line = row.line;
    end.id = row.request;
    const client::CallOptions options = run->optionsFor(row);
    client::CallResult result;
    if (row.request > 0) {
        result = co_await client::retry(run->m_environment, row.request, false, options);
    } else {
        Result<QCborValue> input = run->m_environment->journal->openBatchInput(run->m_batch.id, row.row);
        if (!input && input.error().code == u"OtherKey") { // it holds secrets
            static_cast<void>(co_await client::unlockHistory(run->m_environment));
            input = run->m_environment->journal->openBatchInput(run->m_batch.id, row.row);
        }
        if (!input) {
            end.isWaiting = true;
            end.error = input.error();
            co_return end;
        }
        result = co_await client::call(run->m_environment, run->m_operation, *input, run->m_target, options);
        end.id = result.journalId;
        end.isWaiting = result.journalId == 0;
    }
    end.outcome = result.outcome;
    end.error = result.error;
    end.requestId = result.requestId;
    if (result.outcome == Outcome::Succeeded)
        end.output = document::redacted(result.output, *run->m_operation->output);
    co_return end;
}

QCoro::Task<void> work(RunPtr run)
{
    while (std::optional<BatchRow> row = run->next()) {
        co_await awaitTurn(run);
        if (run->isStopping())
            break;
        ++run->m_counts.inFlight;
        const RowEnd end = co_await sendRow(run, *row);
        run->take(*row, end);
    }
}

QCoro::Task<void> sendRows(RunPtr run)
{
    std::vector<QCoro::Task<void>> workers;
    for (int i = 0; i < std::max(1, run->m_wishes.concurrency); ++i)
        workers.push_back(work(run));
    for (QCoro::Task<void> &worker : workers)
        co_await worker;
}

} // namespace formwork::bulk
