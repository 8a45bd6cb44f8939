// SPDX-License-Identifier: Apache-2.0
#include "client/rowtarget.h"

#include "asking/identity.h"
#include "asking/plan.h"
#include "base/loopback.h"
#include "base/tr.h"
#include "client/recordedcall.h"

#include <QUrl>

namespace formwork::client
{

namespace
{

// Where the row went, once more: as its profile leads there today, else to the very endpoint of the row.
void aimAsBefore(const Environment &environment, const model::Operation &operation, const QCborValue &input,
                 Target &target, const journal::NewRequest &row)
{
    const bool wasPractice = isPracticeAccount(target) && !row.accountId.isEmpty();
    if (wasPractice || row.endpoint.isEmpty())
        return;
    const auto leadsThere = [&](const QString &endpointUrl) {
        Target aimed = target;
        aimed.endpointUrl = endpointUrl;
        const Result<endpoint::Endpoint> found = asking::endpointFor(environment, operation, input, aimed);
        return found && found->url() == row.endpoint;
    };
    if (leadsThere(target.endpointUrl))
        return;
    // Rules may add to the path of an endpoint what the input names, a bucket for instance; not twice.
    QString shorter = row.endpoint;
    while (!leadsThere(shorter)) {
        const qsizetype slash = shorter.lastIndexOf(u'/');
        if (slash < 0 || shorter.at(slash - 1) == u'/') { // of "https://"
            shorter = row.endpoint;
            break;
        }
        shorter.truncate(slash);
    }
    target.endpointUrl = shorter;
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

} // namespace

Result<Target> targetOfRow(const Environment &environment, const model::Operation &operation,
                           const QCborValue &input, const journal::NewRequest &row, bool otherKeys)
{
    const Result<credentials::Profile> profile = sameProfile(environment, row, otherKeys);
    if (!profile)
        return std::unexpected(profile.error());
    Target target{*profile, row.region, {}, {}};
    aimAsBefore(environment, operation, input, target, row);
    return target;
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

} // namespace formwork::client
