// SPDX-License-Identifier: Apache-2.0
#include "client/call.h"

#include "client/attempts.h"
#include "document/pointer.h"
#include "document/redact.h"
#include "protocol/codec.h"

#include <QCborMap>
#include <QCoreApplication>

#include <algorithm>

namespace formwork::client
{

using journal::Outcome;

namespace
{

QString tr(const char *text) { return QCoreApplication::translate("Call", text); }

// A request that has its row, and what is needed to send it.
struct Recorded {
    EnvironmentPtr environment;
    model::OperationPtr operation;
    guide::GuidePtr guide;
    QCborValue input;
    Target target;
    CallOptions options;
    Result<endpoint::Endpoint> endpoint;
    qint64 journalId = 0;
    bool wasUnknown = false;
};

using RecordedPtr = std::shared_ptr<const Recorded>;

bool stops(const document::Problem &problem, bool sendAnyway)
{
    return problem.severity == document::Severity::Error && !(sendAnyway && problem.canSendAnyway);
}

CallResult refused(Error error, qint64 journalId = 0, Outcome outcome = Outcome::Rejected)
{
    CallResult result;
    result.journalId = journalId;
    result.outcome = outcome;
    result.error = std::move(error);
    return result;
}

CallResult invalid(QList<document::Problem> problems)
{
    CallResult result = refused({Phase::Input, QStringLiteral("InputNotValid"),
                                 tr("The input is not valid, so nothing was sent."),
                                 tr("Correct what is marked, or send it anyway where that is offered.")});
    result.problems = std::move(problems);
    return result;
}

bool createsOnRetry(const model::Operation &operation, const QString &token)
{
    return token.isEmpty() && !operation.readOnly && !operation.idempotent;
}

QString tokenOf(const model::Operation &operation, const QCborValue &input)
{
    const model::Member *member = operation.tokenMember();
    return member ? input.toMap().value(member->name).toString() : QString();
}

// The value of the member a person recognises the request by.
QString whatOf(const guide::Guide &guide, const QCborValue &input)
{
    if (guide.what.isRoot())
        return {};
    const QCborValue value = document::valueAt(input, guide.what);
    return value.isInteger() ? QString::number(value.toInteger()) : value.toString();
}

journal::NewRequest newRequest(const Recorded &recorded, bool sentAnyway)
{
    const model::Operation &operation = *recorded.operation;
    const credentials::Profile &profile = recorded.target.profile;
    const Result<model::Protocol> protocol = protocol::choose(*operation.service);
    journal::NewRequest request;
    request.profileId = profile.id;
    request.account = profile.name;
    request.accountId = profile.accountId;
    request.region = recorded.target.region.isEmpty() ? profile.region : recorded.target.region;
    request.endpoint = recorded.endpoint ? recorded.endpoint->url() : recorded.target.endpointUrl;
    request.service = operation.service->id;
    request.operation = operation.name;
    request.what = whatOf(*recorded.guide, document::redacted(recorded.input, *operation.input));
    request.protocol = protocol ? model::protocolName(*protocol) : QString();
    request.input = recorded.input;
    request.clientToken = tokenOf(operation, recorded.input);
    request.tokenMember = operation.tokenMember() ? operation.tokenMember()->name : QString();
    request.tokenLifetime = recorded.guide->tokenLifetime;
    request.createsOnRetry = createsOnRetry(operation, request.clientToken);
    request.sentAnyway = sentAnyway;
    request.parent = recorded.options.parent;
    return request;
}

void report(const Recorded &recorded, Progress::Stage stage)
{
    if (recorded.options.progress)
        recorded.options.progress({stage, 0, 0, {}, recorded.journalId});
}

// The last word on a row.
CallResult finished(const Recorded &recorded, CallResult result)
{
    const Result<void> written =
        recorded.environment->journal->finish(recorded.journalId, result.outcome, result.error,
                                              result.requestId, result.output, *recorded.operation);
    if (!written && !result.error)
        result.error = written.error();
    report(recorded, Progress::Stage::Done);
    return result;
}

// Something was wrong on this side of the wire: the row says that this time nothing was sent.
CallResult notSent(const Recorded &recorded, Error error)
{
    error.bytesMayHaveLeft = false;
    if (!error.sentence().contains(tr("Nothing was sent.")))
        error.advice = (error.advice + u' ' + tr("Nothing was sent.")).trimmed();
    return finished(recorded,
                    refused(std::move(error), recorded.journalId,
                            recorded.wasUnknown ? Outcome::Unknown : Outcome::Rejected));
}

int maxAttempts(const Recorded &recorded)
{
    const int wanted = recorded.target.profile.maxAttempts;
    return wanted > 0 ? wanted : retryFigures(recorded.operation->service->id).maxAttempts;
}

// From the row to its outcome: credentials -> serialise -> sign and send (attempts) -> journal.finish.
QCoro::Task<CallResult> deliver(RecordedPtr recorded)
{
    if (!recorded->endpoint)
        co_return notSent(*recorded, recorded->endpoint.error());
    report(*recorded, Progress::Stage::Credentials);
    const Result<credentials::Credentials> credentials =
        co_await recorded->environment->profiles->credentials(recorded->target.profile.id);
    if (!credentials)
        co_return notSent(*recorded, credentials.error());
    const Result<Plan> planned = plan(*recorded->operation, recorded->input, *recorded->endpoint);
    if (!planned)
        co_return notSent(*recorded, planned.error());

    const bool createsTwice =
        createsOnRetry(*recorded->operation, tokenOf(*recorded->operation, recorded->input));
    const auto delivery = std::make_shared<const Delivery>(
        Delivery{recorded->environment, recorded->operation, recorded->guide, *planned, *credentials,
                 recorded->target.timeouts, recorded->options, recorded->journalId, maxAttempts(*recorded),
                 createsTwice ? Repeatable::No : Repeatable::Yes, recorded->wasUnknown});
    CallResult result = co_await makeAttempts(delivery);
    co_return finished(*recorded, std::move(result));
}

// Where the row went, once more: as its profile leads there today, else to the very endpoint of the row.
Result<endpoint::Endpoint> sameEndpoint(const Environment &environment, const model::Operation &operation,
                                        const QCborValue &input, Target &target,
                                        const journal::NewRequest &row)
{
    Result<endpoint::Endpoint> today = endpointFor(environment, operation, input, target);
    const bool isPractice = target.profile.kind == credentials::ProfileKind::Practice;
    if (isPractice || row.endpoint.isEmpty() || (today && today->url() == row.endpoint))
        return today;
    target.endpointUrl = row.endpoint;
    return endpointFor(environment, operation, input, target);
}

Result<credentials::Profile> sameProfile(const Environment &environment, const journal::NewRequest &row)
{
    const Result<credentials::Profile> profile = environment.profiles->profile(row.profileId);
    if (!profile || profile->id != row.profileId)
        return failure(
            Phase::Credentials, QStringLiteral("ProfileGone"),
            tr("The account “%1”, to which this request was sent, is no longer among the accounts.")
                .arg(row.account),
            tr("Nothing was sent. Add it again and send the request as a new one."));
    if (!row.accountId.isEmpty() && !profile->accountId.isEmpty() && row.accountId != profile->accountId)
        return failure(
            Phase::Credentials, QStringLiteral("OtherAccount"),
            tr("“%1” is now the account %2; this request was sent to %3.")
                .arg(profile->name, profile->accountId, row.accountId),
            tr("Nothing was sent. Choose the keys of that account, or send the request as a new one."));
    return profile;
}

// Everything a retry needs; fails without having touched anything.
Result<RecordedPtr> recall(const EnvironmentPtr &environment, const journal::Record &record,
                           const CallOptions &options)
{
    const Result<credentials::Profile> profile = sameProfile(*environment, record.request);
    if (!profile)
        return std::unexpected(profile.error());
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(record.request.service, record.request.operation);
    if (!operation)
        return std::unexpected(operation.error());
    const Result<QCborValue> input = environment->journal->openInput(record.id);
    if (!input)
        return std::unexpected(input.error());
    Target target{*profile, record.request.region, {}, {}};
    const Result<endpoint::Endpoint> endpoint =
        sameEndpoint(*environment, **operation, *input, target, record.request);
    return std::make_shared<const Recorded>(
        Recorded{environment, *operation, environment->guides->guideFor(**operation), *input, target, options,
                 endpoint, record.id, record.outcome == Outcome::Unknown});
}

} // namespace

QCoro::Task<CallResult> call(EnvironmentPtr environment, model::OperationPtr operation, QCborValue input,
                             Target target, CallOptions options)
{
    const guide::GuidePtr guide = environment->guides->guideFor(*operation);
    const QCborValue complete = withToken(*operation, input, *environment->tokens);
    const QList<document::Problem> problems = check(*operation, *guide, complete);
    if (std::ranges::any_of(problems,
                            [&](const auto &problem) { return stops(problem, options.sendAnyway); }))
        co_return invalid(problems);
    const bool sentAnyway =
        std::ranges::any_of(problems, [](const auto &problem) { return stops(problem, false); });
    if (options.cancellation && options.cancellation->isCancelled())
        co_return refused(
            {Phase::Local, QStringLiteral("Cancelled"), tr("Cancelled, nothing was sent."), {}});

    const auto recorded =
        std::make_shared<Recorded>(Recorded{environment, operation, guide, complete, target, options,
                                            endpointFor(*environment, *operation, complete, target)});
    report(*recorded, Progress::Stage::Recording);
    const Result<qint64> row = environment->journal->begin(newRequest(*recorded, sentAnyway), *operation);
    if (!row) // what is not in the history is not sent
        co_return refused(row.error());
    recorded->journalId = *row;
    co_return co_await deliver(recorded);
}

QCoro::Task<CallResult> retry(EnvironmentPtr environment, qint64 journalId, bool mayDuplicate,
                              CallOptions options)
{
    const Result<journal::Record> record = environment->journal->record(journalId);
    if (!record)
        co_return refused(record.error(), journalId);
    const journal::RetryPlan plan = environment->journal->retryPlan(*record);
    if (plan.kind == journal::RetryPlan::Kind::NotPossible)
        co_return refused({Phase::Journal, QStringLiteral("RetryNotPossible"), plan.sentence, {}}, journalId,
                          record->outcome);
    if (plan.kind == journal::RetryPlan::Kind::MayDuplicate && !mayDuplicate)
        co_return refused({Phase::Journal, QStringLiteral("MayDuplicate"), plan.sentence, {}}, journalId,
                          record->outcome);

    const Result<RecordedPtr> recorded = recall(environment, *record, options);
    if (!recorded)
        co_return refused(recorded.error(), journalId, record->outcome);
    const Result<void> claimed = environment->journal->claim(journalId);
    if (!claimed)
        co_return refused(claimed.error(), journalId, record->outcome);
    co_return co_await deliver(*recorded);
}

} // namespace formwork::client
