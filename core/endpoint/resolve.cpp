// SPDX-License-Identifier: Apache-2.0
#include "endpoint/resolve.h"

#include "base/loopback.h"
#include "base/tr.h"
#include "endpoint/contextparameters.h"
#include "endpoint/rulesetcache.h"
#include "endpoint/url.h"
#include "quirks/quirks.h"

#include <QRegularExpression>

#include <algorithm>

namespace formwork::endpoint
{

namespace
{

std::unexpected<Error> refuse(const char *code, const QString &message, const QString &advice = {})
{
    return failure(Phase::Endpoint, QString::fromLatin1(code), message, advice);
}

// "aws.auth#sigv4" -> "sigv4"; what AWS calls it in rules and what Smithy calls it in models come to one
// name.
QString schemeOfTrait(const QString &trait)
{
    if (trait == u"smithy.api#noAuth")
        return QStringLiteral("none");
    if (trait == u"smithy.api#httpBearerAuth")
        return QStringLiteral("bearer");
    return trait.section(u'#', -1);
}

// As AWS's tools have it in auth_scheme_preference, without what Smithy puts before a "#".
QString preferred(const QStringList &wishes, const QStringList &offered)
{
    for (const QString &wish : wishes) {
        if (offered.contains(wish))
            return wish;
    }
    return {};
}

QString schemeOf(const QStringList &traits, const QStringList &wishes)
{
    if (traits.isEmpty())
        return QStringLiteral("sigv4");
    QStringList offered;
    offered.reserve(traits.size());
    for (const QString &trait : traits)
        offered.append(trait.section(u'#', -1));
    if (const QString wish = preferred(wishes, offered); !wish.isEmpty())
        return schemeOfTrait(traits.at(offered.indexOf(wish)));
    const QString first = schemeOfTrait(traits.first());
    // Where a model offers both, only the rules know when one Region is not enough.
    const bool both = first == u"sigv4a" && traits.contains(u"aws.auth#sigv4");
    return both ? QStringLiteral("sigv4") : first;
}

bool isRegionName(QStringView region)
{
    return region.size() <= 63 && std::all_of(region.begin(), region.end(), [](QChar c) {
               return c == u'-' || (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z');
           });
}

// Of no partition's pattern, and meant all the same: a service on this computer, and what S3 called its first
// Region for long. As with any name they do not know, clients take them for the first partition's.
bool isPseudoRegion(QStringView region) { return region == u"local" || region == u"s3-external-1"; }

// "fips-us-east-1" and "us-gov-west-1-fips", as people wrote before there was a switch for it.
void readFips(Parameters &parameters)
{
    QString &region = parameters.region;
    const bool isFips = region.startsWith(u"fips-") || region.endsWith(u"-fips");
    if (!isFips)
        return;
    region.remove(QLatin1StringView("fips-")).remove(QLatin1StringView("-fips"));
    parameters.fips = true;
}

// A region has to be known only where the address is made from it.
Result<void> checkRegion(const Parameters &parameters)
{
    const QString &region = parameters.region;
    if (region.isEmpty())
        return refuse("MissingRegion", Tr::tr("No Region is chosen."),
                      Tr::tr("Choose one, for example us-east-1."));
    const bool known = isRegionName(region)
        && (!parameters.customEndpoint.isEmpty() || partitionOf(region) || isPseudoRegion(region));
    if (known)
        return {};
    return refuse("UnknownRegion",
                  Tr::tr("The region '%1' does not exist in any partition of AWS.").arg(region),
                  Tr::tr("Check its spelling; a Region looks like eu-central-1."));
}

Result<Url> checkedUrl(const QString &text)
{
    if (withoutUserInfo(text) != text)
        return refuse("EndpointCredentials",
                      Tr::tr("The address %1 of the endpoint holds a user name or a password.")
                          .arg(withoutUserInfo(text)),
                      Tr::tr("Leave them out; requests are signed with the keys of the account."));
    const std::optional<Url> url = parseUrl(text.toUtf8());
    if (!url)
        return refuse("BadEndpoint", Tr::tr("'%1' is not the address of an endpoint.").arg(text.left(200)),
                      Tr::tr("Give it as https://host, with a port and a path if it has them, and without a "
                             "question mark."));
    if (url->scheme == "http" && !isLoopback(QString::fromLatin1(url->host())))
        return refuse(
            "PlainHttp", Tr::tr("The endpoint %1 is not encrypted.").arg(text),
            Tr::tr("Use https://; plain http is only for this machine, such as http://localhost:8080."));
    return *url;
}

// Rules put names before whatever host is given, an account's number or a bucket's name, also before an
// address, where none can stand. This computer has a name as well, and names under it.
QString withNameOfThisComputer(const QByteArray &url)
{
    static const QRegularExpression address(
        QStringLiteral("\\A(http://[^/]+)\\.127\\.0\\.0\\.1(?=[:/]|\\z)"));
    return QString::fromUtf8(url).replace(address, QStringLiteral("\\1.localhost"));
}

void setUrl(const Url &url, Endpoint &endpoint)
{
    endpoint.scheme = url.scheme;
    endpoint.authority = url.authority;
    endpoint.path = url.path;
    while (endpoint.path.endsWith('/'))
        endpoint.path.chop(1);
}

// The region that calls to a pseudo region such as "aws-global" are signed for.
QString signingRegionOf(const QString &region)
{
    const Partition *partition = partitionOf(region);
    return partition && region == partition->globalRegion ? partition->implicitGlobalRegion : region;
}

Endpoint prepared(const model::Service &service, const Parameters &parameters)
{
    Endpoint endpoint;
    endpoint.signingName = service.signingName;
    endpoint.signingRegion = signingRegionOf(parameters.region);
    endpoint.authScheme = schemeOf(service.authSchemes, parameters.authSchemes);
    return endpoint;
}

// What an endpoint without rules is made of: PREFIX.REGION.SUFFIX, or the one address of a global service.
Result<Endpoint> resolvePlain(const model::Service &service, const Parameters &parameters)
{
    Endpoint endpoint = prepared(service, parameters);
    if (!parameters.customEndpoint.isEmpty()) {
        const auto url = checkedUrl(parameters.customEndpoint);
        if (!url)
            return std::unexpected(url.error());
        setUrl(*url, endpoint);
        return endpoint;
    }
    const Partition *found = partitionOf(parameters.region); // checked before
    const Partition *partition = found ? found : &partitions().constFirst();
    endpoint.scheme = "https";
    const bool plain = !parameters.fips && !parameters.dualStack;
    if (!service.globalEndpoint.isEmpty() && plain && partition->id == u"aws") {
        endpoint.authority = service.globalEndpoint.toUtf8();
        endpoint.signingRegion = partition->implicitGlobalRegion;
        return endpoint;
    }
    if ((parameters.fips && !partition->supportsFips)
        || (parameters.dualStack && !partition->supportsDualStack))
        return refuse("UnsupportedEndpoint",
                      Tr::tr("The partition %1 has no endpoint of that kind.").arg(partition->name),
                      Tr::tr("Turn FIPS or dual-stack off for this account."));
    const QString prefix = service.endpointPrefix + (parameters.fips ? QStringLiteral("-fips") : QString());
    const QString &suffix = parameters.dualStack ? partition->dualStackDnsSuffix : partition->dnsSuffix;
    endpoint.authority = (prefix + u'.' + endpoint.signingRegion + u'.' + suffix).toUtf8();
    return endpoint;
}

QCborValue parameterValue(const RuleParameter &parameter, const Parameters &given)
{
    const auto unlessEmpty = [](const QString &text) {
        return text.isEmpty() ? QCborValue(QCborValue::Undefined) : QCborValue(text);
    };
    if (parameter.builtIn == u"AWS::Region")
        return unlessEmpty(given.region);
    if (parameter.builtIn == u"AWS::UseFIPS")
        return given.fips;
    if (parameter.builtIn == u"AWS::UseDualStack")
        return given.dualStack;
    if (parameter.builtIn == u"SDK::Endpoint")
        return unlessEmpty(given.customEndpoint);
    const QCborValue named = given.extra.value(parameter.name);
    return named.isUndefined() && !parameter.builtIn.isEmpty() ? given.extra.value(parameter.builtIn) : named;
}

bool isSupportedScheme(const QByteArray &name)
{
    return name == "sigv4" || name == "sigv4a" || name == "sigv4-s3express" || name == "none"
        || name == "bearer";
}

QString joined(const List &texts)
{
    QByteArrayList list;
    for (const Value &value : texts) {
        if (value.text())
            list.append(*value.text());
    }
    return QString::fromUtf8(list.join(','));
}

// The first of the rules' auth schemes that this program knows. Version 4A is for requests that several
// Regions may answer; where the rules offer version 4 as well, one Region does.
std::optional<Value> chosenScheme(const List &schemes, const QStringList &wishes)
{
    QStringList offered;
    offered.reserve(qsizetype(schemes.size()));
    for (const Value &scheme : schemes) {
        const Value name = scheme.field("name");
        offered.append(name.text() && isSupportedScheme(*name.text()) ? QString::fromUtf8(*name.text())
                                                                      : QString());
    }
    if (const QString wish = preferred(wishes, offered); !wish.isEmpty())
        return schemes.at(size_t(offered.indexOf(wish)));
    std::optional<Value> multiRegion;
    for (const Value &scheme : schemes) {
        const Value name = scheme.field("name");
        if (!name.text() || !isSupportedScheme(*name.text()))
            continue;
        if (*name.text() != "sigv4a")
            return scheme;
        if (!multiRegion)
            multiRegion = scheme;
    }
    return multiRegion;
}

void setAuth(const Value &properties, const QStringList &wishes, Endpoint &endpoint)
{
    const Value schemes = properties.field("authSchemes");
    const std::optional<Value> scheme = schemes.list() ? chosenScheme(*schemes.list(), wishes) : std::nullopt;
    if (!scheme)
        return;
    endpoint.authScheme = QString::fromUtf8(*scheme->field("name").text());
    if (const Value signingName = scheme->field("signingName"); signingName.text())
        endpoint.signingName = QString::fromUtf8(*signingName.text());
    if (const Value region = scheme->field("signingRegion"); region.text() && !region.text()->isEmpty())
        endpoint.signingRegion = QString::fromUtf8(*region.text());
    if (const Value regions = scheme->field("signingRegionSet"); regions.list())
        endpoint.signingRegion = joined(*regions.list());
    endpoint.disableDoubleEncoding = scheme->field("disableDoubleEncoding").passes();
}

Error inWords(Error error, const model::Service &service)
{
    if (error.code != u"EndpointRule")
        return error;
    while (error.message.endsWith(u'.')) // some of them do
        error.message.chop(1);
    error.message = Tr::tr("%1 has no endpoint for these settings: %2.").arg(service.title, error.message);
    error.advice = Tr::tr("Look at the Region, FIPS, dual-stack and endpoint settings of the account.");
    return error;
}

Result<Endpoint> resolveByRules(const RuleSet &rules, const model::Service &service,
                                const Parameters &parameters)
{
    const auto outcome =
        rules.evaluate([&](const RuleParameter &parameter) { return parameterValue(parameter, parameters); });
    if (!outcome)
        return std::unexpected(inWords(outcome.error(), service));
    const auto url = checkedUrl(withNameOfThisComputer(outcome->url));
    if (!url)
        return std::unexpected(url.error());
    Endpoint endpoint = prepared(service, parameters);
    setUrl(*url, endpoint);
    setAuth(outcome->properties, parameters.authSchemes, endpoint);
    for (const auto &header : outcome->headers)
        endpoint.headers.append(header);
    return endpoint;
}

} // namespace

QString Endpoint::url() const { return QString::fromUtf8(scheme + "://" + authority + path); }

Result<Endpoint> resolve(const model::Service &service, const Parameters &given)
{
    Parameters parameters = given;
    readFips(parameters);
    static RuleSetCache cache;
    if (!parameters.customEndpoint.isEmpty()) {
        if (const auto url = checkedUrl(parameters.customEndpoint); !url)
            return std::unexpected(url.error());
    }
    if (const auto region = checkRegion(parameters); !region)
        return std::unexpected(region.error());
    if (service.endpointRuleSet.isEmpty())
        return resolvePlain(service, parameters);
    const auto rules = cache.get(service.endpointRuleSet, service.origin);
    if (!rules)
        return std::unexpected(rules.error());
    if (!parameters.customEndpoint.isEmpty() && !(*rules)->hasBuiltIn(u"SDK::Endpoint"))
        return resolvePlain(service, parameters);
    return resolveByRules(**rules, service, parameters);
}

QString regionForAll(const model::Service &service)
{
    const QString region = partitions().constFirst().globalRegion;
    if (service.endpointRuleSet.isEmpty())
        return service.globalEndpoint.isEmpty() ? QString() : region;
    Parameters parameters;
    parameters.region = region;
    const Result<Endpoint> endpoint = resolve(service, parameters);
    return endpoint && !endpoint->url().contains(region) ? region : QString();
}

Result<Endpoint> resolve(const model::Operation &operation, const QCborMap &input, Parameters parameters)
{
    readFips(parameters);
    const QCborMap builtIns = quirks::quirksOf(operation).endpointParameters(
        parameters.region, !parameters.customEndpoint.isEmpty());
    for (const auto &[name, value] : builtIns) {
        if (!parameters.extra.contains(name.toString()))
            parameters.extra.insert(name, value);
    }
    const QCborMap bound = contextParameters(operation, input);
    for (const auto &[name, value] : bound)
        parameters.extra.insert(name, value);
    Result<Endpoint> endpoint = resolve(*operation.service, parameters);
    if (endpoint && !operation.authSchemes.isEmpty()) {
        const QString scheme = schemeOf(operation.authSchemes, parameters.authSchemes);
        const bool signing = endpoint->authScheme.startsWith(u"sigv4") && scheme.startsWith(u"sigv4");
        if (!signing) // the rules know better which of the signatures it is
            endpoint->authScheme = scheme;
    }
    return endpoint;
}

} // namespace formwork::endpoint
