// SPDX-License-Identifier: Apache-2.0
#include "practice/router.h"

#include "practice/requesthost.h"
#include "practice/tongues.h"
#include "protocol/formreader.h"
#include "quirks/quirks.h"
#include "readers/reader.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace formwork::practice
{

namespace
{

using Wanted = bool (*)(model::Protocol);

bool isAwsJson(model::Protocol protocol)
{
    return protocol == model::Protocol::AwsJson10 || protocol == model::Protocol::AwsJson11;
}

bool isRpcV2Cbor(model::Protocol protocol) { return protocol == model::Protocol::RpcV2Cbor; }

bool isRpcV2Json(model::Protocol protocol) { return protocol == model::Protocol::RpcV2Json; }

bool isRpcV2(Wanted wanted) { return wanted == isRpcV2Cbor || wanted == isRpcV2Json; }

// The two formats of models have it with and without a namespace before it; services take both.
bool isTarget(const QString &known, const QString &asked)
{
    return !asked.isEmpty() && (known == asked || known.section(u'.', -1) == asked.section(u'.', -1));
}

bool isForm(model::Protocol protocol)
{
    return protocol == model::Protocol::Query || protocol == model::Protocol::Ec2Query;
}

bool isRest(model::Protocol protocol)
{
    return protocol == model::Protocol::RestJson || protocol == model::Protocol::RestXml;
}

// The service as one that prefers the protocol the client chose; null if it does not speak it.
model::ServicePtr speaking(const model::ServicePtr &service, Wanted isWanted)
{
    const QList<model::Protocol> all = protocolsOf(*service);
    const auto wanted = std::ranges::find_if(all, isWanted);
    if (wanted == all.cend())
        return nullptr;
    return *wanted == service->protocols.value(0) ? service : speaker(service, *wanted);
}

bool has(const model::Service &service, const QString &name)
{
    const qsizetype index = service.indexOf(name);
    return index >= 0 && service.operations[index].name == name;
}

model::OperationPtr nameless(const model::ServicePtr &service)
{
    auto operation = std::make_shared<model::Operation>();
    operation->service = service;
    return operation;
}

Wanted wantedBy(const http::Request &request)
{
    if (!request.headers.value("x-amz-target").isEmpty())
        return isAwsJson;
    if (request.headers.value("smithy-protocol") == "rpc-v2-cbor")
        return isRpcV2Cbor;
    if (request.headers.value("smithy-protocol") == "rpc-v2-json")
        return isRpcV2Json;
    return protocol::formParameter(request, "Action").isEmpty() ? isRest : isForm;
}

// A long query may come as a form, by POST in place of GET.
bool isFormOfQuery(const http::Request &request)
{
    return request.method == "POST" && request.query.isEmpty()
        && request.headers.value("content-type").startsWith("application/x-www-form-urlencoded");
}

http::Request withQuery(http::Request request)
{
    request.method = "GET";
    request.query = std::exchange(request.body, {});
    return request;
}

// How many of the places that its required members are bound to the request fills; nothing if one is empty.
// Operations that differ in nothing else share a method and a path.
std::optional<int> filledPlaces(const model::Operation &operation, const http::Request &request)
{
    const QByteArrayList parameters = request.query.split('&');
    int count = 0;
    for (const model::Member &member : operation.input->members) {
        const QByteArray name = (member.locationName.isEmpty() ? member.name : member.locationName).toUtf8();
        const bool isHeader = member.location == model::Location::Header;
        if (!member.required || (!isHeader && member.location != model::Location::Query))
            continue;
        const bool isThere = isHeader ? request.headers.contains(name)
                                      : std::ranges::any_of(parameters, [&name](const QByteArray &parameter) {
                                            return parameter == name || parameter.startsWith(name + '=');
                                        });
        if (!isThere)
            return std::nullopt;
        ++count;
    }
    return count;
}

} // namespace

Router::Router(catalog::LiveCatalog catalog, guide::GuidesPtr guides)
    : m_live(std::move(catalog))
    , m_guides(std::move(guides))
{
}

Result<std::optional<Routed>> Router::route(const http::Request &request, const QString &signingName)
{
    // What names its operation twice, and in two ways, is not to be guessed at.
    if (!request.headers.value("x-amz-target").isEmpty() && request.headers.contains("smithy-protocol"))
        return std::nullopt;
    const Wanted wanted = wantedBy(request);
    if (wanted == isRest)
        return byPath(request, signingName);
    const Found found = wanted == isAwsJson ? byTarget(request.headers.value("x-amz-target"))
        : isRpcV2(wanted)                   ? byRpcPath(request.path, wanted)
                                            : byAction(request, signingName);
    if (!found)
        return std::unexpected(found.error());
    return *found ? std::optional(Routed{*found, request}) : std::nullopt;
}

model::OperationPtr Router::spokesman(const http::Request &request, const QString &signingName)
{
    const Wanted wanted = wantedBy(request);
    for (const model::ServicePtr &service : signingAs(signingName)) {
        if (const model::ServicePtr speaker = speaking(service, wanted))
            return nameless(speaker);
    }
    auto unknown = std::make_shared<model::Service>();
    unknown->protocols = {wanted == isAwsJson         ? model::Protocol::AwsJson11
                              : wanted == isRpcV2Cbor ? model::Protocol::RpcV2Cbor
                              : wanted == isRpcV2Json ? model::Protocol::RpcV2Json
                              : wanted == isForm      ? model::Protocol::Query
                                                      : model::Protocol::RestJson};
    return nameless(unknown);
}

Router::Found Router::byTarget(const QByteArray &target)
{
    const qsizetype dot = target.lastIndexOf('.');
    const QString prefix = QString::fromUtf8(target.first(std::max<qsizetype>(dot, 0)));
    const QString name = QString::fromUtf8(target.sliced(dot + 1));
    for (const model::ServicePtr &service : catalog().services()) {
        if (!isTarget(targetOf(*service), prefix) || !has(*service, name))
            continue;
        if (const model::ServicePtr speaker = speaking(service, isAwsJson))
            return read(speaker, name);
    }
    return besideCatalog(prefix, name);
}

// What the program itself asks of services is answered where no model of them is on the machine.
Router::Found Router::besideCatalog(const QString &prefix, const QString &name)
{
    static const QStringList kModels = [] {
        const QDir folder(QStringLiteral(":/asking"));
        QStringList paths;
        for (const QString &file : folder.entryList({QStringLiteral("*.json")}, QDir::Files))
            paths.append(folder.filePath(file));
        return paths;
    }();
    for (const QString &path : kModels) {
        const Result<model::ServicePtr> service = readers::readService(path);
        if (service && isTarget((*service)->targetPrefix, prefix) && has(**service, name))
            return readers::readOperation(*service, name);
    }
    return nullptr;
}

// /service/NAME/operation/NAME, with the name of the service's shape.
Router::Found Router::byRpcPath(const QByteArray &path, Wanted wanted)
{
    const QList<QByteArray> parts = path.split('/');
    if (parts.size() != 5)
        return nullptr;
    const QString shape = QString::fromUtf8(parts[2]);
    const QString name = QString::fromUtf8(parts[4]);
    for (const model::ServicePtr &service : catalog().services()) {
        if ((service->shapeName != shape && rpcNameOf(*service) != shape) || !has(*service, name))
            continue;
        if (const model::ServicePtr speaker = speaking(service, wanted))
            return read(speaker, name);
    }
    return nullptr;
}

// Several services may sign with one name: the version tells them apart, but a client may be older or newer
// than the model.
Router::Found Router::byAction(const http::Request &request, const QString &signingName)
{
    const QString name = QString::fromUtf8(protocol::formParameter(request, "Action"));
    const QString version = QString::fromUtf8(protocol::formParameter(request, "Version"));
    model::ServicePtr best;
    for (const model::ServicePtr &service : signingAs(signingName)) {
        const model::ServicePtr speaker = has(*service, name) ? speaking(service, isForm) : nullptr;
        if (speaker && (!best || (service->apiVersion == version && best->apiVersion != version)))
            best = speaker;
    }
    return best ? read(best, name) : Found(nullptr);
}

bool Router::isBetter(const Route &route, const Route &than, const http::Request &request)
{
    if (than.pattern.isMoreSpecificThan(route.pattern))
        return false;
    return route.pattern.isMoreSpecificThan(than.pattern)
        || (route.pattern.endsAs(request.path) && !than.pattern.endsAs(request.path));
}

// Whether what stands in front of the host is of the operation and no part of its path.
bool Router::hasPrefix(const model::ServicePtr &service, const http::Request &request)
{
    const QList<Route> plain = fittingRoutes(service, request);
    const Found operation = plain.isEmpty() ? Found(nullptr) : read(service, plain.first().operation);
    return operation && *operation && !(*operation)->hostPrefix.isEmpty();
}

// Of services that sign with one name, the one whose operation says most of the path.
Result<std::optional<Routed>> Router::byPath(const http::Request &request, const QString &signingName)
{
    const QByteArray label = hostLabelOf(request.authority);
    QList<Route> best;
    Routed routed{nullptr, request};
    model::ServicePtr owner;
    for (const model::ServicePtr &service : signingAs(signingName)) {
        const model::ServicePtr speaker = speaking(service, isRest);
        if (!speaker)
            continue;
        http::Request asked = request;
        // What the endpoint rules put into the host is a part of the path in the model.
        if (!label.isEmpty() && !quirks::quirksOf(*nameless(speaker)).droppedPath.isEmpty()
            && !hasPrefix(speaker, request))
            asked.path = '/' + label + (request.path == "/" ? QByteArray() : request.path);
        const QList<Route> fitting = fittingRoutes(speaker, asked);
        if (fitting.isEmpty() || (!best.isEmpty() && !isBetter(fitting.first(), best.first(), asked)))
            continue;
        best = fitting;
        owner = speaker;
        routed.request = asked;
    }
    if (!owner)
        return isFormOfQuery(request) ? byPath(withQuery(request), signingName)
                                      : Result<std::optional<Routed>>(std::nullopt);
    Found found = chosen(owner, best, routed.request);
    if (!found)
        return std::unexpected(found.error());
    routed.operation = *found;
    return routed;
}

// The most specific, and what says as much as it.
QList<Router::Route> Router::fittingRoutes(const model::ServicePtr &service, const http::Request &request)
{
    QList<Route> fitting;
    for (const Route &route : routesOf(service)) {
        if (route.method != request.method || !route.pattern.matches(request.path, request.query))
            continue;
        if (!fitting.isEmpty() && fitting.constFirst().pattern.isMoreSpecificThan(route.pattern))
            break;
        fitting.append(route);
    }
    return fitting;
}

Router::Found Router::chosen(const model::ServicePtr &service, const QList<Route> &fitting,
                             const http::Request &request)
{
    if (fitting.size() < 2)
        return read(service, fitting.constFirst().operation);
    model::OperationPtr best;
    int most = -1;
    for (const Route &route : fitting) {
        const Found operation = read(service, route.operation);
        if (!operation)
            return operation;
        const int filled = filledPlaces(**operation, request).value_or(-1);
        // Of two names for one thing the one of today.
        const bool isNewer = best && filled == most && best->deprecated && !(*operation)->deprecated;
        if (!best || filled > most || isNewer) {
            best = *operation;
            most = filled;
        }
    }
    return best;
}

Router::Found Router::read(const model::ServicePtr &service, const QString &name)
{
    const QString key =
        service->id + u'.' + name + QString::number(static_cast<int>(service->protocols.constFirst()));
    if (const auto known = m_operations.constFind(key); known != m_operations.cend())
        return *known;
    Result<model::OperationPtr> operation = catalog().operation(service->id, name);
    if (operation)
        m_operations.insert(key, *operation = spoken(*operation, *service));
    return operation;
}

// The one that is called so first: others borrow its name.
QList<model::ServicePtr> Router::signingAs(const QString &signingName)
{
    QList<model::ServicePtr> services;
    for (const model::ServicePtr &service : catalog().services()) {
        if (service->signingName != signingName && service->endpointPrefix != signingName)
            continue;
        if (service->id == signingName)
            services.prepend(service);
        else
            services.append(service);
    }
    return services;
}

// The catalog of now; what was read from an earlier one is forgotten.
const catalog::Catalog &Router::catalog()
{
    if (const catalog::CatalogPtr now = m_live.current(); now != m_catalog) {
        m_catalog = now;
        m_operations.clear();
        m_routes.clear();
    }
    return *m_catalog;
}

const Router::Routes &Router::routesOf(const model::ServicePtr &service)
{
    if (const auto known = m_routes.constFind(service->id); known != m_routes.cend())
        return *known;
    Routes routes;
    const auto bindings = m_catalog->bindings(service);
    for (const readers::HttpBinding &binding : bindings ? *bindings : QList<readers::HttpBinding>())
        routes.append({binding.method, UriPattern(binding.uri), binding.operation});
    const auto guided = m_guides->guided();
    const auto isGuided = [&](const Route &route) {
        return guided.contains(std::pair(service->id, route.operation));
    };
    std::ranges::sort(routes, [&](const Route &a, const Route &b) {
        if (isGuided(a) != isGuided(b))
            return isGuided(a);
        if (a.pattern.isMoreSpecificThan(b.pattern) || b.pattern.isMoreSpecificThan(a.pattern))
            return a.pattern.isMoreSpecificThan(b.pattern);
        return a.operation < b.operation;
    });
    return *m_routes.insert(service->id, routes);
}

} // namespace formwork::practice
