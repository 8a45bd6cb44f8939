// SPDX-License-Identifier: Apache-2.0
#include "client/recordedcall.h"

#include "asking/commonerrors.h"
#include "asking/plan.h"
#include "asking/retryrules.h"
#include "asking/scrub.h"
#include "base/loopback.h"
#include "base/tr.h"
#include "document/redact.h"
#include "endpoint/url.h"
#include "journal/protection.h"
#include "journal/retryplan.h"
#include "model/effect.h"
#include "protocol/codec.h"
#include "relations/ownname.h"

#include <QCborMap>
#include <QCoroFuture>
#include <QUrl>

namespace formwork::client
{

namespace
{

// The value of the member a person recognises the request by.
QString whatOf(const guide::Guide &guide, const QCborValue &input)
{
    if (guide.what.isRoot())
        return {};
    const QCborValue value = document::valueAt(input, guide.what);
    return value.isInteger() ? QString::number(value.toInteger()) : value.toString();
}

// When a token stops to protect.
QDateTime tokenEnd(const RecordedCall &call)
{
    const std::optional<std::chrono::seconds> lifetime = call.guide->tokenLifetime;
    if (!lifetime || tokenOf(*call.operation, call.input).isEmpty())
        return {};
    const QDateTime end = call.tokenExpiresAt.isValid()
        ? call.tokenExpiresAt
        : call.environment->clock->nowUtc().addSecs(lifetime->count());
    return end.addSecs((journal::usableLife(*lifetime) - *lifetime).count());
}

journal::Attempt attemptOf(qint64 id, const asking::AttemptMade &made, const asking::Verdict &verdict)
{
    journal::Attempt attempt;
    attempt.id = id;
    attempt.number = made.number;
    attempt.startedAt = made.startedAt;
    attempt.finishedAt = made.finishedAt;
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

// What the guide knows to do about an error.
void addAdvice(Error &error, const guide::Guide &guide)
{
    const auto help = guide.errors.constFind(error.code);
    if (error.phase != Phase::Service)
        return;
    if (help == guide.errors.cend()) {
        if (error.advice.isEmpty())
            error.advice = asking::commonAdvice(error.code);
        return;
    }
    if (error.message.isEmpty())
        error.message = help->meaning;
    if (error.advice.isEmpty())
        error.advice = help->advice;
}

// "Already exists" to a retry of what may have been done does not say whose it is.
void addAdviceOnName(Error &error, const RecordedCall &call)
{
    if (error.phase != Phase::Service || !call.wasUnknown)
        return;
    const std::optional<relations::UniqueName> name = relations::uniqueName(*call.operation);
    if (name && name->errors.contains(error.code))
        error.advice =
            Tr::tr("There is one of that name. It may be what this request made when no answer came "
                   "back, or somebody else's: compare before you rely on it.");
}

using Tell = std::function<void(Progress::Stage, int attempt, std::chrono::milliseconds delay)>;

// What the last attempt's answer said of the pace.
struct Throttled {
    bool is = false;
    std::chrono::milliseconds asked{0};
};

// `row` becomes the attempt's. What is not in the history is not sent.
QCoro::Task<Result<void>> beginAttempt(RecordedCallPtr call, std::shared_ptr<qint64> row, Tell tell,
                                       int number)
{
    const Result<qint64> begun = co_await call->environment->journal->beginAttempt(call->journalId);
    if (!begun)
        co_return std::unexpected(begun.error());
    *row = *begun;
    tell(Progress::Stage::Sending, number, {});
    co_return Result<void>();
}

} // namespace

QString accountText(const credentials::Profile &profile)
{
    const QString &key = profile.accessKeyId;
    if (profile.kind != credentials::ProfileKind::Environment || key.size() < 8)
        return profile.name;
    return QStringLiteral("%1 (%2\u2026%3)").arg(profile.name, key.first(4), key.last(4));
}

bool isPracticeAccount(const Target &target)
{
    const bool isPartOfIt = target.profile.endpointUrl == asking::practiceAddress(); // one signs in to
    return (isPartOfIt || target.profile.kind == credentials::ProfileKind::Practice)
        && target.endpointUrl.isEmpty();
}

bool createsOnRetry(const model::Operation &operation, const QString &token)
{
    // What a unique name protects would be answered with "already exists", and what is gone with "not found",
    // which is for a person to read.
    const journal::Protection protection = journal::protectionOf(operation, token);
    return journal::wantsDecision(protection) || protection == journal::Protection::UniqueName;
}

QString tokenOf(const model::Operation &operation, const QCborValue &input)
{
    const model::Member *member = operation.tokenMember();
    return member ? input.toMap().value(member->name).toString() : QString();
}

journal::NewRequest rowFor(const RecordedCall &call, bool sentAnyway)
{
    const model::Operation &operation = *call.operation;
    const credentials::Profile &profile = call.target.profile;
    const Result<model::Protocol> protocol = protocol::choose(*operation.service);
    const Result<endpoint::Endpoint> endpoint =
        asking::endpointFor(*call.environment, operation, call.input, call.target);
    journal::NewRequest request;
    request.profileId = profile.id;
    const bool isPractice = profile.kind == credentials::ProfileKind::Practice;
    request.accountId = isPractice && !isPracticeAccount(call.target) ? QString() : profile.accountId;
    request.region = call.target.region.isEmpty() ? profile.region : call.target.region;
    request.endpoint = endpoint ? endpoint->url() : endpoint::withoutUserInfo(call.target.endpointUrl);
    request.account = isLoopback(QUrl(request.endpoint).host()) ? profile.name : accountText(profile);
    request.service = operation.service->id;
    request.operation = operation.name;
    request.what = whatOf(*call.guide, document::redacted(call.input, *operation.input));
    if (!call.options.part.isEmpty())
        request.what += (request.what.isEmpty() ? QString() : QStringLiteral(", ")) + call.options.part;
    request.protocol = protocol ? model::protocolName(*protocol) : QString();
    request.input = call.input;
    request.clientToken = tokenOf(operation, call.input);
    request.tokenMember = operation.tokenMember() ? operation.tokenMember()->name : QString();
    request.tokenLifetime = call.guide->tokenLifetime;
    request.onlyReads = model::onlyReads(operation);
    const journal::Protection protection = journal::protectionOf(operation, request.clientToken);
    request.createsOnRetry = journal::wantsDecision(protection);
    request.hasUniqueName = protection == journal::Protection::UniqueName;
    request.sentAnyway = sentAnyway;
    request.marker = call.marker;
    request.parent = call.options.parent;
    request.batch = call.options.batch;
    request.batchRow = call.options.batchRow;
    return request;
}

journal::NewRequest whereOf(const EnvironmentPtr &environment, const model::OperationPtr &operation,
                            const QCborValue &input, const Target &target)
{
    const RecordedCall call{environment, operation, environment->guides->guideFor(*operation), input, target};
    journal::NewRequest where = rowFor(call, false);
    where.input = {};
    where.what.clear();
    where.clientToken.clear();
    return where;
}

CallResult refused(Error error, qint64 journalId, Outcome outcome)
{
    CallResult result;
    result.journalId = journalId;
    result.outcome = outcome;
    result.error = std::move(error);
    return result;
}

Result<transfer::DownloadPtr> downloadFor(const model::OperationPtr &operation, const QCborValue &input,
                                          const CallOptions &options)
{
    if (options.outputFile.isEmpty())
        return transfer::DownloadPtr();
    return transfer::Download::prepare(operation, input, options.outputFile,
                                       options.replacesOutput ? transfer::Download::Existing::Replace
                                                              : transfer::Download::Existing::Refuse);
}

void report(const RecordedCall &call, Progress::Stage stage)
{
    if (call.options.progress)
        call.options.progress({stage, 0, 0, {}, call.journalId});
}

asking::SendingPtr sendingOf(const RecordedCallPtr &call, const asking::Question &question,
                             const asking::Ready &ready)
{
    const auto sending = std::make_shared<asking::Sending>();
    sending->question = question;
    sending->ready = ready;
    sending->maxAttempts = asking::attemptsFor(question);
    const bool createsTwice = createsOnRetry(*call->operation, tokenOf(*call->operation, call->input));
    sending->repeatable =
        createsTwice || call->mayDuplicate ? asking::Repeatable::No : asking::Repeatable::Yes;
    sending->repeatableUntil = tokenEnd(*call);
    sending->wasUnknown = call->wasUnknown;
    sending->secrets = asking::secretTexts(call->input, *call->operation->input, ready.keys);
    sending->download = call->download;
    if (call->options.event)
        sending->events = transfer::EventSink::of(call->operation, call->options.event);
    sending->transferred = call->options.transferred;
    sending->advise = [call](Error &error) {
        addAdvice(error, *call->guide);
        addAdviceOnName(error, *call);
    };
    const auto row = std::make_shared<qint64>(0);
    const auto throttled = std::make_shared<Throttled>();
    const Tell tell = [call, throttled, maxAttempts = sending->maxAttempts](
                          Progress::Stage stage, int attempt, std::chrono::milliseconds delay) {
        if (call->options.progress)
            call->options.progress(
                {stage, attempt, maxAttempts, delay, call->journalId, throttled->is, throttled->asked});
    };
    sending->begin = [call, row, tell](int number) { return beginAttempt(call, row, tell, number); };
    // A row that cannot be written here stays "sending" on disk, and so becomes unknown: never less than the
    // truth.
    sending->ended = [call, row, throttled](const asking::AttemptMade &made, const asking::Verdict &verdict) {
        throttled->is =
            verdict.error && asking::retryReason(*verdict.error) == asking::RetryReason::Throttling;
        throttled->asked = asking::askedToWait(verdict.headers, call->environment->clock->nowUtc())
                               .value_or(std::chrono::milliseconds(0));
        call->environment->journal->finishAttempt(attemptOf(*row, made, verdict));
    };
    sending->waiting = [tell](int attempt, std::chrono::milliseconds delay) {
        tell(Progress::Stage::Waiting, attempt, delay);
    };
    return sending;
}

} // namespace formwork::client
