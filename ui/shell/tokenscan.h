// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <atomic>

namespace formwork::shell
{

// Finds out which operations of a service have a client token. That takes reading each of them, so it is done
// in the background; the service asked for last counts, and what was found is kept for as long as the catalog
// stays the same. Main thread.
class TokenScan : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~TokenScan() override; // does not wait: the reading ends by itself

    void scan(const catalog::CatalogPtr &catalog, const QString &service);

Q_SIGNALS:
    void found(const QString &service, const QSet<QString> &operations); // perhaps at once

private:
    using Stop = std::shared_ptr<std::atomic_bool>;

    catalog::CatalogPtr m_catalog; // that m_known is about
    QHash<QString, QSet<QString>> m_known;
    Stop m_stop; // of the reading under way
};

} // namespace formwork::shell
