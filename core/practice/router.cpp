// SPDX-License-Identifier: Apache-2.0
#include "practice/router.h"

#include "base/tr.h"

#include <algorithm>

namespace formwork::practice
{

namespace
{

bool isAwsJson(model::Protocol protocol)
{
    return protocol == model::Protocol::AwsJson10 || protocol == model::Protocol::AwsJson11;
}

bool isRpcV2Cbor(model::Protocol protocol) { return protocol == model::Protocol::RpcV2Cbor; }

bool isRestJson(model::Protocol protocol) { return protocol == model::Protocol::RestJson; }

// The service as one that prefers the protocol the client chose; null if it does not speak it.
model::ServicePtr speaking(const model::ServicePtr &service, bool (*isWanted)(model::Protocol))
{
    const auto wanted = std::ranges::find_if(service->protocols, isWanted);
    if (wanted == service->protocols.cend())
        return nullptr;
    if (wanted == service->protocols.cbegin())
        return service;
    auto copy = std::make_shared<model::Service>(*service);
    copy->protocols = {*wanted};
    return copy;
}

bool isSpoken(model::Protocol protocol)
{
    return isAwsJson(protocol) || isRestJson(protocol) || isRpcV2Cbor(protocol);
}

std::unexpected<Error> unknown(const QString &what)
{
    auto result = failure(Phase::Service, QStringLiteral("UnknownOperationException"),
                          Tr::tr("The practice account knows no operation for %1.").arg(what));
    result.error().httpStatus = 404;
    return result;
}

} // namespace

bool Router::speaksFor(const model::Service &service)
{
    return std::ranges::any_of(service.protocols, isSpoken);
}

Router::Router(catalog::LiveCatalog catalog, guide::GuidesPtr guides)
    : m_live(std::move(catalog))
    , m_guides(std::move(guides))
{
}

Result<model::OperationPtr> Router::route(const http::Request &request, const QString &signingName)
{
    if (const QByteArray target = request.headers.value("x-amz-target"); !target.isEmpty())
        return byTarget(target);
    if (request.headers.value("smithy-protocol") == "rpc-v2-cbor")
        return byRpcPath(request.path);
    return byPath(request, signingName);
}

Result<model::OperationPtr> Router::byTarget(const QByteArray &target)
{
    const qsizetype dot = target.lastIndexOf('.');
    const QString prefix = QString::fromUtf8(target.first(std::max<qsizetype>(dot, 0)));
    const QString name = QString::fromUtf8(target.sliced(dot + 1));
    for (const model::ServicePtr &service : catalog().services()) {
        if (service->targetPrefix != prefix)
            continue;
        const qsizetype index = service->indexOf(name);
        const model::ServicePtr speaker = speaking(service, isAwsJson);
        if (speaker && index >= 0 && service->operations[index].name == name)
            return read(speaker, name);
    }
    auto result = unknown(QString::fromUtf8(target));
    result.error().httpStatus = 400; // as AWS answers where the target is a header
    return result;
}

// /service/NAME/operation/NAME, with the name of the service's shape.
Result<model::OperationPtr> Router::byRpcPath(const QByteArray &path)
{
    const QList<QByteArray> parts = path.split('/');
    if (parts.size() == 5) {
        const QString shape = QString::fromUtf8(parts[2]);
        const QString name = QString::fromUtf8(parts[4]);
        for (const model::ServicePtr &service : catalog().services()) {
            const qsizetype index = service->shapeName == shape ? service->indexOf(name) : -1;
            const model::ServicePtr speaker = index >= 0 ? speaking(service, isRpcV2Cbor) : nullptr;
            if (speaker && service->operations[index].name == name)
                return read(speaker, name);
        }
    }
    return unknown(QString::fromUtf8(path));
}

Result<model::OperationPtr> Router::byPath(const http::Request &request, const QString &signingName)
{
    const auto find = [&request](const Routes &routes) {
        return std::ranges::find_if(routes, [&request](const Route &route) {
            return route.method == request.method && route.pattern.matches(request.path, request.query);
        });
    };
    model::ServicePtr foreign;
    for (const model::ServicePtr &service : catalog().services()) {
        if (service->signingName != signingName && service->endpointPrefix != signingName)
            continue;
        const model::ServicePtr speaker = speaking(service, isRestJson);
        if (!speaker) {
            if (!foreign || service->id == signingName) // several sign with the name of one of them
                foreign = service;
            continue;
        }
        const Routes &routes = routesOf(speaker);
        if (const auto found = find(routes); found != routes.cend())
            return read(speaker, found->operation);
    }
    if (foreign && !speaksFor(*foreign)) {
        auto nameless = std::make_shared<model::Operation>();
        nameless->service = foreign;
        return nameless;
    }
    return unknown(QString::fromUtf8(request.method + ' ' + request.path));
}

Result<model::OperationPtr> Router::read(const model::ServicePtr &service, const QString &name)
{
    const QString key = service->id + u'.' + name;
    if (const auto known = m_operations.constFind(key); known != m_operations.cend())
        return *known;
    Result<model::OperationPtr> operation = m_catalog->operation(service, name);
    if (operation)
        m_operations.insert(key, *operation);
    return operation;
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
