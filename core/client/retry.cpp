// SPDX-License-Identifier: Apache-2.0
#include "client/call.h"

#include "asking/identity.h"
#include "asking/plan.h"
#include "base/loopback.h"
#include "base/tr.h"
#include "client/guard.h"
#include "client/recordedcall.h"
#include "client/unlock.h"
#include "document/filebody.h"

#include <QCborMap>
#include <QCoroFuture>
#include <QUrl>

namespace formwork::client
{

using journal::Outcome;

namespace
{

// Where the row went, once more: as its profile leads there today, else to the very endpoint of the row.
void aimAsBefore(const Environment &environment, const model::Operation &operation, const QCborValue &input,
                 Target &target, const journal::NewRequest &row)
{
    const bool wasPractice = isPracticeAccount(target) && !row.accountId.isEmpty();
    if (wasPractice || row.endpoint.isEmpty())
        return;
    const Result<endpoint::Endpoint> today = asking::endpointFor(environment, operation, input, target);
    if (!today || today->url() != row.endpoint)
        target.endpointUrl = row.endpoint;
}

// A loopback endpoint is nobody's account at AWS, whatever keys are used for it.
bool hasOtherKeys(const journal::NewRequest &row, const credentials::Profile &profile)
{
    return profile.kind == credentials::ProfileKind::Environment && row.account != profile.name
        && row.account != accountText(profile) && !isLoopback(QUrl(row.endpoint).host());
}

std::unexpected<Error> otherAccount(const QString &name, const QString &now, const QString &then)
{
    return failure(
        Phase::Credentials, QStringLiteral("OtherAccount"),
        Tr::tr("“%1” is now the account %2; this request was sent to %3.").arg(name, now, then),
        Tr::tr("Nothing was sent. Choose the keys of that account, or send the request as a new one."));
}

Result<credentials::Profile> sameProfile(const Environment &environment, const journal::NewRequest &row,
                                         bool otherKeys)
{
    const Result<credentials::Profile> profile = environment.profiles->profile(row.profileId);
    if (!profile || profile->id != row.profileId)
        return failure(
            Phase::Credentials, QStringLiteral("ProfileGone"),
            Tr::tr("The account “%1”, to which this request was sent, is no longer among the accounts.")
                .arg(row.account),
            Tr::tr("Nothing was sent. Add it again and send the request as a new one."));
    if (!row.accountId.isEmpty() && !profile->accountId.isEmpty() && row.accountId != profile->accountId)
        return otherAccount(profile->name, profile->accountId, row.accountId);
    if (!otherKeys && hasOtherKeys(row, *profile))
        return failure(
            Phase::Credentials, QStringLiteral("OtherKeys"),
            Tr::tr("This request was sent as %1; the keys now are those of %2, maybe of another account.")
                .arg(row.account, accountText(*profile)),
            Tr::tr("Nothing was sent. Set the keys it was sent with, or send the request as a new one."));
    return profile;
}

// The row knows its account, but nothing that is written about the profile says whose its keys are today: the
// service is asked. An endpoint that is not AWS's may not know.
QCoro::Task<Result<void>> checkAccount(EnvironmentPtr environment, journal::NewRequest row, Target target)
{
    const bool isKnown = row.accountId.isEmpty() || !target.profile.accountId.isEmpty();
    if (isKnown || isPracticeAccount(target))
        co_return Result<void>();
    const Result<asking::Identity> identity = co_await asking::identify(environment, target, std::nullopt);
    if (!identity && identity.error().code == u"NotAnswered")
        co_return Result<void>();
    if (!identity) {
        Error error = identity.error();
        error.message = Tr::tr("Whether “%1” is still the account %2 cannot be found out. %3")
                            .arg(target.profile.name, row.accountId, error.message);
        error.bytesMayHaveLeft = false; // of the request
        co_return std::unexpected(error);
    }
    if (identity->accountId != row.accountId)
        co_return otherAccount(target.profile.name, identity->accountId, row.accountId);
    co_return Result<void>();
}

// Data that was to go into a file goes there again.
CallOptions withOutputFile(CallOptions options, const model::Operation &operation, const QCborValue &output)
{
    const model::Member *data = document::blobPayload(*operation.output);
    if (options.outputFile.isEmpty() && data)
        options.outputFile =
            output.toMap().value(data->name).toMap().value(QLatin1StringView("$file")).toString();
    return options;
}

// Everything a retry needs; fails without having touched anything.
Result<std::shared_ptr<RecordedCall>> again(const EnvironmentPtr &environment, const journal::Record &record,
                                            const CallOptions &given)
{
    const Result<credentials::Profile> profile = sameProfile(*environment, record.request, given.otherKeys);
    if (!profile)
        return std::unexpected(profile.error());
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(record.request.service, record.request.operation);
    if (!operation)
        return std::unexpected(operation.error());
    if (const Result<void> may = checkGuard(*profile, **operation, given.isConfirmed); !may)
        return std::unexpected(may.error());
    const Result<QCborValue> input = environment->journal->openInput(record.id);
    if (!input)
        return std::unexpected(input.error());
    const CallOptions options = withOutputFile(given, **operation, record.output);
    const Result<transfer::DownloadPtr> download = downloadFor(*operation, *input, options);
    if (!download)
        return std::unexpected(download.error());
    Target target{*profile, record.request.region, {}, {}};
    aimAsBefore(*environment, **operation, *input, target, record.request);
    auto call = std::make_shared<RecordedCall>(RecordedCall{environment, *operation,
                                                            environment->guides->guideFor(**operation),
                                                            *input, target, options, *download, record.id});
    call->isRetry = true;
    call->wasUnknown = record.outcome == Outcome::Unknown;
    call->tokenExpiresAt = record.tokenExpiresAt;
    return call;
}

} // namespace

QCoro::Task<CallResult> retry(EnvironmentPtr environment, qint64 journalId, bool mayDuplicate,
                              CallOptions options)
{
    const Result<journal::Record> record = environment->journal->record(journalId);
    if (!record)
        co_return refused(record.error(), journalId);
    if (const auto operation =
            environment->catalog->operation(record->request.service, record->request.operation);
        operation && holdsSecrets(record->request.input, *(*operation)->input))
        static_cast<void>(co_await unlockHistory(environment));
    const Result<journal::RetryPlan> planned = environment->journal->retryPlan(*record);
    if (!planned)
        co_return refused(planned.error(), journalId, record->outcome);
    const journal::RetryPlan &plan = *planned;
    if (plan.kind == journal::RetryPlan::Kind::NotPossible)
        co_return refused({Phase::Journal, QStringLiteral("RetryNotPossible"), plan.sentence, {}}, journalId,
                          record->outcome);
    if (plan.kind == journal::RetryPlan::Kind::MayDuplicate && !mayDuplicate)
        co_return refused({Phase::Journal, QStringLiteral("MayDuplicate"), plan.sentence, {}}, journalId,
                          record->outcome);

    const Result<std::shared_ptr<RecordedCall>> call = again(environment, *record, options);
    if (!call)
        co_return refused(call.error(), journalId, record->outcome);
    const Target target = (*call)->target;
    if (const Result<void> same = co_await checkAccount(environment, record->request, target); !same)
        co_return refused(same.error(), journalId, record->outcome);
    (*call)->mayDuplicate = plan.kind == journal::RetryPlan::Kind::MayDuplicate;
    const Result<void> claimed = co_await environment->journal->claim(*record);
    if (!claimed)
        co_return refused(claimed.error(), journalId, record->outcome);
    co_return co_await sendRecorded(*call);
}

} // namespace formwork::client
