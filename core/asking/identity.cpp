// SPDX-License-Identifier: Apache-2.0
#include "asking/identity.h"

#include "asking/ask.h"
#include "base/tr.h"
#include "credentials/profile.h"
#include "protocol/answer.h"
#include "readers/reader.h"

#include <QCborMap>

namespace formwork::asking
{

namespace
{

// Models of AWS may be absent; this question is always known.
Result<model::OperationPtr> whoAmI()
{
    const Result<model::ServicePtr> service = readers::readService(QStringLiteral(":/asking/sts.json"));
    return service ? readers::readOperation(*service, u"GetCallerIdentity")
                   : std::unexpected(service.error());
}

Target withRegion(Target target)
{
    if (target.region.isEmpty())
        target.region = target.profile.region;
    if (target.region.isEmpty())
        target.region = QStringLiteral("us-east-1");
    return target;
}

// An endpoint that is not AWS's may not know the question; what it says then is no answer to it.
Error inWords(Error error)
{
    const bool isNoAnswer = error.phase == Phase::Parse
        || (error.requestId.isEmpty() && error.code == protocol::codeForStatus(error.httpStatus));
    if (error.httpStatus > 0 && isNoAnswer) {
        error.code = QStringLiteral("NotAnswered");
        error.message =
            Tr::tr("The endpoint can be reached, but it does not say whom the keys belong to (HTTP %1).")
                .arg(error.httpStatus);
        error.advice.clear();
    } else if (error.httpStatus == 403) {
        error.advice = Tr::tr("Check the access key ID, the secret access key and the session token.");
    }
    return error;
}

Result<Identity> practiceIdentity(const Environment &environment)
{
    const Result<QString> url = environment.practiceUrl();
    if (!url)
        return std::unexpected(url.error());
    const QString account = credentials::practiceProfile().accountId;
    return Identity{account, QStringLiteral("arn:aws:iam::%1:user/practice").arg(account), account};
}

// Of several accounts the one whose keys are no good. Keys that are tried before they are kept have no name.
Error named(Error error, const credentials::Profile &profile)
{
    if (!profile.name.isEmpty() && (error.phase == Phase::Service || error.phase == Phase::Credentials))
        error.message = Tr::tr("The account “%1”: %2").arg(profile.name, error.message);
    return error;
}

} // namespace

Result<QString> identityUrl(const Environment &environment, Target target)
{
    const Result<model::OperationPtr> operation = whoAmI();
    if (!operation)
        return std::unexpected(operation.error());
    const Result<endpoint::Endpoint> endpoint =
        endpointFor(environment, **operation, QCborMap(), withRegion(std::move(target)));
    return endpoint ? Result<QString>(endpoint->url()) : std::unexpected(endpoint.error());
}

QCoro::Task<Result<Identity>> identify(EnvironmentPtr environment, Target target,
                                       std::optional<credentials::Credentials> credentials)
{
    if (target.profile.kind == credentials::ProfileKind::Practice)
        co_return practiceIdentity(*environment);
    const Result<model::OperationPtr> operation = whoAmI();
    if (!operation)
        co_return std::unexpected(operation.error());
    Result<credentials::Credentials> keys = credentials.value_or(credentials::Credentials());
    if (!credentials)
        keys = co_await environment->profiles->credentials(target.profile.id, target.region);
    if (!keys)
        co_return std::unexpected(keys.error());
    if (const Result<void> good = credentials::checkCredentials(*keys, credentials::KeyNames::ofForm());
        !good)
        co_return std::unexpected(named(good.error(), target.profile));
    AskOptions options;
    options.keys = credentials; // those of the account may be got anew on the way
    const QCborValue input = QCborMap();
    const Result<Reply> reply = co_await ask(environment, *operation, input, withRegion(target), options);
    if (!reply)
        co_return std::unexpected(named(inWords(reply.error()), target.profile));
    const QCborMap output = reply->output.toMap();
    const Identity identity{output.value(QLatin1StringView("Account")).toString(),
                            output.value(QLatin1StringView("Arn")).toString(),
                            output.value(QLatin1StringView("UserId")).toString()};
    if (!identity.accountId.isEmpty())
        co_return identity;
    Error unclear;
    unclear.phase = Phase::Parse;
    unclear.httpStatus = 200;
    co_return std::unexpected(inWords(unclear));
}

} // namespace formwork::asking
