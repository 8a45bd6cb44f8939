// SPDX-License-Identifier: Apache-2.0
#include "asking/plan.h"

#include "asking/authentication.h"
#include "base/loopback.h"
#include "base/tr.h"
#include "protocol/codec.h"
#include "quirks/quirks.h"
#include "signing/sigv2.h"

#include <QCborMap>
#include <QSysInfo>
#include <QUrl>

namespace formwork::asking
{

namespace
{

QByteArray hostOf(const QByteArray &authority)
{
    const qsizetype colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.left(colon) : authority;
}

// A prefix of the host ("api.", an account id) is part of AWS's names; this computer has no such names.
QByteArray authorityOf(const endpoint::Endpoint &endpoint, const QByteArray &hostPrefix)
{
    const bool isHere = isLoopback(QString::fromLatin1(hostOf(endpoint.authority)));
    return isHere ? endpoint.authority : hostPrefix + endpoint.authority;
}

// These want the hash of the body in a header, whatever the operation.
bool signsLikeS3(const model::Operation &operation, const endpoint::Endpoint &endpoint)
{
    static const QStringList names{QStringLiteral("s3"), QStringLiteral("s3-outposts"),
                                   QStringLiteral("s3-object-lambda"), QStringLiteral("s3express")};
    return operation.service->signingName == u"s3" && names.contains(endpoint.signingName);
}

signing::Options signingOptions(const model::Operation &operation, const endpoint::Endpoint &endpoint,
                                const credentials::WireSettings &wire)
{
    signing::Options options;
    options.region = endpoint.signingRegion.toUtf8();
    if (endpoint.authScheme == QLatin1String("sigv4a")) {
        options.version = signing::Version::V4a;
        if (!wire.signingRegions.isEmpty())
            options.region = wire.signingRegions.toUtf8();
    }
    options.service = endpoint.signingName.toUtf8();
    options.doubleEncodePath = !endpoint.disableDoubleEncoding;
    options.normalizePath = !endpoint.disableDoubleEncoding;
    options.unsignedPayload = operation.unsignedPayload && endpoint.scheme == "https";
    options.addPayloadHash =
        options.unsignedPayload || signsLikeS3(operation, endpoint) || quirks::quirksOf(operation).treeHash;
    return options;
}

// What an account chooses about AWS's own endpoints. The practice account is none of them.
void addSwitches(const credentials::Profile &profile, endpoint::Parameters &parameters)
{
    if (profile.kind == credentials::ProfileKind::Practice)
        return;
    parameters.fips = profile.fips;
    parameters.authSchemes = profile.wire.authSchemes;
    parameters.dualStack = profile.dualStack;
    const QString &mode = profile.accountIdEndpoints;
    if (!profile.accountId.isEmpty())
        parameters.extra.insert(QStringLiteral("AWS::Auth::AccountId"), profile.accountId);
    // Also of an account whose number nobody knows: an ARN in the input may have one.
    parameters.extra.insert(QStringLiteral("AWS::Auth::AccountIdEndpointMode"),
                            mode.isEmpty() ? QStringLiteral("preferred") : mode);
}

// As AWS's tools read what is on or off: all but "true" is off.
QString wordOf(const QCborMap &meanings, const QString &value)
{
    const QString on = QStringLiteral("true");
    const QString off = QStringLiteral("false");
    const bool isSwitch = meanings.size() == 2 && meanings.contains(on) && meanings.contains(off);
    const QString word = value.toLower();
    return isSwitch && word != on ? off : word;
}

// What a section of the config file for the service sets (quirks.json tells which parameters of the rules it
// means).
Result<void> addSettings(const model::Operation &operation, const credentials::Profile &profile,
                         endpoint::Parameters &parameters)
{
    const std::optional<quirks::Settings> &known = quirks::quirksOf(operation).settings;
    if (!known || profile.kind == credentials::ProfileKind::Practice)
        return {};
    const credentials::WireSettings::Section section = profile.wire.sections.value(known->section);
    for (const auto &[key, value] : section.asKeyValueRange()) {
        const QCborMap meanings = known->parameters.value(key).toMap();
        const QCborValue meaning = meanings.value(wordOf(meanings, value));
        if (!meanings.isEmpty() && !meaning.isMap()) {
            QStringList words;
            for (const QCborValue &word : meanings.keys())
                words.append(word.toString());
            return failure(Phase::Endpoint, QStringLiteral("InvalidSetting"),
                           Tr::tr("%1 of the section %2 of the account %3 is “%4”, which cannot be used.")
                               .arg(key, known->section, profile.name, value.left(80)),
                           Tr::tr("It is one of: %1.").arg(words.join(QStringLiteral(", "))));
        }
        const QCborMap set = meaning.toMap();
        for (const auto &[name, setting] : set) {
            if (name.toString() == u"AWS::UseDualStack")
                parameters.dualStack = setting.toBool();
            else
                parameters.extra.insert(name, setting);
        }
    }
    return {};
}

// Whether the account wants the body in the signature or not at all; nullopt: as every client does it.
std::optional<bool> payloadSigning(const model::Operation &operation, const credentials::WireSettings &wire)
{
    const std::optional<quirks::Settings> &known = quirks::quirksOf(operation).settings;
    if (!known)
        return {};
    const QString wish = wire.sections.value(known->section).value(known->payloadSigning).toLower();
    return wish.isEmpty() ? std::nullopt : std::optional(wish == u"true");
}

// A region to copy from, if the operation presigns a request for it and the input has none. What the service
// is to read of it is left in the input.
QString takeSourceRegion(const quirks::Quirks &quirks, const endpoint::Endpoint &endpoint, QCborValue &input)
{
    const QString source = QStringLiteral("SourceRegion");
    const QString destination = QStringLiteral("DestinationRegion");
    if (!quirks.crossRegion || !input.toMap().contains(source))
        return {};
    QCborMap map = input.toMap();
    const QString region = map.value(source).toString();
    const bool isGiven = map.contains(quirks.crossRegion->url);
    if (quirks.crossRegion->dropsSource)
        map.remove(source);
    else if (!isGiven)
        map[destination] = endpoint.signingRegion;
    input = map;
    return isGiven ? QString() : region;
}

Enclosed enclosed(const quirks::CrossRegion &quirk, const QString &sourceRegion, const Plan &plan)
{
    constexpr int anHour = 3600;
    Enclosed inner{quirk.url.toUtf8(), plan.request, plan.signing};
    inner.request.method = "GET";
    inner.request.headers = {};
    inner.request.query = std::move(inner.request.body);
    inner.request.body.clear();
    if (quirk.dropsSource)
        inner.request.query += "&DestinationRegion=" + plan.signing.region;
    inner.request.authority.replace(plan.signing.region, sourceRegion.toUtf8());
    inner.signing.region = sourceRegion.toUtf8();
    inner.signing.placement = signing::Placement::Query;
    inner.signing.expiresSeconds = anHour;
    return inner;
}

// The call goes to the host of a URL in its input; a service on this computer answers for all of its hosts.
Result<void> useHostOf(const QString &member, const QCborValue &input, http::Request &request)
{
    const QString text = input.toMap().value(member).toString();
    if (text.isEmpty() || isLoopback(QString::fromLatin1(hostOf(request.authority))))
        return {};
    const QUrl url(text, QUrl::StrictMode);
    if (url.scheme() != QLatin1String("https") || url.host().isEmpty() || !url.userInfo().isEmpty())
        return failure(Phase::Serialise, QStringLiteral("BadEndpoint"),
                       Tr::tr("The value of %1 is not the address of an endpoint.").arg(member),
                       Tr::tr("Give it as https://host."));
    request.authority = url.authority(QUrl::FullyEncoded).toLatin1();
    return {};
}

} // namespace

QString practiceAddress() { return QStringLiteral("https://practice.localhost"); }

Result<endpoint::Endpoint> endpointFor(const Environment &environment, const model::Operation &operation,
                                       const QCborValue &input, const Target &target)
{
    endpoint::Parameters parameters;
    parameters.region = target.region.isEmpty() ? target.profile.region : target.region;
    parameters.customEndpoint = target.endpointUrl.isEmpty()
        ? target.profile.endpointOf(operation.service->sdkId)
        : target.endpointUrl;
    if (const QString problem = target.profile.endpointProblemOf(operation.service->sdkId);
        target.endpointUrl.isEmpty() && !problem.isEmpty())
        return failure(Phase::Endpoint, QStringLiteral("InvalidSetting"), problem);
    const bool isPractice = parameters.customEndpoint == practiceAddress()
        || (target.endpointUrl.isEmpty() && target.profile.kind == credentials::ProfileKind::Practice);
    if (isPractice) {
        const Result<QString> url =
            environment.practiceUrl ? environment.practiceUrl() : Result<QString>(QString());
        if (!url)
            return std::unexpected(url.error());
        if (url->isEmpty())
            return failure(Phase::Endpoint, QStringLiteral("NoPracticeAccount"),
                           Tr::tr("The practice account is not running."),
                           Tr::tr("Start it with formwork-cli practice, or choose another account."));
        parameters.customEndpoint = *url;
    }
    addSwitches(target.profile, parameters);
    if (const Result<void> read = addSettings(operation, target.profile, parameters); !read)
        return std::unexpected(read.error());
    return endpoint::resolve(operation, input.toMap(), parameters);
}

Result<Plan> plan(const model::Operation &operation, const QCborValue &input,
                  const endpoint::Endpoint &endpoint, const credentials::WireSettings &wire)
{
    const quirks::Quirks &quirks = quirks::quirksOf(operation);
    Plan plan;
    plan.endpoint = endpoint;
    if (const Result<void> known = planAuthentication(operation, plan); !known)
        return std::unexpected(known.error());
    plan.isSigned = plan.isSigned && !quirks.unsignedCall;
    QCborValue written = input;
    const QString sourceRegion = takeSourceRegion(quirks, endpoint, written);
    const std::optional<transfer::UploadFile> file = transfer::takeUpload(operation, written);
    Result<protocol::Serialised> serialised =
        protocol::serialise(operation, written, endpoint.path, endpoint.scheme == "https",
                            {wire.requestChecksums, wire.responseChecksums}, wire.compressFrom);
    if (!serialised)
        return std::unexpected(serialised.error());
    plan.request = std::move(serialised->request);
    plan.request.scheme = endpoint.scheme;
    plan.request.authority = authorityOf(endpoint, wire.hostPrefixes ? serialised->hostPrefix : QByteArray());
    if (!quirks.hostMember.isEmpty()) {
        if (const auto redirected = useHostOf(quirks.hostMember, input, plan.request); !redirected)
            return std::unexpected(redirected.error());
    }
    for (const auto &[name, value] : endpoint.headers)
        plan.request.headers.append(name, value);
    plan.request.headers.set(
        "User-Agent", wire.appId.isEmpty() ? userAgent() : userAgent() + " app/" + wire.appId.toLatin1());
    plan.signing = signingOptions(operation, endpoint, wire);
    if (serialised->hasTrailer)
        plan.signing.payloadHash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    else if (signsLikeS3(operation, endpoint)) // TLS and a checksum suffice, and a large body is read once
        plan.signing.unsignedPayload = (serialised->hasBlobBody || operation.unsignedPayload)
            && endpoint.scheme == "https" && plan.request.headers.contains("content-md5");
    if (const std::optional<bool> wish = payloadSigning(operation, wire);
        wish && !serialised->hasTrailer && signsLikeS3(operation, endpoint))
        plan.signing.unsignedPayload = !*wish;
    // A hash of the body that the input brings along is the one to sign.
    if (const QByteArray hash = plan.request.headers.value("x-amz-content-sha256");
        !hash.isEmpty() && !signsLikeS3(operation, endpoint)) {
        plan.signing.payloadHash = hash;
        plan.signing.addPayloadHash = true;
    }
    if (!sourceRegion.isEmpty())
        plan.enclosed = enclosed(*quirks.crossRegion, sourceRegion, plan);
    if (file) {
        if (const Result<void> planned = planUpload(operation, input, *file, wire, plan); !planned)
            return std::unexpected(planned.error());
    }
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
    signing::Keys keys{credentials.accessKeyId.toUtf8(), credentials.secretAccessKey.toUtf8(),
                       credentials.sessionToken.toUtf8()};
    if (plan.endpoint.authScheme == QLatin1String("sigv2"))
        return signing::Signed{signing::signV2(plan.request, keys, time), {}, {}, {}, {}};
    signing::Options options = plan.signing;
    options.time = time;
    http::Request request = plan.request;
    if (!plan.sessionHeader.isEmpty())
        request.headers.set(plan.sessionHeader, std::exchange(keys.sessionToken, {}));
    if (!plan.enclosed)
        return signing::sign(request, keys, options);
    signing::Options inner = plan.enclosed->signing;
    inner.time = time;
    const QByteArray url = signing::sign(plan.enclosed->request, keys, inner).request.url();
    request.body += '&' + plan.enclosed->parameter + '=' + QUrl::toPercentEncoding(QString::fromLatin1(url));
    return signing::sign(request, keys, options);
}

QByteArray userAgent()
{
    static const QByteArray agent =
        "formwork/" FORMWORK_VERSION " os/" + QSysInfo::kernelType().toUtf8() + " md/qt#" + qVersion();
    return agent;
}

} // namespace formwork::asking
