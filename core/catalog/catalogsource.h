// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.h"
#include "search/search.h"

#include <QObject>

#include <thread>

namespace formwork::catalog
{

// The catalog of now. It begins with one that is there at once and is replaced when the models of the machine
// have been read in the background. Lives on the main thread.
class CatalogSource : public QObject
{
    Q_OBJECT
public:
    using Build = std::function<CatalogPtr(std::stop_token stop)>; // on any thread

    explicit CatalogSource(CatalogPtr fixed, QObject *parent = nullptr); // nothing to read
    explicit CatalogSource(Build first, Build later = {},
                           QObject *parent = nullptr); // `first` when it is needed
    ~CatalogSource() override; // ends what is being read

    [[nodiscard]] CatalogPtr current() const; // never null
    [[nodiscard]] std::shared_ptr<const search::OperationIndex> index() const; // of the current one
    [[nodiscard]] bool isReading() const { return m_isReading; }

    // Reads in the background (once more); the latest wins.
    void read();

Q_SIGNALS:
    void readingChanged(bool isReading);
    void changed(); // current() is another one

private:
    void take(quint64 number, const CatalogPtr &catalog,
              const std::shared_ptr<const search::OperationIndex> &index);

    Build m_first;
    Build m_later;
    mutable CatalogPtr m_current; // made when it is first asked for
    mutable std::shared_ptr<const search::OperationIndex> m_index;
    bool m_isReading = false;
    quint64 m_number = 0; // of the last reading
    std::jthread m_thread;
};

// What the collaborators hold: reads like a CatalogPtr, and is always the catalog of now.
class LiveCatalog
{
public:
    LiveCatalog() = default;
    LiveCatalog(CatalogPtr fixed) // NOLINT(google-explicit-constructor): one that never changes
        : m_source(std::make_shared<CatalogSource>(std::move(fixed)))
    {
    }
    LiveCatalog(std::shared_ptr<CatalogSource> source) // NOLINT(google-explicit-constructor)
        : m_source(std::move(source))
    {
    }

    CatalogPtr operator->() const { return m_source->current(); }
    const Catalog &operator*() const
    {
        return *m_source->current();
    } // until the control returns to the event loop
    explicit operator bool() const { return m_source != nullptr; }
    [[nodiscard]] CatalogPtr current() const { return m_source->current(); }
    [[nodiscard]] CatalogSource *source() const { return m_source.get(); }

private:
    std::shared_ptr<CatalogSource> m_source;
};

} // namespace formwork::catalog
