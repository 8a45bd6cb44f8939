// SPDX-License-Identifier: Apache-2.0
#include "cli/bulkrunning.h"

#include "base/tr.h"
#include "cli/consent.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/report.h"
#include "document/json.h"
#include "journal/retryplan.h"

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

using journal::Outcome;

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
        const bulk::RunCounts &counts = m_run->counts();
        const double seconds = std::max(0.001, double(m_elapsed.elapsed()) / 1000);
        const double rate = double(counts.ended) / seconds;
        const qint64 left = std::max<qint64>(m_toSend - counts.ended, 0);
        QString text =
            Tr::tr("%1 of %2 rows, %3 a second").arg(counts.ended).arg(m_toSend).arg(rate, 0, 'f', 1);
        if (counts.rejected + counts.unknown > 0)
            text += Tr::tr(", %1 refused, %2 unknown").arg(counts.rejected).arg(counts.unknown);
        if (rate > 0 && left > 0)
            text += Tr::tr(", %1 left")
                        .arg(journal::durationInWords(std::chrono::seconds(qint64(double(left) / rate) + 1)));
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

QString errorText(const Error &error)
{
    const QString sentence = error.sentence();
    return error.code.isEmpty() ? sentence : error.code + QStringLiteral(": ") + sentence;
}

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
            {QStringLiteral("error"), end.error ? QCborValue(errorText(*end.error)) : QCborValue(nullptr)},
            {QStringLiteral("requestId"), end.requestId}});
    } else if (end.error) {
        complain(Tr::tr("Row %1 (line %2), %3: %4")
                     .arg(end.row)
                     .arg(end.line)
                     .arg(outcome, visibleLine(errorText(*end.error))));
    }
}

bulk::RunPtr runOf(const Arguments &arguments, const Sending &sending, qint64 most)
{
    bulk::RunWishes wishes;
    wishes.concurrency = arguments.concurrency;
    wishes.pace = arguments.pace;
    wishes.stopAfter = arguments.stopAfter;
    wishes.refusedToo = arguments.refusedToo;
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

// How many of the batch may still be sent; not exact where rows are unknown.
qint64 openRows(const journal::BatchCounts &counts) { return counts.rows - counts.succeeded; }

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
void tellUnprotected(const client::Environment &environment, qint64 batch)
{
    constexpr int kMostTold = 10;
    int told = 0;
    for (qint64 after = 0;;) {
        const Result<QList<journal::BatchRow>> rows = environment.journal->batchRows(batch, after, 500);
        if (!rows || rows->isEmpty())
            return;
        for (const journal::BatchRow &row : *rows) {
            after = row.row;
            if (row.outcome != Outcome::Unknown || bulk::isOpen(*environment.journal, row, false))
                continue;
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
        ways += Tr::tr("To go on: formwork-cli bulk resume %1").arg(batch.id);
    if (batch.counts.rejected > 0)
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
    complain(Tr::tr("Batch %1: %2.").arg(batch.id).arg(countsText(batch.counts)));
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

QString countsText(const journal::BatchCounts &counts)
{
    QStringList parts{Tr::tr("%1 of %2 succeeded").arg(counts.succeeded).arg(counts.rows)};
    if (counts.rejected > 0)
        parts += Tr::tr("%1 refused").arg(counts.rejected);
    if (counts.unknown > 0)
        parts += Tr::tr("%1 unknown").arg(counts.unknown);
    if (counts.sending > 0)
        parts += Tr::tr("%1 being sent").arg(counts.sending);
    if (counts.waiting > 0)
        parts += Tr::tr("%1 not sent").arg(counts.waiting);
    return parts.join(QStringLiteral(", "));
}

QCborMap countsJson(const journal::BatchCounts &counts)
{
    return {{QStringLiteral("rows"), counts.rows},         {QStringLiteral("succeeded"), counts.succeeded},
            {QStringLiteral("rejected"), counts.rejected}, {QStringLiteral("unknown"), counts.unknown},
            {QStringLiteral("sending"), counts.sending},   {QStringLiteral("waiting"), counts.waiting}};
}

int exitCodeOf(const journal::BatchCounts &counts)
{
    if (counts.unknown + counts.sending > 0)
        return OutcomeUnknown;
    if (counts.rejected > 0)
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
    const qint64 toSend = openRows(sending.batch.counts);
    bulk::RunPtr run = runOf(arguments, sending, arguments.tryOne ? 1 : 0);
    co_await sendSome(run, arguments.tryOne ? 1 : toSend);
    Result<journal::Batch> now = environment->journal->batch(id);
    if (arguments.tryOne && now && mayGoOn(arguments, *run, *now)) {
        run = runOf(arguments, sending, 0);
        co_await sendSome(run, openRows(now->counts));
        now = environment->journal->batch(id);
    }
    co_await environment->journal->leaveBatch(id);
    if (!now)
        co_return complain(now.error());
    tellEnd(arguments, *environment, *now, *run, elapsed.elapsed());
    const bool wasNothingSent = run->reason() && run->reason()->phase < Phase::Connect
        && now->counts.succeeded == 0 && now->counts.unknown == 0
        && run->counts().ended <= arguments.concurrency && run->counts().succeeded == 0;
    co_return wasNothingSent ? int(LocalFault) : exitCodeOf(now->counts);
}

} // namespace formwork::cli
