// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalogsource.h"

namespace formwork::catalog
{

CatalogSource::CatalogSource(CatalogPtr fixed, QObject *parent)
    : QObject(parent)
    , m_current(std::move(fixed))
{
}

CatalogSource::CatalogSource(Build first, Build later, QObject *parent)
    : QObject(parent)
    , m_first(std::move(first))
    , m_later(std::move(later))
{
}

CatalogSource::~CatalogSource() = default; // the thread is asked to stop and waited for: one file at most

CatalogPtr CatalogSource::current() const
{
    if (!m_current)
        m_current = m_first(std::stop_token());
    return m_current;
}

std::shared_ptr<const search::OperationIndex> CatalogSource::index() const
{
    if (!m_index)
        m_index = std::make_shared<const search::OperationIndex>(current()->services());
    return m_index;
}

void CatalogSource::read()
{
    if (!m_later)
        return;
    const quint64 number = ++m_number;
    m_thread = std::jthread([this, number, build = m_later](const std::stop_token &stop) {
        const CatalogPtr catalog = build(stop);
        if (stop.stop_requested())
            return;
        const auto index = std::make_shared<const search::OperationIndex>(catalog->services());
        QMetaObject::invokeMethod(
            this, [this, number, catalog, index] { take(number, catalog, index); }, Qt::QueuedConnection);
    });
    if (!m_isReading) {
        m_isReading = true;
        Q_EMIT readingChanged(true);
    }
}

void CatalogSource::take(quint64 number, const CatalogPtr &catalog,
                         const std::shared_ptr<const search::OperationIndex> &index)
{
    if (number != m_number)
        return;
    m_current = catalog;
    m_index = index;
    m_isReading = false;
    Q_EMIT changed();
    Q_EMIT readingChanged(false);
}

} // namespace formwork::catalog
