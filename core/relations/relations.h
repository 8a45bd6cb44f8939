// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.h"
#include "relations/relation.h"

#include <list>
#include <mutex>
#include <stop_token>

namespace formwork::relations
{

class ServiceMap;

using RelationPtr = std::shared_ptr<const Relation>;

// Everything that a service makes, and from the other end: what an operation has to do with it.
struct ServiceRelations {
    enum class Role : quint8 { Creates, Reads, Lists, Changes, Moves, Tags, Deletes };
    struct Part {
        Role role = Role::Reads;
        qsizetype creation = 0; // index
    };
    QString service;
    QList<RelationPtr> creations; // sorted by operation

    [[nodiscard]] RelationPtr creation(QStringView operation) const; // null: it makes nothing
    [[nodiscard]] QList<Part> partsOf(const QString &operation) const; // what it does with which creations
    [[nodiscard]] qsizetype bytes() const; // of memory, about

    QHash<QString, QList<Part>> parts; // by operation
};

using ServiceRelationsPtr = std::shared_ptr<const ServiceRelations>;

// What belongs to what in the services of a catalog, by rule from the models alone; corrections are data
// (resources/relations.json). Reads nothing but the catalog, keeps the last services it was asked about. For
// any thread.
class Relations
{
public:
    explicit Relations(catalog::CatalogPtr catalog);

    // One operation, whether it makes something or not. `operation` as in the API.
    [[nodiscard]] Result<RelationPtr> of(const QString &service, const QString &operation) const;

    // How the structure at `path` of the answer of `reading` fills the input of a creation, which is also how
    // the two are compared. Without fills where nothing fits.
    [[nodiscard]] Result<Cloning> cloning(const QString &service, const QString &creation,
                                          const QString &reading, const QString &path) const;

    // What can be done with the things that the answer of `reading` holds at `path`; see using.h.
    [[nodiscard]] Result<QList<Use>> uses(const QString &service, const QString &reading,
                                          const QString &path) const;

    // What a service makes by names alone: quicker than ofService().
    [[nodiscard]] Result<QList<Maker>> makers(const QString &service) const;

    // All that a service makes.
    [[nodiscard]] Result<ServiceRelationsPtr> ofService(const QString &service) const;

    // All that any service makes, a service after the other; what cannot be read is left out. For a thread in
    // the background.
    [[nodiscard]] QList<ServiceRelationsPtr> all(const std::stop_token &stop = {}) const;

private:
    using MapPtr = std::shared_ptr<const ServiceMap>;
    struct Kept {
        QString service;
        MapPtr map;
    };
    [[nodiscard]] Result<MapPtr> mapOf(const QString &service) const;

    catalog::CatalogPtr m_catalog;
    mutable std::mutex m_mutex; // maps remember names as they meet them
    mutable std::list<Kept> m_kept; // the last used first
};

} // namespace formwork::relations
