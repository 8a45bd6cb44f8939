// SPDX-License-Identifier: Apache-2.0
#include "bulk/run.h"

#include "asking/commonerrors.h"
#include "asking/retryrules.h"
#include "base/tr.h"
#include "bulk/undo.h"
#include "client/unlock.h"
#include "document/redact.h"
#include "evidence/check.h"
#include "journal/reader.h"
#include "transport/pause.h"

#include <QCoroFuture>

#include <algorithm>
#include <vector>

namespace formwork::bulk
{

using journal::BatchRow;
using journal::Outcome;
using journal::Standing;

namespace
{

using SteadyClock = std::chrono::steady_clock;

constexpr qint64 kReadAhead = 256;
constexpr int kMostThrottled = 8; // times that a row is sent anew because of it
constexpr int kMostCutOff = 5;

bool isThrottled(const RowEnd &end)
{
    return end.outcome == Outcome::Rejected && !end.isWaiting && end.error
        && asking::retryReason(*end.error) == asking::RetryReason::Throttling;
}

// The next row would fare no better, and nothing was done.
bool isOfEveryRow(const Error &error)
{
    return error.phase == Phase::Credentials || error.phase == Phase::Journal || asking::saysKeysRanOut(error)
        || error.code == u"CannotSeal" || error.code == u"ConfirmationNeeded"
        || error.code == u"ReadOnlyAccount";
}

// What the service answered.
Error refusalOf(const BatchRow &row)
{
    Error error;
    error.phase = Phase::Service;
    error.code = row.errorCode;
    return error;
}

bool isToUndo(const BatchRow &row)
{
    const bool isOver = row.standing == Standing::Succeeded || row.standing == Standing::Sending;
    return !row.isForgotten && !isOver && !wasGone(row);
}

// A retry might do it twice.
bool isToCheck(const BatchRow &row) { return !row.isForgotten && row.standing == Standing::Unknown; }

bool isOfNetwork(const Error &error) { return error.phase == Phase::Connect || error.phase == Phase::Send; }

} // namespace

bool isOpen(const journal::Reader &history, const BatchRow &row, bool refusedToo, const QDateTime &now)
{
    if (row.isForgotten || row.standing == Standing::Succeeded || row.standing == Standing::Sending)
        return false;
    if (row.standing == Standing::Rejected) {
        const Error error = refusalOf(row);
        return refusedToo || asking::saysKeysRanOut(error)
            || asking::retryReason(error) == asking::RetryReason::Throttling;
    }
    if (row.standing == Standing::Waiting)
        return true;
    const Result<journal::PlannedRow> planned = history.planned(row.request, now);
    return planned
        && (planned->plan.kind == journal::RetryPlan::Kind::Safe
            || planned->plan.kind == journal::RetryPlan::Kind::SafeNothingDone);
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

bool Run::hasEnough() const { return isStopping() || (m_wishes.most > 0 && m_begun >= m_wishes.most); }

journal::Answer<Run::Read> Run::readOn() const
{
    const auto read = [batch = m_batch.id, after = m_lastRead, isUndo = m_wishes.isUndo,
                       refusedToo = m_wishes.refusedToo, leftOut = m_wishes.leftOut,
                       now = m_environment->clock->nowUtc()](const journal::Reader &history) -> Result<Read> {
        const Result<QList<BatchRow>> rows =
            history.batchRows(batch, after, kReadAhead, journal::BatchParts::Rows);
        if (!rows)
            return std::unexpected(rows.error());
        Read read{{}, rows->isEmpty() ? after : rows->last().row, rows->size() < kReadAhead};
        for (const BatchRow &row : *rows) {
            if (leftOut.contains(row.row))
                continue;
            if (isUndo ? isToUndo(row) : isToCheck(row) || isOpen(history, row, refusedToo, now))
                read.rows += row;
        }
        return read;
    };
    return m_environment->journal->ask<Read>(read);
}

void Run::keep(const Result<Read> &read)
{
    ++m_readings;
    m_reading.reset();
    if (!read) {
        stopBecause(read.error());
        return;
    }
    m_isAllRead = read->isAll;
    m_lastRead = read->last;
    m_rows.insert(m_rows.end(), read->rows.begin(), read->rows.end());
}

// There is a row to be sent, or none is left. Of several who wait, the first one keeps what was read.
QCoro::Task<void> fetch(RunPtr run)
{
    while (run->m_rows.empty() && !run->m_isAllRead && !run->hasEnough()) {
        if (!run->m_reading)
            run->m_reading = run->readOn();
        const int round = run->m_readings;
        const journal::Answer<Run::Read> reading = *run->m_reading;
        const Result<Run::Read> read = co_await reading;
        if (round == run->m_readings)
            run->keep(read);
    }
}

std::optional<BatchRow> Run::next()
{
    if (hasEnough() || m_rows.empty())
        return {};
    BatchRow row = std::move(m_rows.front());
    m_rows.pop_front();
    ++m_begun;
    return row;
}

// Whether a row that ended without a success is not done, rather than refused: the history knows.
journal::Answer<bool> Run::standsAsWaiting(qint64 row) const
{
    return m_environment->journal->ask<bool>([batch = m_batch.id,
                                              row](const journal::Reader &history) -> Result<bool> {
        const Result<QList<BatchRow>> now = history.batchRows(batch, row - 1, 1, journal::BatchParts::Rows);
        return now && !now->isEmpty() && now->first().row == row
            && now->first().standing == Standing::Waiting;
    });
}

journal::Answer<QCborValue> Run::inputOf(qint64 row) const
{
    return m_environment->journal->ask<QCborValue>([batch = m_batch.id, row](const journal::Reader &history) {
        return history.openBatchInput(batch, row);
    });
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
            m_pace.throttled(SteadyClock::now(), progress.asked);
    };
    return options;
}

void Run::take(const BatchRow &row, const RowEnd &end)
{
    --m_counts.inFlight;
    const auto now = SteadyClock::now();
    if (isThrottled(end)) {
        m_pace.throttled(now, end.asked);
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
    m_counts.rejected += end.outcome == Outcome::Rejected && !end.isWaiting ? 1 : 0;
    m_counts.waiting += end.isWaiting ? 1 : 0;
    const bool isOfAll = end.error && end.outcome != Outcome::Succeeded && isOfEveryRow(*end.error);
    if (end.error && (isOfAll || m_cutOff >= kMostCutOff))
        stopBecause(*end.error);
    else if (m_wishes.stopAfter > 0
             && m_counts.rejected + m_counts.unknown + m_counts.waiting >= m_wishes.stopAfter)
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

// What nobody knows of and a retry might do twice: looked for once, and sent only where the service is known
// to have refused it.
QCoro::Task<RowEnd> checkRow(RunPtr run, RowEnd end)
{
    evidence::CheckOptions options;
    options.pauses = {std::chrono::seconds(0)};
    options.cancellation = run->m_halt;
    options.otherKeys = run->m_wishes.call.otherKeys;
    const Result<evidence::Report> report = co_await evidence::check(run->m_environment, end.id, options);
    end.outcome = Outcome::Unknown;
    if (!report) {
        end.error = report.error();
        co_return end;
    }
    end.found = report->sentence;
    if (report->verdict == evidence::Verdict::Happened)
        end.outcome = Outcome::Succeeded;
    else if (report->verdict == evidence::Verdict::Refused)
        end.outcome = Outcome::Rejected;
    else
        end.error = Error{Phase::Local, QStringLiteral("NotKnown"), report->sentence, {}};
    co_return end;
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
        result = co_await client::retry(run->m_environment, row.request, run->m_wishes.isUndo, options);
        if (result.error && result.error->code == u"MayDuplicate") {
            const RowEnd checked = co_await checkRow(run, end);
            if (checked.outcome != Outcome::Rejected || run->isStopping())
                co_return checked;
            result = co_await client::retry(run->m_environment, row.request, false, options);
        }
    } else {
        Result<QCborValue> input = co_await run->inputOf(row.row);
        if (!input && input.error().code == u"OtherKey") { // it holds secrets
            static_cast<void>(co_await client::unlockHistory(run->m_environment));
            input = co_await run->inputOf(row.row);
        }
        if (!input) {
            end.isWaiting = true;
            end.error = input.error();
            co_return end;
        }
        result = co_await client::call(run->m_environment, run->m_operation, *input, run->m_target, options);
        end.id = result.journalId;
    }
    if (result.outcome == Outcome::Rejected) {
        const Result<bool> waits = co_await run->standsAsWaiting(row.row);
        end.isWaiting = result.journalId == 0 || waits.value_or(false);
    }
    end.outcome = result.outcome;
    end.error = result.error;
    end.requestId = result.requestId;
    end.asked = result.asked;
    if (result.outcome == Outcome::Succeeded)
        end.output = document::redacted(result.output, *run->m_operation->output);
    co_return end;
}

QCoro::Task<void> work(RunPtr run)
{
    for (;;) {
        co_await fetch(run);
        const std::optional<BatchRow> row = run->next();
        if (!row)
            break;
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
