// SPDX-License-Identifier: Apache-2.0
#include "shell/tokenscan.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace formwork::shell
{
namespace
{

QSet<QString> withTokens(const catalog::Catalog &catalog, const QString &id, const std::atomic_bool &stop)
{
    QSet<QString> found;
    const Result<model::ServicePtr> service = catalog.service(id);
    if (!service)
        return found;
    for (const model::OperationSummary &summary : (*service)->operations) {
        if (stop)
            break;
        const Result<model::OperationPtr> operation = catalog.operation(id, summary.name);
        if (operation && (*operation)->tokenMember())
            found.insert(summary.name);
    }
    return found;
}

} // namespace

TokenScan::~TokenScan()
{
    if (m_stop)
        *m_stop = true;
}

void TokenScan::scan(const catalog::CatalogPtr &catalog, const QString &service)
{
    if (m_stop)
        *m_stop = true;
    m_stop = std::make_shared<std::atomic_bool>(false);
    if (catalog != m_catalog)
        m_known.clear();
    m_catalog = catalog;
    if (const auto known = m_known.constFind(service); known != m_known.cend()) {
        Q_EMIT found(service, *known);
        return;
    }
    QThreadPool::globalInstance()->start([self = QPointer(this), stop = m_stop, catalog, service] {
        const QSet<QString> operations = withTokens(*catalog, service, *stop);
        // Over the application, which outlives every window: `self` is looked at on its own thread.
        QMetaObject::invokeMethod(QCoreApplication::instance(), [self, stop, service, operations] {
            if (!self || *stop)
                return;
            self->m_known.insert(service, operations);
            Q_EMIT self->found(service, operations);
        });
    });
}

} // namespace formwork::shell
