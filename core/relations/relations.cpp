// SPDX-License-Identifier: Apache-2.0
#include "relations/relations.h"

#include "relations/cloning.h"
#include "relations/creation.h"
#include "relations/pickers.h"
#include "relations/servicemap.h"
#include "relations/using.h"

#include <algorithm>

namespace formwork::relations
{

namespace
{

constexpr size_t kMostKept = 3; // services

RelationPtr made(const ServiceMap &map, const ServiceMap::Named &named)
{
    auto relation = std::make_shared<Relation>(relate(map, named));
    relation->pickers = pickersOf(map, named);
    if (relation->creates)
        relation->cloning = cloningOf(map, named, *relation);
    return relation;
}

void index(ServiceRelations &service, const QList<Related> &operations, ServiceRelations::Role role,
           qsizetype creation)
{
    for (const Related &related : operations)
        service.parts[related.operation].append({role, creation});
}

ServiceRelationsPtr madeOf(const ServiceMap &map)
{
    using Role = ServiceRelations::Role;
    auto service = std::make_shared<ServiceRelations>();
    service->service = map.id();
    for (const ServiceMap::Named &named : map.operations()) {
        if (makesThing(map, named))
            service->creations.append(made(map, named));
    }
    for (qsizetype i = 0; i < service->creations.size(); ++i) {
        const Relation &relation = *service->creations.at(i);
        service->parts[relation.operation].append({Role::Creates, i});
        index(*service, relation.reads, Role::Reads, i);
        index(*service, relation.lists, Role::Lists, i);
        index(*service, relation.changes, Role::Changes, i);
        index(*service, relation.moves, Role::Moves, i);
        index(*service, relation.taggings, Role::Tags, i);
        index(*service, relation.deletes, Role::Deletes, i);
    }
    return service;
}

qsizetype bytesOf(const QString &text) { return text.isEmpty() ? 0 : 2 * text.size() + 34; }

qsizetype bytesOf(const QList<Related> &operations)
{
    qsizetype sum = 0;
    for (const Related &related : operations) {
        sum += qsizetype(sizeof(Related)) + bytesOf(related.operation) + bytesOf(related.path);
        for (const Filling &filling : related.filled)
            sum += qsizetype(sizeof(Filling)) + bytesOf(filling.member) + bytesOf(filling.path);
        for (const QString &member : related.missing)
            sum += qsizetype(sizeof(QString)) + bytesOf(member);
    }
    return sum;
}

} // namespace

QStringList Picker::parentMembers() const
{
    QStringList members;
    for (const Parent &parent : parents) {
        if (!parent.from.isEmpty())
            members.append(parent.from);
    }
    return members;
}

RelationPtr ServiceRelations::creation(QStringView operation) const
{
    const auto found =
        std::ranges::find_if(creations, [&](const RelationPtr &r) { return r->operation == operation; });
    return found == creations.end() ? nullptr : *found;
}

QList<ServiceRelations::Part> ServiceRelations::partsOf(const QString &operation) const
{
    return parts.value(operation);
}

qsizetype ServiceRelations::bytes() const
{
    qsizetype sum = qsizetype(sizeof(ServiceRelations)) + bytesOf(service);
    for (const RelationPtr &relation : creations) {
        sum += qsizetype(sizeof(Relation)) + bytesOf(relation->operation) + bytesOf(relation->noun)
            + bytesOf(relation->ownName) + bytesOf(relation->tags) + bytesOf(relation->reads)
            + bytesOf(relation->lists) + bytesOf(relation->changes) + bytesOf(relation->moves)
            + bytesOf(relation->taggings) + bytesOf(relation->tagReads) + bytesOf(relation->deletes);
        for (const Identifier &identifier : relation->identifiers)
            sum += qsizetype(sizeof(Identifier)) + bytesOf(identifier.path);
        for (auto it = relation->pickers.cbegin(); it != relation->pickers.cend(); ++it)
            sum += qsizetype(sizeof(Picker)) + 48 + bytesOf(it.key()) + bytesOf(it->operation)
                + bytesOf(it->path);
        for (auto it = relation->cloning.fills.cbegin(); it != relation->cloning.fills.cend(); ++it)
            sum += 96 + bytesOf(it.key()) + bytesOf(it.value());
    }
    for (auto it = parts.cbegin(); it != parts.cend(); ++it)
        sum += 64 + bytesOf(it.key()) + it->size() * qsizetype(sizeof(Part));
    return sum;
}

Relations::Relations(catalog::CatalogPtr catalog)
    : m_catalog(std::move(catalog))
{
}

Result<Relations::MapPtr> Relations::mapOf(const QString &id) const
{
    const auto kept = std::ranges::find(m_kept, id, &Kept::service);
    if (kept != m_kept.end()) {
        m_kept.splice(m_kept.begin(), m_kept, kept);
        return m_kept.front().map;
    }
    const Result<model::ServicePtr> service = m_catalog->service(id);
    if (!service)
        return std::unexpected(service.error());
    const Result<readers::OutlinePtr> outline = m_catalog->outline(*service);
    if (!outline)
        return std::unexpected(outline.error());
    m_kept.push_front({id, std::make_shared<const ServiceMap>((*service)->id, *outline)});
    if (m_kept.size() > kMostKept)
        m_kept.pop_back();
    return m_kept.front().map;
}

Result<RelationPtr> Relations::of(const QString &service, const QString &operation) const
{
    const std::scoped_lock lock(m_mutex);
    const Result<MapPtr> map = mapOf(service);
    if (!map)
        return std::unexpected(map.error());
    if (const ServiceMap::Named *named = (*map)->find(operation.toStdString()))
        return made(**map, *named);
    const Result<model::OperationPtr> known = m_catalog->operation(service, operation);
    if (!known)
        return std::unexpected(known.error());
    if (const ServiceMap::Named *named = (*map)->find((*known)->name.toStdString()))
        return made(**map, *named);
    auto nothing = std::make_shared<Relation>(); // of the built-in model alone
    nothing->service = service;
    nothing->operation = (*known)->name;
    return nothing;
}

Result<Cloning> Relations::cloning(const QString &service, const QString &creation, const QString &reading,
                                   const QString &path) const
{
    const std::scoped_lock lock(m_mutex);
    const Result<MapPtr> map = mapOf(service);
    if (!map)
        return std::unexpected(map.error());
    const ServiceMap::Named *named = (*map)->find(creation.toStdString());
    return named ? cloningFrom(**map, *named, reading, path) : Cloning{reading, path, {}, 0};
}

Result<QList<Use>> Relations::uses(const QString &service, const QString &reading, const QString &path) const
{
    const std::scoped_lock lock(m_mutex);
    const Result<MapPtr> map = mapOf(service);
    if (!map)
        return std::unexpected(map.error());
    const ServiceMap::Named *named = (*map)->find(reading.toStdString());
    return named ? usesOf(**map, *named, path) : QList<Use>();
}

Result<QList<Maker>> Relations::makers(const QString &service) const
{
    const std::scoped_lock lock(m_mutex);
    const Result<MapPtr> map = mapOf(service);
    if (!map)
        return std::unexpected(map.error());
    return makersOf(**map);
}

Result<ServiceRelationsPtr> Relations::ofService(const QString &service) const
{
    const std::scoped_lock lock(m_mutex);
    const Result<MapPtr> map = mapOf(service);
    if (!map)
        return std::unexpected(map.error());
    return madeOf(**map);
}

QList<ServiceRelationsPtr> Relations::all(const std::stop_token &stop) const
{
    QList<ServiceRelationsPtr> result;
    for (const model::ServicePtr &service : m_catalog->services()) {
        if (stop.stop_requested())
            break;
        const Result<readers::OutlinePtr> outline = m_catalog->outline(service);
        if (outline)
            result.append(madeOf(ServiceMap(service->id, *outline)));
    }
    return result;
}

} // namespace formwork::relations
