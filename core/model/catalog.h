// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/reader.h"

namespace formwork::model {

// The index of every service found: the built-in models (":/models/ID.json") and those of the given folders
// (FORMWORK_MODELS and --models; a folder holds model files, loose or in the layouts AWS publishes). Where two files
// describe one service the later API version wins, then the one with more operations. Immutable once built; shared.
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

private:
    QList<ServicePtr> m_services;
    QList<Skipped> m_skipped;
};

using CatalogPtr = std::shared_ptr<const Catalog>;

} // namespace formwork::model
