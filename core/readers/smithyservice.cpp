// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "readers/namecheck.h"
#include "readers/smithy.h"
#include "readers/smithyindex.h"
#include "readers/smithytraits.h"
#include "wording/plaintext.h"
#include "wording/servicenames.h"

#include <QFileInfo>

#include <array>

namespace formwork::readers
{

namespace
{

struct ProtocolTrait {
    std::string_view trait;
    model::Protocol protocol;
};

// In the order of preference where a service offers several.
constexpr std::array<ProtocolTrait, 8> kProtocols{{{"aws.protocols#restJson1", model::Protocol::RestJson},
                                                   {"aws.protocols#awsJson1_0", model::Protocol::AwsJson10},
                                                   {"aws.protocols#awsJson1_1", model::Protocol::AwsJson11},
                                                   {"smithy.protocols#rpcv2Cbor", model::Protocol::RpcV2Cbor},
                                                   {"smithy.protocols#rpcv2Json", model::Protocol::RpcV2Json},
                                                   {"aws.protocols#restXml", model::Protocol::RestXml},
                                                   {"aws.protocols#awsQuery", model::Protocol::Query},
                                                   {"aws.protocols#ec2Query", model::Protocol::Ec2Query}}};

// Without an `auth` trait the schemes of the service apply in the order of their names.
constexpr std::array<std::string_view, 6> kAuthSchemes{
    "aws.auth#sigv4",           "aws.auth#sigv4a",           "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth", "smithy.api#httpBearerAuth", "smithy.api#httpDigestAuth"};

void readAuth(const JsonView &traits, model::Service &service)
{
    traits.withField("aws.auth#sigv4",
                     [&](const JsonView &trait) { service.signingName = trait.textOf("name"); });
    if (traits.has("smithy.api#auth")) {
        service.authSchemes = authSchemes(traits);
        return;
    }
    for (const std::string_view scheme : kAuthSchemes) {
        if (traits.has(scheme))
            service.authSchemes.append(toText(scheme));
    }
}

void readServiceTraits(const JsonView &traits, model::Service &service)
{
    traits.withField("aws.api#service", [&](const JsonView &trait) {
        service.sdkId = trait.textOf("sdkId");
        service.endpointPrefix = trait.textOf("endpointPrefix");
        if (service.endpointPrefix.isEmpty())
            service.endpointPrefix = trait.textOf("arnNamespace");
    });
    for (const ProtocolTrait &known : kProtocols) {
        if (traits.has(known.trait))
            service.protocols.append(known.protocol);
    }
    readAuth(traits, service);
    service.title = traits.textOf("smithy.api#title");
    service.brief = wording::firstSentence(beginningOf(traits.viewOf("smithy.api#documentation")));
    service.queryCompatible = traits.has("aws.protocols#awsQueryCompatible");
    traits.withField("smithy.api#xmlNamespace",
                     [&](const JsonView &trait) { service.xmlNamespace = xmlNamespace(trait); });
}

// What only the opening of an operation needs.
void readLargeTraits(const JsonView &traits, model::Service &service)
{
    service.documentation = traits.textOf("smithy.api#documentation");
    service.endpointRuleSet = traits.jsonOf("smithy.rules#endpointRuleSet");
    service.clientContextParams = traits.jsonOf("smithy.rules#clientContextParams");
}

void readSummaries(const SmithyIndex &index, model::Service &service)
{
    const SmithyIndex::Ids ids = index.operations();
    service.operations.reserve(qsizetype(ids.size()));
    for (const std::string_view id : ids) {
        model::OperationSummary summary;
        const JsonView operation(index.shapes(), id, *index.find(id));
        summary.name = operationName(operation, withoutNamespace(id));
        operation.withField("traits", [&](const JsonView &traits) {
            summary.brief = wording::firstSentence(beginningOf(traits.viewOf("smithy.api#documentation")));
            summary.deprecated = traits.has("smithy.api#deprecated");
        });
        service.operations.append(std::move(summary));
    }
    std::sort(
        service.operations.begin(), service.operations.end(),
        [](const model::OperationSummary &a, const model::OperationSummary &b) { return a.name < b.name; });
}

void completeNames(model::Service &service, const QString &id)
{
    if (service.sdkId.isEmpty())
        service.sdkId = service.shapeName;
    if (service.title.isEmpty())
        service.title = service.sdkId;
    service.id = id.isEmpty() ? wording::serviceCliName(service.sdkId) : id;
    service.targetPrefix = service.shapeName;
    if (service.endpointPrefix.isEmpty())
        service.endpointPrefix = service.id;
    if (service.signingName.isEmpty())
        service.signingName = service.endpointPrefix;
}

} // namespace

Result<model::ServicePtr> readSmithyService(const ModelFile &file, const QString &id, Extent extent)
{
    Complaints complaints(file.origin);
    const SmithyIndex index(file, complaints);
    auto service = std::make_shared<model::Service>();
    service->origin = file.origin;
    service->format = model::Format::Smithy;
    service->isListed = extent == Extent::List;
    service->shapeName = toText(withoutNamespace(index.serviceId()));
    if (!complaints.any()) {
        const JsonView shape(index.shapes(), index.serviceId(), *index.find(index.serviceId()));
        if (shape.has("mixins"))
            shape.complain(Tr::tr("A mixin of the service is not in the file or leads back to itself."));
        service->apiVersion = shape.textOf("version");
        shape.withField("traits", [&](const JsonView &traits) {
            readServiceTraits(traits, *service);
            if (extent == Extent::Whole)
                readLargeTraits(traits, *service);
        });
        completeNames(*service, id);
        readSummaries(index, *service);
        checkNames(*service, shape);
    }
    if (complaints.any())
        return std::unexpected(*complaints.first());
    return service;
}

} // namespace formwork::readers
