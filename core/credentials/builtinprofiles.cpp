// SPDX-License-Identifier: Apache-2.0
#include "credentials/profile.h"

#include <QCoreApplication>

namespace formwork::credentials
{

namespace
{

QString tr(const char *text) { return QCoreApplication::translate("Profiles", text); }

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

} // namespace

Profile practiceProfile()
{
    Profile profile;
    profile.id = QStringLiteral("practice");
    profile.name = tr("Practice");
    profile.kind = ProfileKind::Practice;
    profile.region = QStringLiteral("us-east-1");
    profile.colour = QStringLiteral("#2e9e6b");
    profile.accountId = QStringLiteral("000000000000");
    return profile;
}

bool hasEnvironmentProfile() { return !qEnvironmentVariableIsEmpty("AWS_ACCESS_KEY_ID"); }

Profile environmentProfile()
{
    Profile profile;
    profile.id = QStringLiteral("environment");
    profile.name = tr("Environment");
    profile.kind = ProfileKind::Environment;
    profile.region = firstSet({"AWS_REGION", "AWS_DEFAULT_REGION"});
    profile.colour = QStringLiteral("#8a63d2");
    profile.endpointUrl = ignoresEndpoints() ? QString() : firstSet({"AWS_ENDPOINT_URL"});
    profile.accountId = firstSet({"AWS_ACCOUNT_ID"});
    profile.accessKeyId = firstSet({"AWS_ACCESS_KEY_ID"});
    profile.hasSessionToken = !qEnvironmentVariableIsEmpty("AWS_SESSION_TOKEN");
    profile.maxAttempts = qBound(0, qEnvironmentVariableIntValue("AWS_MAX_ATTEMPTS"), 10);
    return profile;
}

Result<Credentials> environmentCredentials()
{
    const Credentials credentials{firstSet({"AWS_ACCESS_KEY_ID"}), firstSet({"AWS_SECRET_ACCESS_KEY"}),
                                  firstSet({"AWS_SESSION_TOKEN"}), QStringLiteral("environment")};
    if (const Result<void> good = checkCredentials(credentials, KeyNames::ofEnvironment()); !good)
        return std::unexpected(good.error());
    return credentials;
}

} // namespace formwork::credentials
