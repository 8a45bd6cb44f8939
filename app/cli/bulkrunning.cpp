// SPDX-License-Identifier: Apache-2.0
#include "cli/bulkrunning.h"

#include "base/tr.h"
#include "bulk/undo.h"
#include "bulk/words.h"
#include "cli/consent.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/report.h"
#include "document/json.h"
#include "journal/reader.h"

#include <QCborMap>
#include <QCoroFuture>
#include <QElapsedTimer>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

namespace formwork::cli
{

namespace
{

// How far it is, on standard error: a line that is written over where a person looks, else one now and then.
class Meter
{
public:
    Meter(bulk::RunPtr run, qint64 toSend)
        : m_run(std::move(run))
        , m_toSend(toSend)
        , m_isTerminal(isatty(STDERR_FILENO) != 0)
    {
        m_elapsed.start();
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tell(); });
        m_timer.start(m_isTerminal ? 500 : 10'000);
    }
    ~Meter()
    {
        if (m_isTerminal && m_hasTold)
            std::fputs("\n", stderr);
    }
    Meter(const Meter &) = delete;
    Meter &operator=(const Meter &) = delete;

private:
    void tell()
    {
        const QString text =
            bulk::progressText(m_run->counts(), m_toSend, std::chrono::milliseconds(m_elapsed.elapsed()));
        if (!m_isTerminal) {
            complain(text);
            return;
        }
        m_hasTold = true;
        std::fputs(qPrintable(u'\r' + text + QStringLiteral("\033[K")), stderr);
        std::fflush(stderr);
    }

    bulk::RunPtr m_run;
    qint64 m_toSend;
    bool m_isTerminal;
    bool m_hasTold = false;
    QElapsedTimer m_elapsed;
    QTimer m_timer;
};

void tellRow(const Arguments &arguments, const bulk::RowEnd &end)
{
    const QString outcome = end.isWaiting ? QStringLiteral("waiting") : journal::outcomeName(end.outcome);
    if (arguments.json) {
        printJsonLine(QCborMap{
            {QStringLiteral("row"), end.row},
            {QStringLiteral("line"), end.line},
            {QStringLiteral("outcome"), outcome},
            {QStringLiteral("id"), end.id > 0 ? QCborValue(end.id) : QCborValue(nullptr)},
            {QStringLiteral("output"), end.output.isMap() ? end.output : QCborValue(nullptr)},
            {QStringLiteral("error"),
             end.error ? QCborValue(bulk::errorText(*end.error)) : QCborValue(nullptr)},
            {QStringLiteral("found"), end.found.isEmpty() ? QCborValue(nullptr) : QCborValue(end.found)},
            {QStringLiteral("requestId"), end.requestId}});
    } else if (end.error || !end.found.isEmpty()) {
        complain(Tr::tr("Row %1 (line %2), %3: %4")
                     .arg(end.row)
                     .arg(end.line)
                     .arg(outcome, visibleLine(end.error ? bulk::errorText(*end.error) : end.found)));
    }
}

bulk::RunPtr runOf(const Arguments &arguments, const Sending &sending, qint64 most)
{
    bulk::RunWishes wishes;
    wishes.concurrency = arguments.concurrency;
    wishes.pace = arguments.pace;
    wishes.stopAfter = arguments.stopAfter;
    wishes.refusedToo = arguments.refusedToo;
    wishes.isUndo = sending.batch.made.undoes > 0;
    wishes.leftOut = sending.leftOut;
    wishes.most = most;
    wishes.call = callOptions(arguments);
    wishes.call.isConfirmed = sending.isConfirmed;
    wishes.call.otherKeys = sending.otherKeys;
    wishes.call.mayLoseSecrets = true; // asked before the batch was taken in
    auto run = std::make_shared<bulk::Run>(sending.environment, sending.operation, sending.target,
                                           sending.batch, wishes);
    run->ended = [arguments](const bulk::RowEnd &end) { tellRow(arguments, end); };
    return run;
}

QCoro::Task<void> sendSome(bulk::RunPtr run, qint64 toSend)
{
    const Interruption interruption;
    const Meter meter(run, toSend);
    const auto listener = interruption.cancellation()->onCancel([run] {
        complain(
            Tr::tr("Stopping: what is under way is finished. Once more ends the program at once; nothing is "
                   "lost by that either."));
        run->stop();
    });
    co_await bulk::sendRows(run);
}

// Rows of which nobody knows, and which a retry might do twice.
struct Unprotected {
    QList<journal::BatchRow> rows;
    qint64 last = 0;
    bool isAll = false; // there were no more
};

Result<Unprotected> unprotectedOf(const journal::Reader &history, qint64 batch, qint64 after,
                                  const QDateTime &now)
{
    const Result<QList<journal::BatchRow>> rows =
        history.batchRows(batch, after, 500, journal::BatchParts::Rows);
    if (!rows)
        return std::unexpected(rows.error());
    Unprotected found{{}, rows->isEmpty() ? after : rows->last().row, rows->isEmpty()};
    for (const journal::BatchRow &row : *rows) {
        if (row.standing == journal::Standing::Unknown && !bulk::isOpen(history, row, false, now))
            found.rows += row;
    }
    return found;
}

void tellUnprotected(const client::Environment &environment, qint64 batch)
{
    constexpr int kMostTold = 10;
    int told = 0;
    for (qint64 after = 0;;) {
        const auto look = [batch, after, now = environment.clock->nowUtc()](const journal::Reader &history) {
            return unprotectedOf(history, batch, after, now);
        };
        const Result<Unprotected> found = environment.journal->ask<Unprotected>(look).result();
        if (!found || found->isAll)
            return;
        after = found->last;
        for (const journal::BatchRow &row : found->rows) {
            if (++told > kMostTold) {
                complain(Tr::tr("There are more such rows; bulk results %1 lists them.").arg(batch));
                return;
            }
            complain(
                Tr::tr("Row %1: whether it was done is not known, and sending it again might do it twice, so "
                       "it is not sent. formwork-cli history check %2 looks for what it made.")
                    .arg(row.row)
                    .arg(row.request));
        }
    }
}

QString wayOn(const journal::Batch &batch, bool hasStopped)
{
    QStringList ways;
    const bool isOpen = hasStopped || batch.counts.waiting + batch.counts.unknown > 0;
    if (isOpen)
        ways += batch.made.undoes > 0 ? Tr::tr("To go on: formwork-cli bulk undo %1").arg(batch.made.undoes)
                                      : Tr::tr("To go on: formwork-cli bulk resume %1").arg(batch.id);
    if (batch.counts.rejected > 0 && batch.made.undoes == 0)
        ways += Tr::tr("To correct what was refused: formwork-cli bulk results %1 --failed --csv FILE")
                    .arg(batch.id);
    return ways.join(QStringLiteral(". "));
}

void tellEnd(const Arguments &arguments, const client::Environment &environment, const journal::Batch &batch,
             const bulk::Run &run, qint64 milliseconds)
{
    const QString stopped = run.reason() ? run.reason()->sentence() : QString();
    if (!stopped.isEmpty())
        complain(Tr::tr("Stopped: %1").arg(visibleLine(stopped)));
    tellUnprotected(environment, batch.id);
    complain(Tr::tr("Batch %1: %2.").arg(batch.id).arg(bulk::countsText(batch.counts)));
    if (const qint64 gone = bulk::goneRows(environment, batch).value_or(0); gone > 0)
        complain(Tr::tr("%n of the things was (were) gone already.", nullptr, int(gone)));
    if (const QString way = wayOn(batch, run.reason().has_value()); !way.isEmpty())
        complain(way);
    if (!arguments.json)
        return;
    QCborMap summary = countsJson(batch.counts);
    summary[QStringLiteral("batch")] = batch.id;
    summary[QStringLiteral("sent")] = run.counts().ended;
    summary[QStringLiteral("seconds")] = double(milliseconds) / 1000;
    summary[QStringLiteral("stopped")] = stopped.isEmpty() ? QCborValue(nullptr) : QCborValue(stopped);
    printJsonLine(QCborMap{{QStringLiteral("summary"), summary}});
}

// A first row that went wrong, or a person who thinks better of it.
bool mayGoOn(const Arguments &arguments, const bulk::Run &first, const journal::Batch &batch)
{
    if (first.isStopping() || batch.counts.waiting == 0)
        return false;
    if (first.counts().succeeded == 0) {
        complain(Tr::tr("The first row did not succeed, so the others are not sent."));
        return false;
    }
    return agreed(arguments,
                  Tr::tr("The first row succeeded. %n row(s) are left.", nullptr, int(batch.counts.waiting)));
}

} // namespace

QCborMap countsJson(const journal::BatchCounts &counts)
{
    return {{QStringLiteral("rows"), counts.rows},         {QStringLiteral("succeeded"), counts.succeeded},
            {QStringLiteral("rejected"), counts.rejected}, {QStringLiteral("unknown"), counts.unknown},
            {QStringLiteral("sending"), counts.sending},   {QStringLiteral("waiting"), counts.waiting}};
}

int exitCodeOf(const client::Environment &environment, const journal::Batch &batch)
{
    const journal::BatchCounts &counts = batch.counts;
    const qint64 refused = counts.rejected - bulk::goneRows(environment, batch).value_or(0);
    if (counts.unknown + counts.sending > 0)
        return OutcomeUnknown;
    if (refused > 0)
        return ServiceSaidNo;
    return counts.waiting > 0 ? OutcomeUnknown : Done;
}

QCoro::Task<int> sendBatch(Arguments arguments, Sending sending)
{
    const EnvironmentPtr environment = sending.environment;
    const qint64 id = sending.batch.id;
    setOutputLoss(
        Tr::tr("The rows were sent all the same; formwork-cli bulk results %1 has what became of them.")
            .arg(id));
    QElapsedTimer elapsed;
    elapsed.start();
    const qint64 toSend = bulk::openRows(sending.batch.counts);
    bulk::RunPtr run = runOf(arguments, sending, arguments.tryOne ? 1 : 0);
    co_await sendSome(run, arguments.tryOne ? 1 : toSend);
    Result<journal::Batch> now = environment->journal->batch(id);
    if (arguments.tryOne && now && mayGoOn(arguments, *run, *now)) {
        run = runOf(arguments, sending, 0);
        co_await sendSome(run, bulk::openRows(now->counts));
        now = environment->journal->batch(id);
    }
    co_await environment->journal->leaveBatch(id);
    if (!now)
        co_return complain(now.error());
    tellEnd(arguments, *environment, *now, *run, elapsed.elapsed());
    const bool wasNothingSent = run->reason() && run->reason()->phase < Phase::Connect
        && now->counts.succeeded == 0 && now->counts.unknown == 0 && now->counts.rejected == 0
        && run->counts().ended == run->counts().waiting;
    const int code = wasNothingSent ? int(LocalFault) : exitCodeOf(*environment, *now);
    // All that still waits is what was left out: known not to be done.
    const bool isToTheEnd =
        !run->reason() && !run->isStopping() && now->counts.unknown + now->counts.sending == 0;
    co_return code == OutcomeUnknown &&isToTheEnd && !sending.leftOut.isEmpty() ? int(ServiceSaidNo) : code;
}

} // namespace formwork::cli
