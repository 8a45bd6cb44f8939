// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "credentials/profile.h"
#include "document/timestamp.h"

#include <cstdlib>

#ifndef Q_OS_WIN
#include <unistd.h>
#endif

namespace formwork::credentials
{

namespace
{

QString firstSet(std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        const QString value = qEnvironmentVariable(name);
        if (!value.isEmpty())
            return value;
    }
    return {};
}

bool ignoresEndpoints()
{
    return qEnvironmentVariable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").toLower() == QLatin1String("true");
}

bool isWhenRequired(const char *name)
{
    return qEnvironmentVariable(name).toLower() == QLatin1String("when_required");
}

QStringList entriesOf(const char *name)
{
    return qEnvironmentVariable(name).remove(u' ').split(u',', Qt::SkipEmptyParts);
}

bool isTrue(const char *name) { return qEnvironmentVariable(name).toLower() == QLatin1String("true"); }

// What is set of the variables that begin so, by the rest of their names. Asked for with every look at the
// accounts, so that it takes no copy of the whole environment.
QHash<QString, QString> valuesOf(QLatin1StringView prefix)
{
    QHash<QString, QString> values;
    const QByteArrayView begin(prefix.data(), prefix.size());
    for (char **variable = environ; variable && *variable; ++variable) {
        const QByteArrayView entry(*variable);
        const qsizetype end = entry.indexOf('=');
        if (entry.startsWith(begin) && end > begin.size() && end + 1 < entry.size())
            values.insert(QString::fromLocal8Bit(entry.first(end).sliced(begin.size())),
                          QString::fromLocal8Bit(entry.sliced(end + 1)));
    }
    return values;
}

// How a name is written in one of a variable: "Directory Service Data" -> "DIRECTORY_SERVICE_DATA".
QString variablePart(const QString &name) { return name.toUpper().replace(u' ', u'_').replace(u'-', u'_'); }

constexpr QLatin1StringView kTokenPrefix("AWS_BEARER_TOKEN_");

} // namespace

QString tokenVariable(const QString &signingName) { return kTokenPrefix + variablePart(signingName); }

QString Profile::endpointOf(const QString &sdkId) const
{
    return serviceEndpoints.value(variablePart(sdkId), endpointUrl);
}

QString Profile::endpointProblemOf(const QString &sdkId) const
{
    return endpointProblems.value(variablePart(sdkId));
}

bool Credentials::hasTokenOfItsOwn(const QString &signingName) const
{
    return serviceTokens.contains(variablePart(signingName));
}

QString Credentials::tokenFor(const QString &signingName) const
{
    return serviceTokens.value(variablePart(signingName), bearerToken);
}

Profile practiceProfile()
{
    Profile profile;
    profile.id = QStringLiteral("practice");
    profile.name = Tr::tr("Practice");
    profile.kind = ProfileKind::Practice;
    profile.region = QStringLiteral("us-east-1");
    profile.colour = QStringLiteral("#2e9e6b");
    profile.accountId = QStringLiteral("000000000000");
    return profile;
}

bool hasEnvironmentProfile()
{
    return !qEnvironmentVariableIsEmpty("AWS_ACCESS_KEY_ID") || !valuesOf(kTokenPrefix).isEmpty();
}

Profile environmentProfile()
{
    Profile profile;
    profile.id = QStringLiteral("environment");
    profile.name = Tr::tr("Environment");
    profile.kind = ProfileKind::Environment;
    profile.region = firstSet({"AWS_REGION", "AWS_DEFAULT_REGION"});
    profile.colour = QStringLiteral("#8a63d2");
    profile.endpointUrl = ignoresEndpoints() ? QString() : firstSet({"AWS_ENDPOINT_URL"});
    profile.accountId = firstSet({"AWS_ACCOUNT_ID"});
    profile.accessKeyId = firstSet({"AWS_ACCESS_KEY_ID"});
    profile.hasSessionToken = !firstSet({"AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN"}).isEmpty();
    profile.fips = isTrue("AWS_USE_FIPS_ENDPOINT");
    profile.dualStack = isTrue("AWS_USE_DUALSTACK_ENDPOINT");
    profile.accountIdEndpoints = firstSet({"AWS_ACCOUNT_ID_ENDPOINT_MODE"}).toLower();
    profile.wire.requestChecksums = !isWhenRequired("AWS_REQUEST_CHECKSUM_CALCULATION");
    profile.wire.responseChecksums = !isWhenRequired("AWS_RESPONSE_CHECKSUM_VALIDATION");
    profile.wire.hostPrefixes = !isTrue("AWS_DISABLE_HOST_PREFIX_INJECTION");
    if (isTrue("AWS_DISABLE_REQUEST_COMPRESSION"))
        profile.wire.compressFrom = -1;
    profile.wire.authSchemes = entriesOf("AWS_AUTH_SCHEME_PREFERENCE");
    profile.wire.signingRegions = entriesOf("AWS_SIGV4A_SIGNING_REGION_SET").join(u',');
    if (!ignoresEndpoints())
        profile.serviceEndpoints = valuesOf(QLatin1StringView("AWS_ENDPOINT_URL_"));
    profile.maxAttempts = qBound(0, qEnvironmentVariableIntValue("AWS_MAX_ATTEMPTS"), 10);
    return profile;
}

Result<Credentials> environmentCredentials()
{
    Credentials credentials{firstSet({"AWS_ACCESS_KEY_ID"}), firstSet({"AWS_SECRET_ACCESS_KEY"}),
                            firstSet({"AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN"}),
                            QStringLiteral("environment")};
    credentials.accountId = firstSet({"AWS_ACCOUNT_ID"});
    credentials.serviceTokens = valuesOf(kTokenPrefix);
    for (const auto &[service, token] : credentials.serviceTokens.asKeyValueRange()) {
        if (const Result<void> good = checkToken(token, kTokenPrefix + service); !good)
            return std::unexpected(good.error());
    }
    if (credentials.accessKeyId.isEmpty() && !credentials.serviceTokens.isEmpty())
        return credentials;
    if (const Result<void> good = checkCredentials(credentials, KeyNames::ofEnvironment()); !good)
        return std::unexpected(good.error());
    const QString expiry = firstSet({"AWS_CREDENTIAL_EXPIRATION"});
    if (expiry.isEmpty())
        return credentials;
    credentials.expiresAt = document::writtenTime(expiry);
    if (!credentials.expiresAt.isValid())
        return failure(Phase::Credentials, QStringLiteral("InvalidProfile"),
                       Tr::tr("AWS_CREDENTIAL_EXPIRATION is no time."),
                       Tr::tr("Write one such as 2026-05-01T12:00:00Z, or unset it."));
    if (credentials.expiresAt <= QDateTime::currentDateTimeUtc())
        return failure(
            Phase::Credentials, QStringLiteral("ExpiredCredentials"),
            Tr::tr("The keys of the environment ran out at %1 (AWS_CREDENTIAL_EXPIRATION).").arg(expiry),
            Tr::tr("Set new ones, or unset AWS_ACCESS_KEY_ID."));
    return credentials;
}

} // namespace formwork::credentials
