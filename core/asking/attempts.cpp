// SPDX-License-Identifier: Apache-2.0
#include "asking/attempts.h"

#include "asking/commonerrors.h"
#include "asking/completing.h"
#include "asking/scrub.h"
#include "base/tr.h"
#include "transport/pause.h"

#include <QCborMap>

#include <cmath>

namespace formwork::asking
{

using std::chrono::milliseconds;

namespace
{

bool isCancelled(const Sending &sending)
{
    return sending.question.cancellation && sending.question.cancellation->isCancelled();
}

// The time the endpoint's own clock shows, as far as it is known.
QDateTime signingTime(const Sending &sending)
{
    const Environment &environment = *sending.question.environment;
    return environment.clock->nowUtc().addMSecs(
        environment.clockOffsets->offset(sending.ready.plan.request.authority).count());
}

// None of these is signed, so that an attempt differs from what a preview shows in nothing that is.
http::Request marked(http::Request request, const Sending &sending, const QString &invocation, int attempt)
{
    const int maxAttempts = std::max(attempt, sending.maxAttempts);
    if (const QByteArray &marker = sending.question.marker; !marker.isEmpty())
        request.headers.set("User-Agent", request.headers.value("User-Agent") + ' ' + marker);
    request.headers.set("amz-sdk-invocation-id", invocation.toLatin1());
    request.headers.set("amz-sdk-request",
                        "attempt=" + QByteArray::number(attempt)
                            + "; max=" + QByteArray::number(maxAttempts));
    return request;
}

// Learns how far the service's clock is off when it refused the signature for its time.
bool learnSkew(const Sending &sending, Verdict &verdict, const QDateTime &signedAt)
{
    if (!verdict.error)
        return false;
    const std::optional<QDateTime> serverTime = skewedServerTime(*verdict.error, verdict.headers, signedAt);
    if (!serverTime)
        return false;
    const milliseconds offset(sending.question.environment->clock->nowUtc().msecsTo(*serverTime));
    sending.question.environment->clockOffsets->learn(sending.ready.plan.request.authority, offset);
    const double minutes = std::abs(double(offset.count())) / 60'000.0;
    const int count = int(std::lround(minutes));
    const QString text = offset.count() > 0
        ? Tr::tr("This computer's clock is %n minute(s) behind the service's.", nullptr, count)
        : Tr::tr("This computer's clock is %n minute(s) ahead of the service's.", nullptr, count);
    verdict.error->advice = text + u' ' + Tr::tr("Set it right and send again.");
    return true;
}

// Whether, and after how long, there is another attempt.
struct Next {
    milliseconds delay{0};
    int cost = 0; // taken from the quota
};

// A client token protects only while the service remembers it.
Repeatable repeatableNow(const Sending &sending)
{
    const bool isOver = sending.repeatableUntil.isValid()
        && sending.question.environment->clock->nowUtc() >= sending.repeatableUntil;
    return isOver ? Repeatable::No : sending.repeatable;
}

std::optional<Next> nextAttempt(const Sending &sending, const Verdict &verdict, int attempt)
{
    const Error &error = *verdict.error;
    if (sending.events && sending.events->hasBegun()) // they are told once
        return {};
    if (attempt >= sending.maxAttempts || !mayRepeat(error, repeatableNow(sending)))
        return {};
    const RetryReason reason = retryReason(error);
    const std::optional<int> cost = sending.question.environment->retryQuota->take(reason);
    if (!cost)
        return {};
    const RetryFigures figures = retryFigures(sending.question.operation->service->id);
    const double fraction = sending.question.environment->tokens->nextFraction();
    const milliseconds delay = retryDelay(reason, attempt, figures, fraction, retryAfter(verdict.headers));
    return Next{withWait(delay, verdict.headers, sending.question.environment->clock->nowUtc()), *cost};
}

// What the attempts so far come to.
struct Sum {
    bool unknown = false; // one of them may have been carried out
    bool left = false; // a byte of one of them may have reached the network
};

// The one place that says of a whole sending what became of it where that is known. Where it is not, the plan
// of a retry says so.
QString whatWasDone(const Sum &sum)
{
    if (sum.unknown)
        return {};
    return sum.left ? Tr::tr("The service has done nothing.") : Tr::tr("Nothing was sent.");
}

Error cancelledBetween(const Sum &sum, int attempts)
{
    if (!sum.unknown && !sum.left)
        return {Phase::Send, QStringLiteral("Cancelled"), Tr::tr("Cancelled, nothing was sent."), {}};
    const QString message = attempts > 0 ? Tr::tr("Cancelled before another attempt.") : Tr::tr("Cancelled.");
    Error error{Phase::Send, QStringLiteral("Cancelled"), message, whatWasDone(sum)};
    error.bytesMayHaveLeft = sum.left;
    return error;
}

// The last attempt, judged by all of them.
Verdict concluded(Verdict last, const Sum &sum, int attempts)
{
    const bool refused = last.outcome == Outcome::Rejected;
    last.attempts = attempts;
    if (last.outcome != Outcome::Succeeded)
        last.outcome = sum.unknown ? Outcome::Unknown : Outcome::Rejected;
    if (!last.error || !refused)
        return last;
    const bool isAnswer = last.error->bytesMayHaveLeft;
    if (!isAnswer && last.error->code == u"Cancelled")
        last.error = cancelledBetween(sum, attempts - 1);
    else if (sum.unknown)
        last.error->advice = (last.error->advice + u' '
                              + Tr::tr("That is the end of the last attempt; an earlier one may have been "
                                       "carried out."))
                                 .trimmed();
    else if (!isAnswer)
        last.error->advice = (last.error->advice + u' ' + whatWasDone(sum)).trimmed();
    return last;
}

// Nothing more is sent, and this is why.
Verdict ended(Verdict whole, Error error, bool unknown)
{
    whole.error = std::move(error);
    whole.outcome = unknown ? Outcome::Unknown : Outcome::Rejected;
    return whole;
}

transport::Streams streamsOf(const Sending &sending)
{
    transport::Streams streams;
    if (const auto &upload = sending.ready.plan.upload) {
        streams.upload = upload->path;
        streams.uploadSize = upload->size;
    }
    streams.caBundle = sending.question.target.profile.caBundle;
    streams.sink = sending.download;
    if (sending.events)
        streams.sink = sending.events;
    streams.progress = sending.transferred;
    return streams;
}

// Whoever only reads a policy's refusal looks for it in the role, where it is not.
QString adviceOnPolicy(const credentials::Profile &profile, const Error &error)
{
    if (!profile.wantsReadingRole() || !error.message.contains(u"session policy"))
        return {};
    return Tr::tr(
        "The account is set to read only, so its role is assumed with the policy ReadOnlyAccess, which "
        "does not allow this. Accounts has a switch that leaves the policy out.");
}

// Services end some sentences without a full stop, and what follows would read as a part of them.
void closeSentence(QString &message)
{
    if (!message.isEmpty() && message.back().isLetterOrNumber())
        message += u'.';
}

void advise(const Sending &sending, Error &error)
{
    const QString held = adviceOnPolicy(sending.question.target.profile, error);
    if (error.phase == Phase::Service && !held.isEmpty())
        error.advice = held;
    else if (sending.advise)
        sending.advise(error);
    else if (error.phase == Phase::Service && error.advice.isEmpty())
        error.advice = commonAdvice(error.code);
    if (error.phase == Phase::Service)
        closeSentence(error.message);
}

// One attempt on the wire and what it came to.
struct Attempted {
    Verdict verdict;
    bool skewed = false; // refused for the time in its signature
};

QCoro::Task<Attempted> attempt(SendingPtr sending, credentials::Credentials keys, QString invocation,
                               int number)
{
    const QDateTime signedAt = signingTime(*sending);
    Plan plan = sending->ready.plan;
    if (number > 1 && sending->download) {
        for (const auto &[name, value] : sending->download->askForRest())
            plan.request.headers.set(name, value);
    }
    const http::Request ready =
        marked(signedRequest(plan, keys, signedAt).request, *sending, invocation, number);
    const transport::Streams streams = streamsOf(*sending);
    const Result<http::Response> sent = co_await sending->ready.transport->send(
        ready, timeoutsFor(sending->question.target.profile, sending->question.timeouts),
        sending->question.cancellation, streams);
    Attempted made{judge(*sending->question.operation, sent), false};
    completeAnswer(*sending, ready, made.verdict);
    QStringList secrets = sending->secrets;
    if (keys.accessKeyId != sending->ready.keys.accessKeyId) // they came later
        secrets += {keys.secretAccessKey, keys.sessionToken};
    secrets.removeAll(QString());
    if (made.verdict.error)
        scrub(*made.verdict.error, secrets);
    made.verdict.errorMembers = scrubbed(made.verdict.errorMembers, secrets).toMap();
    made.skewed = learnSkew(*sending, made.verdict, signedAt);
    if (made.verdict.error)
        advise(*sending, *made.verdict.error);
    co_return made;
}

// A service said of temporary credentials that they have run out, and certainly did nothing. Keys of a
// session within a service are not the account's.
bool hasRunOut(const Sending &sending, const credentials::Credentials &keys, const Verdict &verdict)
{
    const bool isTemporary = !keys.sessionToken.isEmpty() || keys.expiresAt.isValid();
    const bool isOfAccount = !sending.question.keys && sending.ready.plan.isSigned
        && !sending.ready.plan.usesToken && sending.ready.plan.sessionHeader.isEmpty();
    return isTemporary && isOfAccount && verdict.error && verdict.outcome == Outcome::Rejected
        && saysKeysRanOut(*verdict.error);
}

// Others of the same account, got anew. The request stays as it is: its token and its body are what make it
// the same one.
QCoro::Task<Result<credentials::Credentials>> renewed(SendingPtr sending, credentials::Credentials old)
{
    const auto profiles = sending->question.environment->profiles;
    profiles->forget(old.accessKeyId);
    const Result<credentials::Credentials> keys =
        co_await profiles->credentials(sending->question.target.profile.id, sending->question.target.region);
    if (!keys)
        co_return keys;
    const bool isSame = keys->accessKeyId == old.accessKeyId && keys->sessionToken == old.sessionToken;
    const bool isOther =
        !old.accountId.isEmpty() && !keys->accountId.isEmpty() && keys->accountId != old.accountId;
    if (isSame || keys->isEmpty() || isOther)
        co_return failure(Phase::Credentials, QStringLiteral("NotRenewed"),
                          Tr::tr("There are no newer credentials."));
    co_return keys;
}

// What the attempts came to where nothing newer was to be had: the service's words, unless somebody has to
// sign in.
Verdict notRenewed(Verdict whole, const Error &why)
{
    if (why.code == u"NotRenewed")
        return whole;
    const Error refusal = *whole.error;
    whole.error = why;
    whole.error->httpStatus = refusal.httpStatus;
    whole.error->requestId = refusal.requestId;
    whole.error->bytesMayHaveLeft = refusal.bytesMayHaveLeft;
    return whole;
}

} // namespace

namespace
{

// retry_mode = adaptive: nobody is sent to faster than it can bear.
QCoro::Task<void> waitForTurn(SendingPtr sending)
{
    const Environment &environment = *sending->question.environment;
    if (!sending->question.target.profile.isAdaptive)
        co_return;
    const milliseconds delay =
        environment.sendingRates->take(sending->ready.plan.request.authority, environment.clock->nowUtc());
    if (delay.count() > 0)
        co_await transport::pause(delay, sending->question.cancellation);
}

void noteAnswer(const Sending &sending, const Verdict &verdict)
{
    const Environment &environment = *sending.question.environment;
    if (sending.question.target.profile.isAdaptive)
        environment.sendingRates->answered(sending.ready.plan.request.authority,
                                           verdict.error
                                               && retryReason(*verdict.error) == RetryReason::Throttling,
                                           environment.clock->nowUtc());
}

} // namespace

int attemptsFor(const Question &question)
{
    const int wanted = question.target.profile.maxAttempts;
    return wanted > 0 ? wanted : retryFigures(question.operation->service->id).maxAttempts;
}

QCoro::Task<Verdict> makeAttempts(SendingPtr sending)
{
    const Environment &environment = *sending->question.environment;
    const QString invocation = environment.tokens->nextToken();
    Verdict whole;
    Sum sum{sending->wasUnknown, sending->wasUnknown};
    bool resigned = false; // for the clock, once
    bool isRenewed = false; // the credentials, once
    credentials::Credentials keys = sending->ready.keys;
    int cost = 0;
    for (int number = 1;; ++number) {
        co_await waitForTurn(sending);
        if (isCancelled(*sending))
            co_return ended(whole, cancelledBetween(sum, whole.attempts), sum.unknown);
        if (sending->begin) {
            const Result<void> begun = co_await sending->begin(number);
            if (!begun)
                co_return ended(whole, begun.error(), sum.unknown);
        }
        const QDateTime startedAt = environment.clock->nowUtc();
        const Attempted made = co_await attempt(sending, keys, invocation, number);
        if (sending->ended)
            sending->ended({number, startedAt, environment.clock->nowUtc()}, made.verdict);
        noteAnswer(*sending, made.verdict);
        sum.unknown = sum.unknown || made.verdict.outcome == Outcome::Unknown;
        sum.left = sum.left || !made.verdict.error || made.verdict.error->bytesMayHaveLeft;
        whole = concluded(made.verdict, sum, number);
        if (whole.outcome == Outcome::Succeeded) {
            environment.retryQuota->succeeded(cost);
            co_return whole;
        }
        if (made.skewed && made.verdict.outcome == Outcome::Rejected && !std::exchange(resigned, true)
            && number < sending->maxAttempts)
            continue;
        if (hasRunOut(*sending, keys, made.verdict) && !std::exchange(isRenewed, true)) {
            const Result<credentials::Credentials> fresh = co_await renewed(sending, keys);
            if (!fresh)
                co_return notRenewed(whole, fresh.error());
            keys = *fresh;
            continue;
        }
        const std::optional<Next> next = nextAttempt(*sending, made.verdict, number);
        if (!next)
            co_return whole;
        cost = next->cost;
        if (sending->waiting)
            sending->waiting(number, next->delay);
        co_await transport::pause(next->delay, sending->question.cancellation);
    }
}

} // namespace formwork::asking
