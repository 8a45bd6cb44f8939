// SPDX-License-Identifier: Apache-2.0
#include "client/plan.h"

#include "client/authentication.h"
#include "client/wirecheck.h"
#include "protocol/codec.h"

#include <QCborMap>
#include <QCoreApplication>
#include <QSysInfo>

namespace formwork::client
{

namespace
{

QString tr(const char *text) { return QCoreApplication::translate("Call", text); }

QByteArray hostOf(const QByteArray &authority)
{
    const qsizetype colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.left(colon) : authority;
}

// A prefix of the host ("api.", an account id) is part of AWS's names; this computer has no such names.
QByteArray authorityOf(const endpoint::Endpoint &endpoint, const QByteArray &hostPrefix)
{
    const bool isHere = isLoopback(QString::fromLatin1(hostOf(endpoint.authority)).remove(u'[').remove(u']'));
    return isHere ? endpoint.authority : hostPrefix + endpoint.authority;
}

signing::Options signingOptions(const model::Operation &operation, const endpoint::Endpoint &endpoint)
{
    signing::Options options;
    if (endpoint.authScheme == QLatin1String("sigv4a"))
        options.version = signing::Version::V4a;
    options.region = endpoint.signingRegion.toUtf8();
    options.service = endpoint.signingName.toUtf8();
    options.doubleEncodePath = !endpoint.disableDoubleEncoding;
    options.normalizePath = !endpoint.disableDoubleEncoding;
    options.addPayloadHash = endpoint.signingName.startsWith(QLatin1String("s3"));
    options.unsignedPayload = operation.unsignedPayload && endpoint.scheme == "https";
    return options;
}

// What an account chooses about AWS's own endpoints. The practice account is none of them.
void addSwitches(const credentials::Profile &profile, endpoint::Parameters &parameters)
{
    if (profile.kind == credentials::ProfileKind::Practice)
        return;
    parameters.fips = profile.fips;
    parameters.dualStack = profile.dualStack;
    const QString &mode = profile.accountIdEndpoints;
    if (!profile.accountId.isEmpty())
        parameters.extra.insert(QStringLiteral("AWS::Auth::AccountId"), profile.accountId);
    if (!profile.accountId.isEmpty() || !mode.isEmpty())
        parameters.extra.insert(QStringLiteral("AWS::Auth::AccountIdEndpointMode"),
                                mode.isEmpty() ? QStringLiteral("preferred") : mode);
}

} // namespace

Result<endpoint::Endpoint> endpointFor(const Environment &environment, const model::Operation &operation,
                                       const QCborValue &input, const Target &target)
{
    endpoint::Parameters parameters;
    parameters.region = target.region.isEmpty() ? target.profile.region : target.region;
    parameters.customEndpoint = target.endpointUrl.isEmpty()
        ? target.profile.endpointOf(operation.service->sdkId)
        : target.endpointUrl;
    if (target.endpointUrl.isEmpty() && target.profile.kind == credentials::ProfileKind::Practice) {
        const Result<QString> url =
            environment.practiceUrl ? environment.practiceUrl() : Result<QString>(QString());
        if (!url)
            return std::unexpected(url.error());
        if (url->isEmpty())
            return failure(Phase::Endpoint, QStringLiteral("NoPracticeAccount"),
                           tr("The practice account is not running."),
                           tr("Start it with formwork-cli practice, or choose another account."));
        parameters.customEndpoint = *url;
    }
    addSwitches(target.profile, parameters);
    return endpoint::resolve(operation, input.toMap(), parameters);
}

Result<Plan> plan(const model::Operation &operation, const QCborValue &input,
                  const endpoint::Endpoint &endpoint)
{
    Plan plan;
    plan.endpoint = endpoint;
    if (const Result<void> known = planAuthentication(operation, plan); !known)
        return std::unexpected(known.error());
    Result<protocol::Serialised> serialised = protocol::serialise(operation, input, endpoint.path);
    if (!serialised)
        return std::unexpected(serialised.error());
    plan.request = std::move(serialised->request);
    plan.request.scheme = endpoint.scheme;
    plan.request.authority = authorityOf(endpoint, serialised->hostPrefix);
    for (const auto &[name, value] : endpoint.headers)
        plan.request.headers.append(name, value);
    plan.request.headers.set("User-Agent", userAgent());
    plan.signing = signingOptions(operation, endpoint);
    return plan;
}

signing::Signed signedRequest(const Plan &plan, const credentials::Credentials &credentials,
                              const QDateTime &time)
{
    if (!plan.isSigned)
        return signing::Signed{plan.request, {}, {}, {}, {}};
    if (plan.usesToken) {
        const QString token = credentials.tokenFor(plan.endpoint.signingName);
        http::Request request = plan.request;
        request.headers.set("Authorization", "Bearer " + token.toUtf8());
        return signing::Signed{request, {}, {}, {}, {}};
    }
    const signing::Keys keys{credentials.accessKeyId.toUtf8(), credentials.secretAccessKey.toUtf8(),
                             credentials.sessionToken.toUtf8()};
    signing::Options options = plan.signing;
    options.time = time;
    return signing::sign(plan.request, keys, options);
}

QByteArray userAgent()
{
    static const QByteArray agent =
        "formwork/" FORMWORK_VERSION " os/" + QSysInfo::kernelType().toUtf8() + " md/qt#" + qVersion();
    return agent;
}

} // namespace formwork::client
