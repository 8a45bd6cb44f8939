// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "catalog/catalogsource.h"
#include "guide/guide.h"
#include "practice/uripattern.h"

#include <QHash>

#include <optional>

namespace formwork::practice
{

// An operation and the request for it, as its codec reads one: a bucket that came in the host is in the path.
struct Routed {
    model::OperationPtr operation;
    http::Request request;
};

// Finds the operation a request is for, among the services of the catalog: by X-Amz-Target, by the Action of
// a form, or by method and path within the services that sign with the name of the request's credential
// scope. Operations that have been met are kept.
class Router
{
public:
    Router(catalog::LiveCatalog catalog, guide::GuidesPtr guides);

    [[nodiscard]] catalog::CatalogPtr currentCatalog() const { return m_live.current(); }

    using Found = Result<model::OperationPtr>; // null: none

    // Of the service by its name.
    Found read(const model::ServicePtr &service, const QString &name);

    // Nothing where the catalog knows no operation for it; an error where its model cannot be read.
    [[nodiscard]] Result<std::optional<Routed>> route(const http::Request &request,
                                                      const QString &signingName);

    // An operation without a name, of the service and in the protocol that such a request is answered in.
    [[nodiscard]] model::OperationPtr spokesman(const http::Request &request, const QString &signingName);

private:
    struct Route {
        QByteArray method;
        UriPattern pattern;
        QString operation;
    };
    using Routes = QList<Route>; // the more specific first

    Found byTarget(const QByteArray &target);
    [[nodiscard]] static Found besideCatalog(const QString &prefix, const QString &name);
    Found byRpcPath(const QByteArray &path, bool (*isWanted)(model::Protocol));
    Found byAction(const http::Request &request, const QString &signingName);
    Result<std::optional<Routed>> byPath(const http::Request &request, const QString &signingName);
    [[nodiscard]] static bool isBetter(const Route &route, const Route &than, const http::Request &request);
    bool hasPrefix(const model::ServicePtr &service, const http::Request &request);
    QList<Route> fittingRoutes(const model::ServicePtr &service, const http::Request &request);
    Found chosen(const model::ServicePtr &service, const QList<Route> &fitting, const http::Request &request);
    QList<model::ServicePtr> signingAs(const QString &signingName);
    const Routes &routesOf(const model::ServicePtr &service);
    const catalog::Catalog &catalog();

    catalog::LiveCatalog m_live;
    catalog::CatalogPtr m_catalog; // the one that what is kept below was read from
    guide::GuidesPtr m_guides;
    QHash<QString, model::OperationPtr> m_operations; // "service.Operation" and the protocol
    QHash<QString, Routes> m_routes; // by service
};

} // namespace formwork::practice
