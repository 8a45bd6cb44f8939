// SPDX-License-Identifier: Apache-2.0
#include "signin/questions.h"

#include "asking/plan.h"
#include "base/tr.h"
#include "endpoint/resolve.h"
#include "readers/reader.h"
#include "signin/authorize.h"

#include <QRegularExpression>
#include <QUrl>

#include <array>

namespace formwork::signin
{

using credentials::Credentials;
using credentials::Profile;

namespace
{

struct Place {
    const char *model;
    const char *operation;
};

constexpr std::array<Place, 13> kPlaces{{
    {":/asking/sts.json", "AssumeRole"},
    {":/asking/sts.json", "AssumeRoleWithWebIdentity"},
    {":/asking/sts.json", "GetSessionToken"},
    {":/asking/sso.json", "GetRoleCredentials"},
    {":/asking/sso.json", "ListAccounts"},
    {":/asking/sso.json", "ListAccountRoles"},
    {":/asking/sso.json", "Logout"},
    {":/asking/sso-oidc.json", "RegisterClient"},
    {":/asking/sso-oidc.json", "StartDeviceAuthorization"},
    {":/asking/sso-oidc.json", "CreateToken"},
    {":/asking/signin.json", "CreateOAuth2Token"},
    {":/asking/iam.json", "ListAccountAliases"},
    {":/asking/uxc.json", "GetAccountCustomizations"},
}};

// OAuth's own name stands beside the message; else AWS's exception has the same words in it.
QString oauthName(const asking::Verdict &verdict)
{
    const QString named = verdict.errorMembers.value(QLatin1StringView("error")).toString();
    if (!named.isEmpty())
        return named;
    QString code = verdict.error->code;
    const QLatin1StringView suffix("Exception");
    if (!code.endsWith(suffix))
        return {};
    code.chop(suffix.size());
    QString name;
    for (const QChar c : std::as_const(code)) {
        if (c.isUpper() && !name.isEmpty())
            name += u'_';
        name += c.toLower();
    }
    return name;
}

// A profile of the shared files that says where its practice account is: another program's, most likely.
bool isPlaceNamed(const QString &profileName, const Profile &profile)
{
    return !profileName.isEmpty() && !(profile.endpointUrl.isEmpty() && profile.serviceEndpoints.isEmpty());
}

} // namespace

Result<model::OperationPtr> operationOf(Call call)
{
    const Place &place = kPlaces.at(size_t(call));
    const Result<model::ServicePtr> service = readers::readService(QLatin1String(place.model));
    return service ? readers::readOperation(*service, QString::fromLatin1(place.operation))
                   : std::unexpected(service.error());
}

IdentityCenter practiceCenter()
{
    IdentityCenter center;
    center.session = QStringLiteral("practice");
    center.startUrl = QStringLiteral("https://practice.localhost/start");
    center.region = QStringLiteral("us-east-1");
    return center;
}

bool isPracticeCenter(const IdentityCenter &center) { return center.startUrl == practiceCenter().startUrl; }

ConsoleSession practiceConsole()
{
    return {QStringLiteral("arn:aws:iam::000000000000:user/practice"), QStringLiteral("us-east-1"), {}};
}

bool isPracticeConsole(const ConsoleSession &session) { return session.arn == practiceConsole().arn; }

asking::Target regionalTarget(Profile profile)
{
    if (profile.region.isEmpty())
        profile.region = QStringLiteral("us-east-1");
    return roleTarget(std::move(profile));
}

namespace
{

// The rules of the service know of which Regions it may be asked as a whole.
bool isAskedAsAWhole(const Profile &profile, const asking::EnvironmentPtr &environment)
{
    const Result<model::OperationPtr> operation = operationOf(Call::AssumeRole);
    if (!operation)
        return false;
    const Result<endpoint::Endpoint> found =
        asking::endpointFor(*environment, **operation, {}, roleTarget(profile));
    return found && !found->authority.contains(profile.region.toUtf8());
}

} // namespace

QStringList stsPlaces(const Profile &profile, const asking::EnvironmentPtr &environment)
{
    const QString whole = QStringLiteral("whole");
    if (const QString custom = profile.endpointOf(QStringLiteral("STS")); !custom.isEmpty())
        return {custom};
    const endpoint::Partition *partition = endpoint::partitionOf(profile.region);
    const QString regional = partition ? partition->id : endpoint::partitions().constFirst().id;
    if (profile.region.isEmpty())
        return {whole, regional};
    Profile asking = profile;
    QString &mode = asking.wire.sections[QStringLiteral("sts")][QStringLiteral("regional_endpoints")];
    const bool isLegacy = mode.compare(QLatin1StringView("legacy"), Qt::CaseInsensitive) == 0;
    mode = QStringLiteral("legacy");
    if (!isAskedAsAWhole(asking, environment))
        return {regional};
    return isLegacy ? QStringList{whole, regional} : QStringList{regional, whole};
}

asking::Target roleTarget(Profile profile)
{
    asking::Target target;
    profile.accountId.clear();
    target.region = profile.region.isEmpty() ? QStringLiteral("aws-global") : profile.region;
    target.profile = std::move(profile);
    return target;
}

asking::Target centerTarget(Profile profile, const IdentityCenter &center)
{
    asking::Target target;
    profile.fips = center.fips;
    if (isPracticeCenter(center) && !isPlaceNamed(center.profile, profile)) {
        profile.endpointUrl = asking::practiceAddress();
        profile.serviceEndpoints.clear();
    }
    profile.dualStack = profile.dualStack || portalHost(QUrl(center.startUrl).host()).isDualStack;
    profile.accountId.clear();
    profile.accountIdEndpoints.clear();
    target.profile = std::move(profile);
    target.region = center.region;
    return target;
}

asking::Target consoleTarget(Profile profile, const ConsoleSession &session)
{
    asking::Target target;
    if (isPracticeConsole(session) && !isPlaceNamed(session.profile, profile)) {
        profile.endpointUrl = asking::practiceAddress();
        profile.serviceEndpoints.clear();
    }
    profile.accountId.clear();
    profile.accountIdEndpoints.clear();
    target.profile = std::move(profile);
    target.region = session.region;
    return target;
}

QCoro::Task<Reply> askUnsigned(WirePtr wire, Call call, QCborMap input, asking::Target target,
                               int maxAttempts, transport::CancellationPtr cancellation)
{
    const Result<model::OperationPtr> operation = operationOf(call);
    if (!operation)
        co_return Reply{operation.error(), {}, {}};
    asking::AskOptions options;
    options.keys = Credentials();
    options.isForKeys = true;
    options.maxAttempts = maxAttempts;
    options.cancellation = std::move(cancellation);
    const QCborValue asked = input;
    const asking::Verdict verdict =
        co_await asking::askInFull(wire->environment, *operation, asked, std::move(target), options);
    if (!verdict.error)
        co_return Reply{{}, {}, verdict.output.toMap()};
    co_return Reply{verdict.error, oauthName(verdict), {}};
}

QString loginCommand(const char *option, const QString &name)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_./@%:+=,-]+\\z"));
    const QString word = plain.match(name).hasMatch()
        ? name
        : u'\'' + QString(name).replace(u'\'', QLatin1StringView("'\\''")) + u'\'';
    return QStringLiteral("formwork-cli login %1 %2").arg(QLatin1StringView(option), word);
}

std::unexpected<Error> signInNeeded(const QString &message, const QString &advice)
{
    return failure(Phase::Credentials, QStringLiteral("SignInNeeded"), message, advice);
}

std::unexpected<Error> cancelled()
{
    return failure(Phase::Credentials, QStringLiteral("Cancelled"), Tr::tr("The sign-in was cancelled."));
}

} // namespace formwork::signin
