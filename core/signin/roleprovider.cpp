// SPDX-License-Identifier: Apache-2.0
#include "signin/roleprovider.h"

#include "asking/ask.h"
#include "base/tr.h"
#include "endpoint/resolve.h"
#include "readers/reader.h"

#include <QCborMap>
#include <QFile>

namespace formwork::signin
{

using credentials::Credentials;
using credentials::Profile;

namespace
{

Result<model::OperationPtr> stsOperation(QStringView name)
{
    const Result<model::ServicePtr> service = readers::readService(QStringLiteral(":/asking/sts.json"));
    return service ? readers::readOperation(*service, name) : std::unexpected(service.error());
}

// The Region of the selected profile for every hop, as for the AWS CLI.
asking::Target targetOf(Profile profile)
{
    asking::Target target;
    const endpoint::Partition *partition = endpoint::partitionOf(profile.region);
    if (partition && partition->id == u"aws-us-gov")
        profile.fips = false; // there the plain names are the validated ones
    profile.accountId.clear();
    target.region = profile.region.isEmpty() ? QStringLiteral("us-east-1") : profile.region;
    target.profile = std::move(profile);
    return target;
}

QString sessionName(const QString &configured, const QDateTime &now)
{
    return configured.isEmpty() ? QStringLiteral("formwork-") + QString::number(now.toSecsSinceEpoch())
                                : configured;
}

Result<Credentials> read(const QCborValue &output, Step step)
{
    const QCborMap map = output.toMap();
    const QCborMap given = map.value(QLatin1StringView("Credentials")).toMap();
    const auto text = [&](const char *key) { return given.value(QLatin1StringView(key)).toString(); };
    Credentials credentials{text("AccessKeyId"), text("SecretAccessKey"), text("SessionToken"),
                            typeName(step)};
    const QCborValue expiry = given.value(QLatin1StringView("Expiration"));
    credentials.expiresAt = expiry.isDateTime() ? expiry.toDateTime().toUTC() : timeOf(expiry.toString());
    credentials.accountId = accountOfArn(
        map.value(QLatin1StringView("AssumedRoleUser")).toMap().value(QLatin1StringView("Arn")).toString());
    if (credentials.isEmpty())
        return failure(Phase::Parse, QStringLiteral("BadDocument"),
                       Tr::tr("STS answered without credentials."));
    return credentials;
}

Error inWords(Error error, const QString &role, const QString &profile, const QString &place)
{
    error.message = Tr::tr("The role %1 of the profile “%2” (%3) was not assumed. %4")
                        .arg(role, profile, place, error.message);
    return error;
}

} // namespace

QCoro::Task<Result<Credentials>> assumeRole(RoleHop hop, Credentials source, Profile profile, WirePtr wire)
{
    if (!hop.mfaSerial.isEmpty() && !wire->prompts.mfaCode)
        co_return failure(
            Phase::Credentials, QStringLiteral("MfaNeeded"),
            Tr::tr("The role of the profile “%1” (%2) wants a code of the MFA device %3, which is asked "
                   "for on a terminal only.")
                .arg(hop.profile, hop.place, hop.mfaSerial),
            Tr::tr("Let credential_process = aws configure export-credentials --profile %1 stand in "
                   "another profile, and use that one.")
                .arg(hop.profile));
    const Result<model::OperationPtr> operation = stsOperation(u"AssumeRole");
    if (!operation)
        co_return std::unexpected(operation.error());
    QCborMap input{{QStringLiteral("RoleArn"), hop.roleArn},
                   {QStringLiteral("RoleSessionName"),
                    sessionName(hop.sessionName, wire->environment->clock->nowUtc())}};
    if (!hop.externalId.isEmpty())
        input.insert(QStringLiteral("ExternalId"), hop.externalId);
    if (hop.durationSeconds)
        input.insert(QStringLiteral("DurationSeconds"), *hop.durationSeconds);
    if (!hop.mfaSerial.isEmpty()) {
        const Result<QString> code = wire->prompts.mfaCode(hop.profile, hop.mfaSerial);
        if (!code)
            co_return std::unexpected(code.error());
        input.insert(QStringLiteral("SerialNumber"), hop.mfaSerial);
        input.insert(QStringLiteral("TokenCode"), *code);
    }
    asking::AskOptions options;
    options.keys = source;
    const QCborValue asked = input;
    const Result<asking::Reply> reply =
        co_await asking::ask(wire->environment, *operation, asked, targetOf(profile), options);
    if (!reply)
        co_return std::unexpected(inWords(reply.error(), hop.roleArn, hop.profile, hop.place));
    co_return read(reply->output, Step::AssumeRole);
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
    const Result<model::OperationPtr> operation = stsOperation(u"AssumeRoleWithWebIdentity");
    if (!operation)
        co_return std::unexpected(operation.error());
    const QCborValue asked = QCborMap{{QStringLiteral("RoleArn"), role.roleArn},
                                      {QStringLiteral("RoleSessionName"),
                                       sessionName(role.sessionName, wire->environment->clock->nowUtc())},
                                      {QStringLiteral("WebIdentityToken"), token}};
    asking::AskOptions options;
    options.keys = Credentials();
    const Result<asking::Reply> reply =
        co_await asking::ask(wire->environment, *operation, asked, targetOf(profile), options);
    if (!reply)
        co_return std::unexpected(inWords(reply.error(), role.roleArn, way.profile, way.place));
    co_return read(reply->output, Step::WebIdentity);
}

} // namespace formwork::signin
