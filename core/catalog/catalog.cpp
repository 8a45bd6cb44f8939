// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"

#include "base/tr.h"
#include "catalog/covers.h"
#include "wording/names.h"
#include "wording/nearest.h"
#include "wording/servicenames.h"

#include <algorithm>

namespace formwork::catalog
{

namespace
{

constexpr qsizetype kMostOpened = 16; // services whose rules and documentation are kept

QString didYouMean(const QStringList &names)
{
    if (names.isEmpty())
        return {};
    return Tr::tr("Did you mean %1?").arg(names.join(Tr::tr(" or ")));
}

} // namespace

std::shared_ptr<const Catalog> Catalog::build(const QStringList &folders)
{
    Request request;
    for (const QString &folder : folders)
        request.places.append({folder, Place::Kind::Asked});
    return fromPlaces(request);
}

QList<Catalog::Skipped> Catalog::skipped() const
{
    QList<Skipped> all;
    for (const Source &source : m_sources)
        all += source.skipped;
    return all;
}

qsizetype Catalog::operationCount() const
{
    qsizetype count = 0;
    for (const model::ServicePtr &service : m_services)
        count += service->operations.size();
    return count;
}

Result<model::ServicePtr> Catalog::service(QStringView id) const
{
    const auto find = [this](QStringView name) -> model::ServicePtr {
        const auto at =
            std::lower_bound(m_services.begin(), m_services.end(), name,
                             [](const model::ServicePtr &s, QStringView wanted) { return s->id < wanted; });
        return at != m_services.end() && (*at)->id == name ? *at : nullptr;
    };
    if (const model::ServicePtr exact = find(id))
        return exact;
    if (const model::ServicePtr other = find(wording::canonicalServiceId(id)))
        return other;
    QStringList ids;
    for (const model::ServicePtr &service : m_services)
        ids.append(service->id);
    return failure(Phase::Model, QStringLiteral("UnknownService"),
                   Tr::tr("There is no service called \"%1\" among the known ones.").arg(id.left(200)),
                   didYouMean(wording::nearestNames(id, ids)));
}

Result<model::OperationPtr> Catalog::operation(QStringView serviceId, QStringView name) const
{
    const auto found = service(serviceId);
    if (!found)
        return std::unexpected(found.error());
    return operation(*found, name);
}

Result<model::OperationPtr> Catalog::operation(const model::ServicePtr &service, QStringView name) const
{
    if (const qsizetype index = service->indexOf(name); index >= 0) {
        const QString &exact = service->operations.at(index).name;
        const model::ServicePtr own = builtInFor(*service, exact);
        return readFrom(own ? own : service, exact);
    }
    const bool inCliSpelling = name.contains(u'-') || (!name.isEmpty() && name.front().isLower());
    QStringList names;
    for (const model::OperationSummary &summary : service->operations)
        names.append(inCliSpelling ? wording::cliName(summary.name) : summary.name);
    return failure(Phase::Model, QStringLiteral("UnknownOperation"),
                   Tr::tr("The service %1 has no operation called \"%2\".").arg(service->id, name.left(200)),
                   didYouMean(wording::nearestNames(name, names)));
}

namespace
{

// A service on the wire as it is published today, whatever the built-in model of it was written for.
model::ServicePtr spokenAs(const model::Service &found, const model::ServicePtr &own)
{
    if (found.protocols == own->protocols)
        return own;
    auto service = std::make_shared<model::Service>(*own);
    service->protocols = found.protocols;
    service->targetPrefix = found.targetPrefix;
    service->shapeName = found.shapeName;
    return service;
}

} // namespace

// The built-in service where its operation goes before the found one.
model::ServicePtr Catalog::builtInFor(const model::Service &service, const QString &operation) const
{
    const model::ServicePtr own = m_builtIn.value(service.id);
    if (!own || own->origin == service.origin || own->indexOf(operation) < 0)
        return nullptr;
    const QString key = service.id + u'.' + operation;
    const std::scoped_lock lock(m_mutex);
    const auto known = m_prefersBuiltIn.constFind(key);
    if (known != m_prefersBuiltIn.cend())
        return *known ? spokenAs(service, own) : nullptr;
    const readers::FileSource files = [this](const QString &path) { return file(path); };
    const auto ours = readers::readOperation(own, operation, files);
    const auto theirs =
        readers::readOperation(std::make_shared<const model::Service>(service), operation, files);
    const bool prefers = !theirs || (ours && lacking(**theirs, **ours));
    m_prefersBuiltIn.insert(key, prefers);
    return prefers ? spokenAs(service, own) : nullptr;
}

Result<model::OperationPtr> Catalog::readFrom(const model::ServicePtr &service, const QString &name) const
{
    const Result<model::ServicePtr> whole = opened(service);
    if (!whole)
        return std::unexpected(whole.error());
    return readers::readOperation(*whole, name, [this](const QString &path) { return file(path); });
}

Result<model::ServicePtr> Catalog::opened(const model::ServicePtr &service) const
{
    {
        const std::scoped_lock lock(m_mutex);
        const model::ServicePtr known = m_opened.value(service->origin);
        if (known && known->protocols == service->protocols)
            return known;
    }
    Result<model::ServicePtr> whole =
        readers::completed(service, [this](const QString &path) { return file(path); });
    if (whole) {
        const std::scoped_lock lock(m_mutex);
        if (m_opened.size() >= kMostOpened)
            m_opened.clear();
        m_opened.insert(service->origin, *whole);
    }
    return whole;
}

Result<QList<readers::HttpBinding>> Catalog::bindings(const model::ServicePtr &service) const
{
    const readers::FileSource files = [this](const QString &path) { return file(path); };
    auto result = readers::readBindings(service, files);
    const model::ServicePtr own = m_builtIn.value(service->id);
    if (!result || !own || own->origin == service->origin)
        return result;
    // Operations that only the built-in model has.
    const auto more = readers::readBindings(own, files);
    for (const readers::HttpBinding &binding : more ? *more : QList<readers::HttpBinding>()) {
        const auto isSame = [&](const readers::HttpBinding &b) { return b.operation == binding.operation; };
        if (std::ranges::none_of(*result, isSame))
            result->append(binding);
    }
    return result;
}

Result<readers::OutlinePtr> Catalog::outline(const model::ServicePtr &service) const
{
    return readers::readOutline(service, [this](const QString &path) { return file(path); });
}

} // namespace formwork::catalog
