// SPDX-License-Identifier: Apache-2.0
#include "asking/identity.h"
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "credentials/profilefile.h"
#include "signin/selection.h"
#include "signin/sharedfiles.h"

#include <QCborArray>
#include <QCborMap>

#include <algorithm>

namespace formwork::cli
{

namespace
{

using credentials::Profile;
using credentials::ProfileKind;

QCborValue orNull(const QString &text) { return text.isEmpty() ? QCborValue(nullptr) : QCborValue(text); }

QString sourceOf(const Profile &profile)
{
    switch (profile.kind) {
    case ProfileKind::Practice:
        return QStringLiteral("practice");
    case ProfileKind::Environment:
        return QStringLiteral("env");
    case ProfileKind::Shared:
        return profile.source;
    case ProfileKind::SignedIn:
        return profile.signIn.startUrl.isEmpty() ? QStringLiteral("login") : QStringLiteral("sso");
    case ProfileKind::AccessKeys:
        break;
    }
    return QStringLiteral("keychain");
}

QString problemOf(const Profile &profile)
{
    if (profile.kind == ProfileKind::Environment) {
        const Result<credentials::Credentials> keys = credentials::environmentCredentials();
        return keys ? QString() : keys.error().sentence();
    }
    return profile.problem.isEmpty() ? profile.notice : profile.problem;
}

QCborMap asJson(const Profile &profile)
{
    return {{QStringLiteral("name"), profile.name},
            {QStringLiteral("kind"), credentials::kindName(profile.kind)},
            {QStringLiteral("source"), orNull(sourceOf(profile))},
            {QStringLiteral("region"), orNull(profile.region)},
            {QStringLiteral("accountId"), orNull(profile.accountId)},
            {QStringLiteral("roleName"), orNull(profile.roleName)},
            {QStringLiteral("guard"), credentials::guardName(profile.guard)},
            {QStringLiteral("tagsRequests"), profile.tagsRequests},
            {QStringLiteral("problem"), orNull(problemOf(profile))}};
}

void printText(const QCborMap &account)
{
    for (const auto &[key, value] : account) {
        if (value.isString())
            print(QStringLiteral("%1: %2\n").arg(key.toString(), value.toString()));
    }
}

// Who the keys belong to, as the service knows it.
QCoro::Task<Result<asking::Identity>> identityOf(EnvironmentPtr environment, Arguments arguments,
                                                 Profile profile)
{
    asking::Target target;
    target.profile = profile;
    target.region = arguments.region;
    target.endpointUrl = arguments.endpointUrl;
    const Result<asking::Identity> identity = co_await asking::identify(environment, target, std::nullopt);
    co_return identity;
}

} // namespace

namespace
{

// What else is to be said of the shared files; why the AWS CLI refuses one stands with its profiles.
void tellNotes(const QList<Profile> &profiles)
{
    for (const signin::Note &note : signin::loadSharedFiles(signin::Machine::ofThisProcess()).notes) {
        const QString sentence = note.sentence();
        if (std::ranges::none_of(profiles,
                                 [&](const Profile &profile) { return profile.notice == sentence; }))
            complain(sentence);
    }
}

} // namespace

int accounts(const Arguments &arguments, const EnvironmentPtr &environment)
{
    QCborArray all;
    const QList<Profile> profiles = environment->profiles->profiles();
    for (const Profile &profile : profiles)
        all.append(asJson(profile));
    tellNotes(profiles);
    if (arguments.json) {
        printJson(all);
        return Done;
    }
    for (const auto &account : all) {
        const auto text = [&](const char *key) {
            return account.toMap().value(QLatin1String(key)).toString();
        };
        print(QStringLiteral("%1  %2  %3  %4  %5\n")
                  .arg(text("name"), -28)
                  .arg(text("source"), -30)
                  .arg(text("region"), -16)
                  .arg(text("accountId"), -12)
                  .arg(text("roleName")));
        if (const QString problem = text("problem"); !problem.isEmpty())
            print(QStringLiteral("    %1\n").arg(problem));
    }
    return Done;
}

QCoro::Task<int> whoami(Arguments arguments, EnvironmentPtr environment)
{
    const Result<signin::Selected> selected =
        signin::selected(*environment->profiles, signin::Machine::ofThisProcess(), arguments.profile);
    if (!selected)
        co_return complain(selected.error());
    if (selected->isFallback)
        co_return complain(Error{
            Phase::Local, QStringLiteral("NoCredentials"),
            Tr::tr("No AWS credentials were found on this machine, and no account is chosen."),
            Tr::tr("Choose one with --profile (formwork-cli accounts lists them), sign in with the AWS CLI, "
                   "or set AWS_ACCESS_KEY_ID. Until then the practice account answers.")});
    Profile profile = selected->profile;
    if (!arguments.region.isEmpty())
        profile.region = arguments.region;
    const Result<credentials::Credentials> keys =
        co_await (arguments.noCall ? environment->profiles->credentialsAtHand(profile.id)
                                   : environment->profiles->credentials(profile.id, profile.region));
    const bool isDeferred = !keys && arguments.noCall && keys.error().code == u"NeedsCall";
    if (!keys && !isDeferred)
        co_return complain(keys.error());
    if (keys && !keys->accountId.isEmpty())
        profile.accountId = keys->accountId;
    QCborMap account = asJson(profile);
    account.insert(QStringLiteral("accessKeyId"), orNull(keys ? keys->accessKeyId : QString()));
    account.insert(
        QStringLiteral("expiresAt"),
        orNull(keys && keys->expiresAt.isValid() ? keys->expiresAt.toString(Qt::ISODate) : QString()));
    account.insert(QStringLiteral("endpointUrl"),
                   orNull(arguments.endpointUrl.isEmpty() ? profile.endpointUrl : arguments.endpointUrl));
    if (!arguments.noCall) {
        const Result<asking::Identity> identity = co_await identityOf(environment, arguments, profile);
        if (!identity)
            co_return complain(identity.error());
        account.insert(QStringLiteral("accountId"), identity->accountId);
        account.insert(QStringLiteral("arn"), identity->arn);
        account.insert(QStringLiteral("userId"), orNull(identity->userId));
    }
    if (arguments.json)
        printJson(account);
    else
        printText(account);
    co_return Done;
}

} // namespace formwork::cli
