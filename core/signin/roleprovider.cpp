// SPDX-License-Identifier: Apache-2.0
#include "signin/roleprovider.h"

#include "base/tr.h"
#include "endpoint/resolve.h"
#include "signin/cachefiles.h"
#include "signin/credentialdocument.h"
#include "signin/mfa.h"
#include "signin/questions.h"

#include <QCborArray>
#include <QCborMap>
#include <QFile>

#include <algorithm>

namespace formwork::signin
{

using credentials::Credentials;
using credentials::Profile;

namespace
{

constexpr int kChainLimit = 3600; // seconds that a role lasts which is assumed with temporary credentials

QString sessionName(const QString &configured, const QDateTime &now)
{
    return configured.isEmpty() ? QStringLiteral("formwork-") + QString::number(now.toSecsSinceEpoch())
                                : configured;
}

Error inWords(Error error, const QString &role, const QString &profile, const QString &place)
{
    error.message = Tr::tr("The role %1 of the profile “%2” (%3) was not assumed. %4")
                        .arg(role, profile, place, error.message);
    return error;
}

// Of two partitions neither knows roles or keys of the other.
Result<void> checkPartition(const Profile &profile, const RoleHop &hop)
{
    const endpoint::Partition *there = endpoint::partitionOf(profile.region);
    const QString named = hop.roleArn.section(u':', 1, 1);
    const QList<endpoint::Partition> &all = endpoint::partitions();
    const bool isKnown = std::ranges::find(all, named, &endpoint::Partition::id) != all.cend();
    if (!there || !isKnown || there->id == named)
        return {};
    return failure(
        Phase::Credentials, QStringLiteral("InvalidProfile"),
        Tr::tr("The role %1 of the profile “%2” (%3) is of the partition %4, and the Region %5 is of %6.")
            .arg(hop.roleArn, hop.profile, hop.place, named, profile.region, there->id),
        Tr::tr("Choose a Region of %1, or correct role_arn.").arg(named));
}

// Without a Region STS is asked as a whole; an endpoint of one's own does not say which one it stands for.
Result<void> checkRegion(const Profile &profile, const RoleHop &hop)
{
    const bool isAws = profile.endpointOf(QStringLiteral("STS")).isEmpty();
    if (isAws)
        return checkPartition(profile, hop);
    if (!profile.region.isEmpty())
        return {};
    return failure(
        Phase::Credentials, QStringLiteral("InvalidProfile"),
        Tr::tr("The role of the profile “%1” (%2) is asked for at an endpoint of one's own, and no "
               "Region is named.")
            .arg(hop.profile, hop.place),
        Tr::tr("Set region in the profile, or AWS_REGION."));
}

bool isCached(const RoleHop &hop, const Wire &wire)
{
    constexpr qint64 least = 15 * 60; // seconds
    if (hop.mfaSerial.isEmpty() || !hop.sessionPolicy.isEmpty()) // the CLI's session may do everything
        return false;
    const std::optional<Credentials> cached = cachedRole(wire.machine, hop);
    return cached && wire.environment->clock->nowUtc().secsTo(cached->expiresAt) > least
        && !wire.remembered->refusedKeys.contains(cached->accessKeyId);
}

void addPolicy(const QString &policy, QCborMap &input)
{
    if (!policy.isEmpty())
        input.insert(QStringLiteral("PolicyArns"), QCborArray{QCborMap{{QStringLiteral("arn"), policy}}});
}

QCborMap inputOf(const RoleHop &hop, const QDateTime &now)
{
    QCborMap input{{QStringLiteral("RoleArn"), hop.roleArn},
                   {QStringLiteral("RoleSessionName"), sessionName(hop.sessionName, now)}};
    if (!hop.externalId.isEmpty())
        input.insert(QStringLiteral("ExternalId"), hop.externalId);
    if (hop.durationSeconds)
        input.insert(QStringLiteral("DurationSeconds"), *hop.durationSeconds);
    addPolicy(hop.sessionPolicy, input);
    return input;
}

// A role to assume, and all that is needed for it.
struct Assuming {
    RoleHop hop;
    Credentials source;
    Profile profile;
    model::OperationPtr operation;
    QCborMap input;
};

// NOLINTBEGIN(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<asking::Reply>> send(Assuming assuming, QString code, WirePtr wire)
{
    asking::AskOptions options;
    options.keys = assuming.source;
    options.isForKeys = true;
    if (!code.isEmpty()) {
        assuming.input.insert(QStringLiteral("SerialNumber"), assuming.hop.mfaSerial);
        assuming.input.insert(QStringLiteral("TokenCode"), code);
        options.maxAttempts = 1; // a code is good once
    }
    return asking::ask(wire->environment, assuming.operation, QCborValue(assuming.input),
                       roleTarget(assuming.profile), options);
}

QCoro::Task<Result<asking::Reply>> assumeWithCode(Assuming assuming, WirePtr wire)
{
    const MfaQuestion question{
        assuming.hop.profile, assuming.hop.mfaSerial, assuming.hop.roleArn, {}, {}, false};
    return askWithCode(question, [=](QString code) { return send(assuming, std::move(code), wire); }, wire);
}
// NOLINTEND(performance-unnecessary-value-param)

// What a session policy may be refused for.
Error withPolicy(Error error, const QString &policy)
{
    const QStringList codes{
        QStringLiteral("PackedPolicyTooLarge"), QStringLiteral("PackedPolicyTooLargeException"),
        QStringLiteral("MalformedPolicyDocument"), QStringLiteral("MalformedPolicyDocumentException")};
    const bool isAbout = codes.contains(error.code)
        || (error.code == u"ValidationError" && error.message.contains(u"policy", Qt::CaseInsensitive));
    if (!policy.isEmpty() && isAbout)
        error.advice = Tr::tr("The account is set to read only, so the role is asked for with the policy %1. "
                              "Accounts has a switch that leaves it out.")
                           .arg(policy.section(u'/', -1));
    return error;
}

// The service names a figure that is out of range, and not why.
Error limited(Error error, const RoleHop &hop, bool isChain)
{
    if (error.code == u"ValidationError" && isChain && hop.durationSeconds.value_or(0) > kChainLimit)
        error.advice = Tr::tr("A role that is assumed with temporary credentials lasts an hour at most: set "
                              "duration_seconds to 3600, or remove it.");
    return error;
}

} // namespace

QCoro::Task<Result<Credentials>> assumeRole(RoleHop hop, Credentials source, Profile profile, WirePtr wire)
{
    if (const Result<void> known = checkRegion(profile, hop); !known)
        co_return std::unexpected(known.error());
    if (isCached(hop, *wire)) // whoever is signed in with the AWS CLI need not type another code
        co_return *cachedRole(wire->machine, hop);
    const bool isLongTerm = source.sessionToken.isEmpty();
    const bool takesSession =
        isLongTerm && hop.isDeviceShared && hop.durationSeconds.value_or(0) <= kChainLimit;
    bool needsCode = !hop.mfaSerial.isEmpty();
    if (needsCode && takesSession) {
        const MfaQuestion question{hop.profile, hop.mfaSerial, {}, {}, {}, false};
        const Result<Credentials> session = co_await mfaSession(source, question, profile, wire);
        if (!session)
            co_return session;
        source = *session;
        needsCode = false;
    }
    const Result<model::OperationPtr> operation = operationOf(Call::AssumeRole);
    if (!operation)
        co_return std::unexpected(operation.error());
    const QCborMap input = inputOf(hop, wire->environment->clock->nowUtc());
    const Assuming assuming{hop, source, profile, *operation, input};
    const QString noCode;
    const Result<asking::Reply> reply =
        co_await (needsCode ? assumeWithCode(assuming, wire) : send(assuming, noCode, wire));
    if (!reply && reply.error().code == u"MfaNeeded")
        co_return std::unexpected(reply.error());
    if (!reply)
        co_return std::unexpected(
            inWords(withPolicy(limited(reply.error(), hop, !isLongTerm), hop.sessionPolicy), hop.roleArn,
                    hop.profile, hop.place));
    co_return stsCredentials(reply->output, typeName(Step::AssumeRole));
}

QCoro::Task<Result<Credentials>> assumeWithWebIdentity(Way way, Profile profile, WirePtr wire)
{
    constexpr qint64 most = 20'001;
    const WebIdentityRole &role = way.webIdentity;
    QFile file(wire->machine.onDisk(role.tokenFile));
    if (!file.open(QIODevice::ReadOnly))
        co_return failure(Phase::Credentials, QStringLiteral("TokenMissing"),
                          Tr::tr("The file %1 with the web identity (%2) cannot be read: %3.")
                              .arg(role.tokenFile, way.place, file.errorString()),
                          Tr::tr("Check its path and who may read it."));
    const QString token = QString::fromUtf8(file.read(most));
    if (token.size() < 4 || token.size() >= most)
        co_return failure(Phase::Credentials, QStringLiteral("TokenMissing"),
                          Tr::tr("The file %1 (%2) holds no web identity.").arg(role.tokenFile, way.place),
                          Tr::tr("It has to hold a token of 4 to 20,000 characters."));
    const Result<model::OperationPtr> operation = operationOf(Call::AssumeRoleWithWebIdentity);
    if (!operation)
        co_return std::unexpected(operation.error());
    QCborMap asked{{QStringLiteral("RoleArn"), role.roleArn},
                   {QStringLiteral("RoleSessionName"),
                    sessionName(role.sessionName, wire->environment->clock->nowUtc())},
                   {QStringLiteral("WebIdentityToken"), token}};
    addPolicy(role.sessionPolicy, asked);
    asking::AskOptions options;
    options.keys = Credentials();
    options.isForKeys = true;
    const Result<asking::Reply> reply =
        co_await asking::ask(wire->environment, *operation, QCborValue(asked), roleTarget(profile), options);
    if (!reply)
        co_return std::unexpected(
            inWords(withPolicy(reply.error(), role.sessionPolicy), role.roleArn, way.profile, way.place));
    co_return stsCredentials(reply->output, typeName(Step::WebIdentity));
}

} // namespace formwork::signin
