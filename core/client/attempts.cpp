// SPDX-License-Identifier: Apache-2.0
#include "client/attempts.h"

#include "base/tr.h"
#include "client/commonerrors.h"
#include "client/pause.h"
#include "client/scrub.h"

#include <QCborMap>

#include <cmath>

namespace formwork::client
{

using journal::Outcome;
using std::chrono::milliseconds;

namespace
{

bool isCancelled(const Delivery &delivery)
{
    return delivery.options.cancellation && delivery.options.cancellation->isCancelled();
}

void report(const Delivery &delivery, Progress::Stage stage, int attempt, milliseconds delay = {})
{
    if (delivery.options.progress)
        delivery.options.progress({stage, attempt, delivery.maxAttempts, delay, delivery.journalId});
}

// The time the endpoint's own clock shows, as far as it is known.
QDateTime signingTime(const Delivery &delivery)
{
    const Environment &environment = *delivery.environment;
    return environment.clock->nowUtc().addMSecs(
        environment.clockOffsets->offset(delivery.plan.request.authority).count());
}

// None of these is signed, so that an attempt differs from what a preview shows in nothing that is.
http::Request marked(http::Request request, const QString &invocation, int attempt, int maxAttempts)
{
    // Nobody here waits for the service's word before the body: the body simply follows.
    request.headers.remove("expect");
    request.headers.set("amz-sdk-invocation-id", invocation.toLatin1());
    request.headers.set("amz-sdk-request",
                        "attempt=" + QByteArray::number(attempt)
                            + "; max=" + QByteArray::number(maxAttempts));
    return request;
}

journal::Attempt record(qint64 id, int number, const QDateTime &startedAt, const QDateTime &finishedAt,
                        const Verdict &verdict)
{
    journal::Attempt attempt;
    attempt.id = id;
    attempt.number = number;
    attempt.startedAt = startedAt;
    attempt.finishedAt = finishedAt;
    attempt.outcome = verdict.outcome;
    attempt.httpStatus = verdict.httpStatus;
    attempt.requestId = verdict.requestId;
    attempt.bytesMayHaveLeft = !verdict.error || verdict.error->bytesMayHaveLeft;
    if (verdict.error) {
        attempt.errorCode = verdict.error->code;
        attempt.errorMessage = verdict.error->message;
    }
    return attempt;
}

// Learns how far the service's clock is off when it refused the signature for its time.
bool learnSkew(const Delivery &delivery, Verdict &verdict, const QDateTime &signedAt)
{
    if (!verdict.error)
        return false;
    const std::optional<QDateTime> serverTime = skewedServerTime(*verdict.error, verdict.headers, signedAt);
    if (!serverTime)
        return false;
    const milliseconds offset(delivery.environment->clock->nowUtc().msecsTo(*serverTime));
    delivery.environment->clockOffsets->learn(delivery.plan.request.authority, offset);
    const double minutes = std::abs(double(offset.count())) / 60'000.0;
    const QString text = offset.count() > 0
        ? Tr::tr("This computer's clock is %1 minutes behind the service's.")
        : Tr::tr("This computer's clock is %1 minutes ahead of the service's.");
    verdict.error->advice = text.arg(std::llround(minutes)) + u' ' + Tr::tr("Set it right and send again.");
    return true;
}

// Whether, and after how long, there is another attempt.
struct Next {
    milliseconds delay{0};
    int cost = 0; // taken from the quota
};

// A client token protects only while the service remembers it.
Repeatable repeatableNow(const Delivery &delivery)
{
    const bool isOver =
        delivery.tokenExpiresAt.isValid() && delivery.environment->clock->nowUtc() >= delivery.tokenExpiresAt;
    return isOver ? Repeatable::No : delivery.repeatable;
}

std::optional<Next> nextAttempt(const Delivery &delivery, const Verdict &verdict, int attempt)
{
    const Error &error = *verdict.error;
    if (attempt >= delivery.maxAttempts || !mayRepeat(error, repeatableNow(delivery)))
        return {};
    const RetryReason reason = retryReason(error);
    const std::optional<int> cost = delivery.environment->retryQuota->take(reason);
    if (!cost)
        return {};
    const RetryFigures figures = retryFigures(delivery.operation->service->id);
    const double fraction = delivery.environment->tokens->nextFraction();
    return Next{retryDelay(reason, attempt, figures, fraction, retryAfter(verdict.headers)), *cost};
}

Error cancelledBetween(bool unknown, int attempts)
{
    const QString message = attempts == 0 ? Tr::tr("Cancelled, nothing was sent.")
        : unknown ? Tr::tr("Cancelled before another attempt; what became of the last one is not known.")
                  : Tr::tr("Cancelled before another attempt; the service has done nothing.");
    Error error{Phase::Send, QStringLiteral("Cancelled"), message, {}};
    error.bytesMayHaveLeft = attempts > 0;
    return error;
}

// What the attempts made so far come to; an attempt that may have been carried out is not undone by a later
// refusal.
void conclude(CallResult &result, const Verdict &verdict, bool unknown)
{
    result.error = verdict.error;
    result.output = verdict.output;
    result.requestId = verdict.requestId;
    result.httpStatus = verdict.httpStatus;
    result.outcome = verdict.outcome == Outcome::Succeeded ? Outcome::Succeeded
        : unknown                                          ? Outcome::Unknown
                                                           : Outcome::Rejected;
    if (result.error && unknown && verdict.outcome == Outcome::Rejected)
        result.error->advice =
            (result.error->advice + u' ' + Tr::tr("An earlier attempt may have been carried out.")).trimmed();
}

Streams streamsOf(const Delivery &delivery)
{
    Streams streams;
    if (delivery.plan.upload) {
        streams.upload = delivery.plan.upload->path;
        streams.uploadSize = delivery.plan.upload->size;
    }
    streams.download = delivery.download;
    streams.progress = delivery.options.transferred;
    return streams;
}

// The end of a download: the file gets its name, or it is said what is kept of it. The service has done its
// part either way.
void complete(const Delivery &delivery, Verdict &verdict)
{
    Download &download = *delivery.download;
    if (verdict.error) {
        const QString advice = download.advice(verdict.httpStatus);
        if (!advice.isEmpty())
            verdict.error->advice = advice;
        return;
    }
    const Result<QCborValue> file = download.finish();
    if (!file) {
        verdict.error = file.error();
        verdict.error->bytesMayHaveLeft = true;
        verdict.outcome = delivery.operation->readOnly ? Outcome::Rejected : Outcome::Unknown;
        return;
    }
    QCborMap output = verdict.output.toMap();
    const QCborMap added = file->toMap();
    for (const auto &[member, value] : added)
        output[member.toString()] = value;
    verdict.output = output;
}

} // namespace

void addAdvice(Error &error, const guide::Guide &guide)
{
    const auto help = guide.errors.constFind(error.code);
    if (error.phase != Phase::Service)
        return;
    if (help == guide.errors.cend()) {
        if (error.advice.isEmpty())
            error.advice = commonAdvice(error.code);
        return;
    }
    if (error.message.isEmpty())
        error.message = help->meaning;
    if (error.advice.isEmpty())
        error.advice = help->advice;
}

QCoro::Task<CallResult> makeAttempts(DeliveryPtr delivery)
{
    const Environment &environment = *delivery->environment;
    const QString invocation = environment.tokens->nextToken();
    CallResult result;
    result.journalId = delivery->journalId;
    bool unknown = delivery->wasUnknown;
    bool resigned = false; // for the clock, once
    int cost = 0;
    for (int attempt = 1;; ++attempt) {
        if (isCancelled(*delivery)) {
            result.error = cancelledBetween(unknown, result.attempts);
            result.outcome = unknown ? Outcome::Unknown : Outcome::Rejected;
            co_return result;
        }
        const Result<qint64> row = environment.journal->beginAttempt(delivery->journalId);
        if (!row) { // what is not in the history is not sent
            result.error = row.error();
            result.outcome = unknown ? Outcome::Unknown : Outcome::Rejected;
            co_return result;
        }
        result.attempts = attempt;
        report(*delivery, Progress::Stage::Sending, attempt);
        const QDateTime startedAt = environment.clock->nowUtc();
        const QDateTime signedAt = signingTime(*delivery);
        Plan plan = delivery->plan;
        if (attempt > 1 && delivery->download) {
            for (const auto &[name, value] : delivery->download->askForRest())
                plan.request.headers.set(name, value);
        }
        const http::Request ready = marked(signedRequest(plan, delivery->credentials, signedAt).request,
                                           invocation, attempt, delivery->maxAttempts);
        const Result<http::Response> sent = co_await environment.transport->send(
            ready, delivery->timeouts, delivery->options.cancellation, streamsOf(*delivery));

        Verdict verdict = judge(*delivery->operation, sent);
        if (delivery->download)
            complete(*delivery, verdict);
        if (verdict.error)
            scrub(*verdict.error, delivery->secrets);
        const bool skewed = learnSkew(*delivery, verdict, signedAt);
        if (verdict.error)
            addAdvice(*verdict.error, *delivery->guide);
        // A row that cannot be written here stays "sending" on disk, and so becomes unknown: never less than
        // the truth.
        (void)environment.journal->finishAttempt(
            record(*row, attempt, startedAt, environment.clock->nowUtc(), verdict));
        unknown = unknown || verdict.outcome == Outcome::Unknown;
        conclude(result, verdict, unknown);
        if (verdict.outcome == Outcome::Succeeded) {
            environment.retryQuota->succeeded(cost);
            co_return result;
        }
        if (skewed && !std::exchange(resigned, true) && attempt < delivery->maxAttempts)
            continue;
        const std::optional<Next> next = nextAttempt(*delivery, verdict, attempt);
        if (!next)
            co_return result;
        cost = next->cost;
        report(*delivery, Progress::Stage::Waiting, attempt, next->delay);
        co_await pause(next->delay, delivery->options.cancellation);
    }
}

} // namespace formwork::client
