// SPDX-License-Identifier: Apache-2.0
#include "client/call.h"

#include "base/figures.h"
#include "base/tr.h"
#include "client/guard.h"
#include "client/marker.h"
#include "client/recordedcall.h"
#include "client/requesttag.h"
#include "client/unlock.h"
#include "document/creationtime.h"
#include "transfer/streams.h"
#include "transfer/upload.h"

#include <QCborArray>
#include <QCborMap>
#include <QCoroFuture>
#include <QCryptographicHash>
#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>

namespace formwork::client
{

using journal::Outcome;

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

// Data of any size is no matter of the history: what it was, or where it was to go, is.
QCborValue forHistory(const RecordedCall &call, const CallResult &result)
{
    if (result.error) {
        QCborMap kept = result.errorMembers;
        const QCborMap place = call.download ? call.download->place().toMap() : QCborMap();
        for (const auto &[member, value] : place)
            kept[member.toString()] = value;
        return kept.isEmpty() ? QCborValue() : QCborValue(kept);
    }
    if (const model::Member *stream = protocol::eventStream(*call.operation->output)) {
        QCborMap counted = result.output.toMap();
        const QCborValue events = counted.value(stream->name);
        if (events.isArray())
            counted[stream->name] = transfer::eventCount(events.toArray().size(), events.toCbor().size());
        return counted;
    }
    const model::Member *data =
        transfer::answersData(*call.operation) ? document::blobPayload(*call.operation->output) : nullptr;
    const QCborMap output = result.output.toMap();
    if (!data || !(output.value(data->name).isByteArray() || output.value(data->name).isString()))
        return result.output;
    const QCborValue value = output.value(data->name);
    const QByteArray bytes = value.isByteArray() ? value.toByteArray() : value.toString().toUtf8();
    const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    QCborMap kept = output;
    kept[data->name] = QCborMap{{QStringLiteral("size"), bytes.size()},
                                {QStringLiteral("sha256"), QString::fromLatin1(digest)}};
    return kept;
}

// The last word on a row.
QCoro::Task<CallResult> finished(RecordedCallPtr call, CallResult result)
{
    if (call->isFurtherPage) {
        report(*call, Progress::Stage::Done);
        co_return result;
    }
    const Result<void> written = co_await call->environment->journal->finish(
        call->journalId, result.outcome, result.error, result.requestId, forHistory(*call, result),
        call->operation);
    if (!written && !result.error)
        result.error = written.error();
    report(*call, Progress::Stage::Done);
    co_return result;
}

// Something was wrong on this side of the wire: the row says that this time nothing was sent. Errors of the
// first and the last thing before the wire (files, the connection) say so themselves.
QCoro::Task<CallResult> notSent(const RecordedCallPtr &call, Error error)
{
    error.bytesMayHaveLeft = false;
    if (error.phase != Phase::Local && error.phase != Phase::Connect)
        error.advice =
            (Tr::tr("Nothing was sent.") + u' ' + error.advice).trimmed(); // it may end in a command
    const Outcome outcome = call->wasUnknown ? Outcome::Unknown : Outcome::Rejected;
    return finished(call, refused(std::move(error), call->journalId, outcome));
}

// What the answer itself says to have been made before this was sent is an earlier attempt's, answered again.
QString noteOfReplay(const RecordedCall &call, const asking::Verdict &verdict, const QDateTime &sentAt)
{
    constexpr qint64 kSlack = 2'000; // ms: many services write whole seconds
    if (!call.isRetry || verdict.outcome != Outcome::Succeeded)
        return {};
    const std::optional<QDateTime> made = document::creationTime(verdict.output);
    if (!made || made->addMSecs(kSlack) >= sentAt)
        return {};
    return Tr::tr(
               "It was made on %1, before this was sent again: an earlier attempt has made it, and this is "
               "its answer once more.")
        .arg(momentText(made->toLocalTime()));
}

CallResult resultOf(const RecordedCall &call, const asking::Verdict &verdict)
{
    CallResult result;
    result.journalId = call.journalId;
    result.outcome = verdict.outcome;
    result.output = verdict.output;
    result.notes = verdict.notes;
    result.errorMembers = verdict.errorMembers;
    result.requestId = verdict.requestId;
    result.belongsIn = verdict.belongsIn;
    result.httpStatus = verdict.httpStatus;
    result.error = verdict.error;
    result.attempts = verdict.attempts;
    result.asked =
        asking::askedToWait(verdict.headers, call.environment->clock->nowUtc()).value_or(result.asked);
    return result;
}

QString markerFor(const Environment &environment, const CallOptions &options)
{
    const bool isWanted = options.isMarked && (!environment.marksRequests || environment.marksRequests());
    return isWanted && !isMarkerOff() ? newMarker(*environment.tokens) : QString();
}

// On another thread: a part may be of any size.
QCoro::Task<void> digestKept(transfer::DownloadPtr download)
{
    const auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, download] {
        download->digestKept();
        promise->finish();
    });
    co_await promise->future();
}

} // namespace

QCoro::Task<CallResult> call(EnvironmentPtr environment, model::OperationPtr operation, QCborValue input,
                             Target target, CallOptions options)
{
    if (const Result<void> may = checkGuard(target.profile, *operation, options.isConfirmed); !may)
        co_return refused(may.error());
    // Validate: as it would be sent, with its token.
    const guide::GuidePtr guide = environment->guides->guideFor(*operation);
    QCborValue complete = withToken(*operation, input, *environment->tokens);
    if (options.batch == 0) // the history has what a batch sends
        complete = withRequestTag(*operation, complete, target, *environment->tokens, options.requestTag);
    const QList<document::Problem> problems = check(*operation, *guide, complete);
    if (std::ranges::any_of(problems,
                            [&](const auto &problem) { return stops(problem, options.sendAnyway); }))
        co_return invalid(problems);
    const bool sentAnyway =
        std::ranges::any_of(problems, [](const auto &problem) { return stops(problem, false); });
    if (options.cancellation && options.cancellation->isCancelled())
        co_return refused(
            {Phase::Local, QStringLiteral("Cancelled"), Tr::tr("Cancelled, nothing was sent."), {}});

    // Files: what is sent is read for its digest, what is answered has its place.
    if (const auto file = document::fileIn(*operation->input, complete); file && !file->isRead()) {
        if (options.progress)
            options.progress({Progress::Stage::Reading});
        const transfer::InputRead read =
            co_await transfer::withFileRead(operation, complete, options.transferred, options.cancellation);
        if (!read.done)
            co_return refused(read.done.error());
        complete = read.input;
    }
    const Result<transfer::DownloadPtr> download = downloadFor(operation, complete, options);
    if (!download)
        co_return refused(download.error());

    // Record, durably: what is not in the history is not sent.
    const auto recorded = std::make_shared<RecordedCall>(
        RecordedCall{environment, operation, guide, complete, target, options, *download});
    report(*recorded, Progress::Stage::Recording);
    const bool hasSecrets = holdsSecrets(complete, *operation->input);
    if (hasSecrets)
        static_cast<void>(co_await unlockHistory(environment));
    if (const auto accepted =
            mayLoseSecrets(*environment, *operation, complete, target, options.mayLoseSecrets);
        !accepted)
        co_return refused(accepted.error());
    recorded->marker = markerFor(*environment, options);
    const Result<qint64> row = co_await environment->journal->begin(rowFor(*recorded, sentAnyway), operation);
    if (!row)
        co_return refused(row.error());
    recorded->journalId = *row;
    CallResult result = co_await sendRecorded(recorded);
    result.isSealedForRun = hasSecrets && !sealsForLater(*environment);
    co_return result;
}

QCoro::Task<CallResult> sendRecorded(RecordedCallPtr call)
{
    // Credentials, endpoint, serialise.
    report(*call, Progress::Stage::Credentials);
    const asking::Question question{call->environment,
                                    call->operation,
                                    call->download ? call->download->input() : call->input,
                                    call->target,
                                    call->options.timeouts.value_or(call->target.timeouts),
                                    call->options.cancellation,
                                    {},
                                    call->marker.toLatin1()};
    const Result<asking::Ready> ready = co_await asking::makeReady(question);
    if (!ready)
        co_return co_await notSent(call, ready.error());

    // Files once more: a retry sends the very bytes, and a download goes on with the part it has.
    if (ready->plan.upload) {
        if (call->isRetry)
            report(*call, Progress::Stage::Reading);
        const Result<void> same = co_await transfer::checkUnchanged(
            *ready->plan.upload, call->isRetry, call->options.transferred, call->options.cancellation);
        if (!same)
            co_return co_await notSent(call, same.error());
    }
    if (call->download && call->download->resumedAt() > 0) {
        report(*call, Progress::Stage::Reading);
        co_await digestKept(call->download);
    }

    // Sign, send and parse, maybe more than once; then the last word.
    const std::chrono::milliseconds offset =
        call->environment->clockOffsets->offset(ready->plan.request.authority);
    const QDateTime sentAt = call->environment->clock->nowUtc().addMSecs(offset.count());
    const asking::SendingPtr sending = sendingOf(call, question, *ready);
    const asking::Verdict verdict = co_await asking::makeAttempts(sending);
    if (verdict.error && verdict.error->code == QLatin1String("InvalidEndpointException"))
        call->environment->addresses->forget(ready->plan.endpoint.authority);
    CallResult result = resultOf(*call, verdict);
    if (const QString note = noteOfReplay(*call, verdict, sentAt); !note.isEmpty())
        result.notes.append(note);
    co_return co_await finished(call, result);
}

} // namespace formwork::client
