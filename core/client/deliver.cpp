// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "client/recorded.h"

#include "client/attempts.h"
#include "client/authentication.h"
#include "client/scrub.h"
#include "journal/protection.h"

#include <QCborMap>
#include <QCoroFuture>
#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>

namespace formwork::client
{

using journal::Outcome;

namespace
{

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
    if (!error.sentence().contains(Tr::tr("Nothing was sent.")))
        error.advice = (error.advice + u' ' + Tr::tr("Nothing was sent.")).trimmed();
    return finished(recorded,
                    refused(std::move(error), recorded.journalId,
                            recorded.wasUnknown ? Outcome::Unknown : Outcome::Rejected));
}

int maxAttempts(const Recorded &recorded)
{
    const int wanted = recorded.target.profile.maxAttempts;
    return wanted > 0 ? wanted : retryFigures(recorded.operation->service->id).maxAttempts;
}

// When a token stops to protect: a little before its life is over, because a request takes time to arrive.
QDateTime tokenEnd(const Recorded &recorded)
{
    const std::optional<std::chrono::seconds> lifetime = recorded.guide->tokenLifetime;
    if (!lifetime || tokenOf(*recorded.operation, recorded.input).isEmpty())
        return {};
    const QDateTime end = recorded.tokenExpiresAt.isValid()
        ? recorded.tokenExpiresAt
        : recorded.environment->clock->nowUtc().addSecs(lifetime->count());
    return end.addSecs(-std::min<qint64>(60, lifetime->count() / 10));
}

Delivery deliveryOf(const Recorded &recorded, const Plan &planned,
                    const credentials::Credentials &credentials)
{
    Delivery delivery;
    delivery.environment = recorded.environment;
    delivery.operation = recorded.operation;
    delivery.guide = recorded.guide;
    delivery.plan = planned;
    delivery.credentials = credentials;
    delivery.timeouts = recorded.options.timeouts.value_or(recorded.target.timeouts);
    delivery.options = recorded.options;
    delivery.journalId = recorded.journalId;
    delivery.maxAttempts = maxAttempts(recorded);
    const bool createsTwice =
        createsOnRetry(*recorded.operation, tokenOf(*recorded.operation, recorded.input));
    delivery.repeatable = createsTwice || recorded.mayDuplicate ? Repeatable::No : Repeatable::Yes;
    delivery.tokenExpiresAt = tokenEnd(recorded);
    delivery.download = recorded.download;
    delivery.wasUnknown = recorded.wasUnknown;
    delivery.secrets = secretTexts(recorded.input, *recorded.operation->input, credentials);
    return delivery;
}

// On another thread: a part may be of any size.
QCoro::Task<void> digestKept(DownloadPtr download)
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

QString accountText(const credentials::Profile &profile)
{
    const QString &key = profile.accessKeyId;
    if (profile.kind != credentials::ProfileKind::Environment || key.size() < 8)
        return profile.name;
    return QStringLiteral("%1 (%2\u2026%3)").arg(profile.name, key.first(4), key.last(4));
}

bool isPracticeAccount(const Target &target)
{
    return target.profile.kind == credentials::ProfileKind::Practice && target.endpointUrl.isEmpty();
}

bool createsOnRetry(const model::Operation &operation, const QString &token)
{
    return journal::protectionOf(operation, token) == journal::Protection::None;
}

QString tokenOf(const model::Operation &operation, const QCborValue &input)
{
    const model::Member *member = operation.tokenMember();
    return member ? input.toMap().value(member->name).toString() : QString();
}

CallResult refused(Error error, qint64 journalId, Outcome outcome)
{
    CallResult result;
    result.journalId = journalId;
    result.outcome = outcome;
    result.error = std::move(error);
    return result;
}

Result<DownloadPtr> downloadFor(const model::OperationPtr &operation, const QCborValue &input,
                                const CallOptions &options)
{
    if (options.outputFile.isEmpty())
        return DownloadPtr();
    return Download::prepare(operation, input, options.outputFile,
                             options.replacesOutput ? Download::Existing::Replace
                                                    : Download::Existing::Refuse);
}

void report(const Recorded &recorded, Progress::Stage stage)
{
    if (recorded.options.progress)
        recorded.options.progress({stage, 0, 0, {}, recorded.journalId});
}

QCoro::Task<CallResult> deliver(RecordedPtr recorded)
{
    if (!recorded->endpoint)
        co_return notSent(*recorded, recorded->endpoint.error());
    report(*recorded, Progress::Stage::Credentials);
    const Result<credentials::Credentials> credentials =
        co_await recorded->environment->profiles->credentials(recorded->target.profile.id);
    if (!credentials)
        co_return notSent(*recorded, credentials.error());
    endpoint::Endpoint endpoint = *recorded->endpoint;
    const Result<endpoint::Endpoint> address = co_await discovered(recorded, endpoint, *credentials);
    if (!address)
        co_return notSent(*recorded, address.error());
    endpoint = *address;
    preferToken(*recorded->operation, *credentials, endpoint);
    const QCborValue &sent = recorded->download ? recorded->download->input() : recorded->input;
    const Result<Plan> planned = plan(*recorded->operation, sent, endpoint);
    if (!planned)
        co_return notSent(*recorded, planned.error());
    if (const auto complete = checkComplete(*recorded->operation, *planned, *credentials); !complete)
        co_return notSent(*recorded, complete.error());

    if (planned->upload) {
        if (recorded->isRetry)
            report(*recorded, Progress::Stage::Reading);
        const Result<void> same =
            co_await checkUnchanged(*planned->upload, recorded->isRetry, recorded->options.transferred,
                                    recorded->options.cancellation);
        if (!same)
            co_return notSent(*recorded, same.error());
    }

    const Result<credentials::Credentials> keys =
        co_await signingKeys(recorded, !planned->sessionHeader.isEmpty(), *credentials);
    if (!keys)
        co_return notSent(*recorded, keys.error());
    if (recorded->download && recorded->download->resumedAt() > 0) {
        report(*recorded, Progress::Stage::Reading);
        co_await digestKept(recorded->download);
    }

    const auto delivery = std::make_shared<const Delivery>(deliveryOf(*recorded, *planned, *keys));
    CallResult result = co_await makeAttempts(delivery);
    if (result.error && result.error->code == QLatin1String("InvalidEndpointException"))
        recorded->environment->addresses->forget(endpoint.authority);
    co_return finished(*recorded, std::move(result));
}

} // namespace formwork::client
