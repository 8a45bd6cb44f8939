// SPDX-License-Identifier: Apache-2.0
#include "cli/input.h"

#include "base/tr.h"
#include "cli/output.h"
#include "document/json.h"
#include "endpoint/resolve.h"
#include "signin/selection.h"

#include <QFile>

#include <cstdio>

namespace formwork::cli
{

namespace
{

QString regionFromEnvironment()
{
    const QString region = qEnvironmentVariable("AWS_REGION");
    return region.isEmpty() ? qEnvironmentVariable("AWS_DEFAULT_REGION") : region;
}

// The environment's wish wins over the account's, as its Region does.
void switchBy(const char *variable, bool &value)
{
    const QString wish = qEnvironmentVariable(variable).toLower();
    if (wish == u"true" || wish == u"false")
        value = wish == u"true";
}

// Likewise of checksums: whether one goes with whatever can have one.
void checksumsBy(const char *variable, bool &value)
{
    const QString wish = qEnvironmentVariable(variable).toLower();
    if (wish == u"when_supported" || wish == u"when_required")
        value = wish == u"when_supported";
}

} // namespace

Result<QByteArray> readInput(const QString &name)
{
    if (name.isEmpty())
        return QByteArrayLiteral("{}");
    QFile file;
    bool open = false;
    if (name == u'-') {
        open = file.open(stdin, QIODevice::ReadOnly);
    } else {
        file.setFileName(name.startsWith(u"file://") ? name.sliced(7) : name);
        open = file.open(QIODevice::ReadOnly);
    }
    if (!open)
        return failure(Phase::Local, QStringLiteral("InputFile"),
                       Tr::tr("The input file %1 cannot be read: %2.").arg(name, file.errorString()),
                       Tr::tr("Name a readable file with --input, or - for standard input."));
    QByteArray bytes;
    // A pipe hands out what it has, so one read may be a part of it.
    while (bytes.size() <= kMaxInput) {
        const QByteArray more = file.read(kMaxInput + 1 - bytes.size());
        if (more.isEmpty())
            break;
        bytes += more;
    }
    if (bytes.size() > kMaxInput)
        return failure(Phase::Input, QStringLiteral("InputTooLarge"),
                       Tr::tr("The input %1 is larger than 64 MiB.").arg(name),
                       Tr::tr("No AWS request is that large; check that it is the right file."));
    return bytes;
}

Result<QCborValue> inputDocument(const Arguments &arguments, const model::Operation &operation)
{
    const Result<QByteArray> bytes = readInput(arguments.input);
    if (!bytes)
        return std::unexpected(bytes.error());
    return document::fromJson(*bytes, *operation.input);
}

Result<credentials::Profile> selectedProfile(const Arguments &arguments,
                                             const credentials::ProfileStore &profiles)
{
    const Result<signin::Selected> selected =
        signin::selected(profiles, signin::Machine::ofThisProcess(), arguments.profile);
    return selected ? Result<credentials::Profile>(selected->profile) : std::unexpected(selected.error());
}

QString selectedRegion(const Arguments &arguments, const credentials::Profile &profile)
{
    const QString chosen = !arguments.region.isEmpty() ? arguments.region : regionFromEnvironment();
    return chosen.isEmpty() ? profile.region : chosen;
}

bool namesProfile()
{
    return qEnvironmentVariableIsSet("AWS_PROFILE") || qEnvironmentVariableIsSet("AWS_DEFAULT_PROFILE");
}

Result<client::Target> target(const Arguments &arguments, const credentials::ProfileStore &profiles,
                              const model::Service *service)
{
    const Result<credentials::Profile> profile = selectedProfile(arguments, profiles);
    if (!profile)
        return std::unexpected(profile.error());
    client::Target result;
    result.profile = *profile;
    switchBy("AWS_USE_FIPS_ENDPOINT", result.profile.fips);
    switchBy("AWS_USE_DUALSTACK_ENDPOINT", result.profile.dualStack);
    checksumsBy("AWS_REQUEST_CHECKSUM_CALCULATION", result.profile.wire.requestChecksums);
    checksumsBy("AWS_RESPONSE_CHECKSUM_VALIDATION", result.profile.wire.responseChecksums);
    result.region = selectedRegion(arguments, *profile);
    if (result.region.isEmpty() && !profile->problem.isEmpty()) // which the Region may be missing for, too
        return failure(Phase::Credentials, QStringLiteral("InvalidProfile"), profile->problem);
    if (result.region.isEmpty() && service)
        result.region = endpoint::regionForAll(*service);
    if (result.region.isEmpty())
        return failure(Phase::Local, QStringLiteral("RegionMissing"),
                       Tr::tr("No AWS Region is chosen for the account %1.").arg(profile->name),
                       Tr::tr("Give one with --region or AWS_REGION."));
    result.endpointUrl = arguments.endpointUrl;
    return result;
}

} // namespace formwork::cli
