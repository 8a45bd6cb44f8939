// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/discovery.h"
#include "readers/openfiles.h"
#include "readers/outline.h"
#include "readers/reader.h"

#include <stop_token>

namespace formwork::catalog
{

// The index of every service found: the built-in models (":/models/ID.json") and those of the given places (a
// place holds model files, loose or in the layouts AWS publishes). Where two files describe one service the
// later API version wins, then one that was named over one that was found, then the one with more operations,
// then the earlier place. A built-in operation is
// read from the found file if that is of a later API version or lacks nothing of the built-in one (see
// lacking()): what is installed on a machine may be years old and have no client token that the guides and
// the exactly-once contract rely on. Immutable once built but for what it keeps of opened files; shared; for
// any thread.
class Catalog
{
public:
    struct Skipped {
        QString path;
        QString reason; // a sentence
    };

    // A place and what came of it.
    struct Source {
        Place place;
        qsizetype found = 0; // services it describes
        qsizetype used = 0; // those that are read from there
        QList<Skipped> skipped;
    };

    struct Request {
        QList<Place> places;
        QString onlyService; // nothing else is looked for; empty: everything
        std::stop_token stop = {}; // ends the building early; what has been read by then is in the catalog
    };

    // Reads on all processors.
    [[nodiscard]] static std::shared_ptr<const Catalog> fromPlaces(const Request &request);
    [[nodiscard]] static std::shared_ptr<const Catalog> build(const QStringList &folders);

    [[nodiscard]] const QList<model::ServicePtr> &services() const { return m_services; } // sorted by id
    [[nodiscard]] const QList<Source> &sources() const { return m_sources; } // the built-in ones first
    [[nodiscard]] QList<Skipped> skipped() const;
    [[nodiscard]] qsizetype operationCount() const;

    // By the AWS CLI's name. The error names the nearest services ("Did you mean ...?").
    [[nodiscard]] Result<model::ServicePtr> service(QStringView id) const;

    // Reads the operation; `name` as in the API or in the AWS CLI. The error names the nearest operations.
    // The operation's service is a complete one.
    [[nodiscard]] Result<model::OperationPtr> operation(QStringView serviceId, QStringView name) const;

    // The same of a service of this catalog, perhaps with its protocols changed.
    [[nodiscard]] Result<model::OperationPtr> operation(const model::ServicePtr &service,
                                                        QStringView name) const;

    // The service with its documentation, rules and context parameters.
    [[nodiscard]] Result<model::ServicePtr> opened(const model::ServicePtr &service) const;

    // How the service's operations are addressed over HTTP.
    [[nodiscard]] Result<QList<readers::HttpBinding>> bindings(const model::ServicePtr &service) const;

    // All operations and shapes of the service at a glance.
    [[nodiscard]] Result<readers::OutlinePtr> outline(const model::ServicePtr &service) const;

private:
    friend class CatalogBuilder;

    [[nodiscard]] model::ServicePtr builtInFor(const model::Service &service, const QString &operation) const;
    [[nodiscard]] Result<model::OperationPtr> readFrom(const model::ServicePtr &service,
                                                       const QString &name) const;
    [[nodiscard]] Result<readers::ModelFilePtr> file(const QString &path) const
    {
        return m_files->open(path);
    }

    QList<model::ServicePtr> m_services;
    QList<Source> m_sources;
    QHash<QString, model::ServicePtr> m_builtIn; // those that may go before the found ones, by id
    std::shared_ptr<readers::OpenFiles> m_files = std::make_shared<readers::OpenFiles>();

    mutable std::mutex m_mutex;
    mutable QHash<QString, bool> m_prefersBuiltIn; // by "service.Operation", decided when one is opened
    mutable QHash<QString, model::ServicePtr> m_opened; // complete services by their file
};

using CatalogPtr = std::shared_ptr<const Catalog>;

} // namespace formwork::catalog
