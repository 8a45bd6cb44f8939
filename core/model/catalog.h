// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/reader.h"

namespace formwork::model
{

// The index of every service found: the built-in models (":/models/ID.json") and those of the given folders
// (FORMWORK_MODELS and --models; a folder holds model files, loose or in the layouts AWS publishes). Where
// two files describe one service the later API version wins, then the one with more operations. Operations
// that are built in keep their built-in model unless a found one is of a later API version: what is installed
// on a machine may be years old and lack members (a client token even) that the guides and the exactly-once
// contract rely on. They are listed with the service in any case. Immutable once built; shared.
class Catalog
{
public:
    struct Skipped {
        QString path;
        QString reason; // a sentence
    };

    [[nodiscard]] static std::shared_ptr<const Catalog> build(const QStringList &folders);
    [[nodiscard]] static QStringList foldersFromEnvironment(); // FORMWORK_MODELS, separated like PATH

    [[nodiscard]] const QList<ServicePtr> &services() const { return m_services; } // sorted by id
    [[nodiscard]] const QList<Skipped> &skipped() const { return m_skipped; }

    // By the AWS CLI's name. The error names the nearest services ("Did you mean ...?").
    [[nodiscard]] Result<ServicePtr> service(QStringView id) const;

    // Reads the operation; `name` as in the API or in the AWS CLI. The error names the nearest operations.
    [[nodiscard]] Result<OperationPtr> operation(QStringView serviceId, QStringView name) const;

    // The service that an operation is read from: the one given, or the built-in one that goes before it.
    [[nodiscard]] ServicePtr source(const ServicePtr &service, QStringView operationName) const;

private:
    void keepBuiltInOperations(QHash<QString, ServicePtr> &known);

    QList<ServicePtr> m_services;
    QList<Skipped> m_skipped;
    QHash<QString, ServicePtr> m_builtIn; // those whose operations go before the found ones, by id
};

using CatalogPtr = std::shared_ptr<const Catalog>;

} // namespace formwork::model
