// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "catalog/catalogsource.h"
#include "guide/guide.h"
#include "practice/uripattern.h"

#include <QHash>

namespace formwork::practice
{

// Finds the operation a request is for, among the services of the catalog that speak a JSON protocol: by
// X-Amz-Target, or by method and path within the services that sign with the name of the request's credential
// scope. Operations that have been met are kept.
class Router
{
public:
    [[nodiscard]] static bool speaksFor(const model::Service &service);

    Router(catalog::LiveCatalog catalog, guide::GuidesPtr guides);

    // Of a service that the practice account cannot answer for, as it speaks no protocol known here: an
    // operation without a name, in whose protocol that can be said.
    [[nodiscard]] Result<model::OperationPtr> route(const http::Request &request, const QString &signingName);

private:
    struct Route {
        QByteArray method;
        UriPattern pattern;
        QString operation;
    };
    using Routes = QList<Route>; // the more specific first

    Result<model::OperationPtr> byTarget(const QByteArray &target);
    Result<model::OperationPtr> byRpcPath(const QByteArray &path);
    Result<model::OperationPtr> byPath(const http::Request &request, const QString &signingName);
    Result<model::OperationPtr> read(const model::ServicePtr &service, const QString &name);
    const Routes &routesOf(const model::ServicePtr &service);
    const catalog::Catalog &catalog();

    catalog::LiveCatalog m_live;
    catalog::CatalogPtr m_catalog; // the one that what is kept below was read from
    guide::GuidesPtr m_guides;
    QHash<QString, model::OperationPtr> m_operations; // "service.Operation"
    QHash<QString, Routes> m_routes; // by service
};

} // namespace formwork::practice
