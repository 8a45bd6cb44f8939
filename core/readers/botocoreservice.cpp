// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "readers/botocore.h"
#include "readers/namecheck.h"
#include "wording/plaintext.h"
#include "wording/servicenames.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace formwork::readers
{

namespace
{

void appendProtocol(const JsonView &name, const JsonView &metadata, model::Service &service)
{
    const std::string_view text = name.view();
    if (text == "rest-json")
        service.protocols.append(model::Protocol::RestJson);
    else if (text == "json")
        service.protocols.append(metadata.viewOf("jsonVersion") == "1.1" ? model::Protocol::AwsJson11
                                                                         : model::Protocol::AwsJson10);
    else if (text == "rest-xml")
        service.protocols.append(model::Protocol::RestXml);
    else if (text == "query")
        service.protocols.append(model::Protocol::Query);
    else if (text == "ec2")
        service.protocols.append(model::Protocol::Ec2Query);
    else if (text == "smithy-rpc-v2-cbor")
        service.protocols.append(model::Protocol::RpcV2Cbor);
    else if (text == "smithy-rpc-v2-json")
        service.protocols.append(model::Protocol::RpcV2Json);
    else if (metadata.viewOf("protocol") == text) // one of several may be unknown to us, the only one may not
        name.complain(Tr::tr("The protocol %1 is not known.").arg(toText(text)));
}

// Of several protocols the first of these is spoken, whatever the order in which the model lists them.
constexpr std::array kPreference{model::Protocol::AwsJson10, model::Protocol::AwsJson11,
                                 model::Protocol::RestJson,  model::Protocol::RestXml,
                                 model::Protocol::RpcV2Cbor, model::Protocol::RpcV2Json,
                                 model::Protocol::Query,     model::Protocol::Ec2Query};

void sortByPreference(QList<model::Protocol> &protocols)
{
    std::ranges::sort(protocols, {},
                      [](model::Protocol protocol) { return std::ranges::find(kPreference, protocol); });
}

void readAuth(const JsonView &metadata, model::Service &service)
{
    metadata.withField("auth", [&](const JsonView &list) {
        list.eachItem([&](const JsonView &scheme) { service.authSchemes.append(scheme.text()); });
    });
    if (!service.authSchemes.isEmpty())
        return;
    const std::string_view version = metadata.viewOf("signatureVersion");
    if (version == "bearer")
        service.authSchemes.append(QStringLiteral("smithy.api#httpBearerAuth"));
    else if (version == "v2")
        service.authSchemes.append(QStringLiteral("aws.auth#sigv2"));
    else if (version == "none")
        service.authSchemes.append(QStringLiteral("smithy.api#noAuth"));
    else
        service.authSchemes.append(QStringLiteral("aws.auth#sigv4"));
}

void readMetadata(const JsonView &metadata, model::Service &service)
{
    service.sdkId = metadata.textOf("serviceId");
    service.title = metadata.textOf("serviceFullName");
    service.apiVersion = metadata.textOf("apiVersion");
    service.endpointPrefix = metadata.textOf("endpointPrefix");
    service.signingName = metadata.textOf("signingName");
    service.globalEndpoint = metadata.textOf("globalEndpoint");
    service.targetPrefix = metadata.textOf("targetPrefix");
    service.queryCompatible = metadata.has("awsQueryCompatible");
    metadata.withField("xmlNamespace",
                       [&](const JsonView &view) { service.xmlNamespace = botocoreNamespace(view); });
    if (metadata.has("protocols"))
        metadata.withField("protocols", [&](const JsonView &list) {
            list.eachItem([&](const JsonView &name) { appendProtocol(name, metadata, service); });
        });
    else
        metadata.withField("protocol",
                           [&](const JsonView &name) { appendProtocol(name, metadata, service); });
    sortByPreference(service.protocols);
    if (service.protocols.isEmpty())
        metadata.complain(Tr::tr("The service speaks no protocol that is known."));
    readAuth(metadata, service);
}

void completeNames(model::Service &service, const QString &id)
{
    if (service.sdkId.isEmpty())
        service.sdkId = service.title;
    service.id = id;
    if (id.isEmpty())
        service.id = isBotocoreFile(service.origin)
            ? QFileInfo(QFileInfo(service.origin).path()).dir().dirName()
            : wording::serviceCliName(service.sdkId);
    if (service.title.isEmpty())
        service.title = service.sdkId;
    if (service.signingName.isEmpty())
        service.signingName = service.endpointPrefix;
    service.shapeName =
        service.targetPrefix.isEmpty() ? QString(service.sdkId).remove(u' ') : service.targetPrefix;
}

void readSummaries(const JsonView &operations, model::Service &service)
{
    operations.eachField([&](const JsonView &view) {
        model::OperationSummary summary;
        summary.name = operationName(view, view.key());
        summary.brief = wording::firstSentence(beginningOf(view.viewOf("documentation")));
        summary.deprecated = view.flagOf("deprecated");
        service.operations.append(std::move(summary));
    });
    const auto byName = [](const model::OperationSummary &a, const model::OperationSummary &b) {
        return a.name < b.name;
    };
    std::sort(service.operations.begin(), service.operations.end(), byName);
}

} // namespace

Result<model::ServicePtr> readBotocoreService(const ModelFile &file, const QString &id, Extent extent)
{
    Complaints complaints(file.origin);
    const JsonView root(complaints, file.root);
    auto service = std::make_shared<model::Service>();
    service->origin = file.origin;
    service->format = model::Format::Botocore;
    service->isListed = extent == Extent::List;
    service->brief = wording::firstSentence(beginningOf(root.viewOf("documentation")));
    root.withField("metadata", [&](const JsonView &metadata) { readMetadata(metadata, *service); });
    root.withField("operations", [&](const JsonView &operations) { readSummaries(operations, *service); });
    completeNames(*service, id);
    checkNames(*service, root);
    if (complaints.any())
        return std::unexpected(*complaints.first());
    if (extent == Extent::List)
        return service;
    service->documentation = root.textOf("documentation");
    service->clientContextParams = root.jsonOf("clientContextParams");
    auto rules = companionBytes(file.origin, QStringLiteral("endpoint-rule-set-1.json"));
    if (!rules)
        return std::unexpected(rules.error());
    service->endpointRuleSet = std::move(*rules);
    return complaints.any() ? Result<model::ServicePtr>(std::unexpected(*complaints.first())) : service;
}

} // namespace formwork::readers
