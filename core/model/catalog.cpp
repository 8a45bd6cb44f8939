// SPDX-License-Identifier: Apache-2.0
#include "model/catalog.h"

#include "model/nearest.h"
#include "model/servicenames.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>

namespace formwork::model
{

namespace
{

QString tr(const char *text) { return QCoreApplication::translate("formwork::model", text); }

// One file that may describe a service. `id` is empty where the file itself knows better.
struct Candidate {
    QString path;
    QString id;
};

bool isModelName(const QString &name)
{
    return name.endsWith(QLatin1String(".json")) || name.endsWith(QLatin1String(".json.gz"));
}

// botocore keeps endpoint rules, paginators, waiters and examples beside each service-2.json, and a few files
// of its own at the top.
bool isCompanion(const QString &name)
{
    static const QStringList starts{
        QStringLiteral("endpoint-rule-set-"), QStringLiteral("paginators-"),
        QStringLiteral("waiters-"),           QStringLiteral("examples-"),
        QStringLiteral("endpoint-bdd-"),      QStringLiteral("completions-"),
        QStringLiteral("endpoints.json"),     QStringLiteral("partitions.json"),
        QStringLiteral("_retry.json"),        QStringLiteral("sdk-default-configuration")};
    return name.contains(QLatin1String("sdk-extras"))
        || std::any_of(starts.begin(), starts.end(), [&](const QString &s) { return name.startsWith(s); });
}

// SERVICE/VERSION/service-2.json: the folder's name is the service's.
QString idFromFolders(const QFileInfo &file)
{
    if (!file.fileName().startsWith(QLatin1String("service-2.json")))
        return {};
    return QFileInfo(file.path()).dir().dirName();
}

QList<Candidate> builtIn()
{
    QList<Candidate> result;
    const QDir folder(QStringLiteral(":/models"));
    for (const QFileInfo &file : folder.entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        result.append({file.filePath(), file.completeBaseName()});
    return result;
}

QList<Candidate> inFolder(const QString &folder)
{
    QList<Candidate> result;
    QDirIterator walk(folder, QDir::Files, QDirIterator::Subdirectories); // does not follow links to folders
    while (walk.hasNext()) {
        walk.next();
        const QFileInfo file = walk.fileInfo();
        if (isModelName(file.fileName()) && !isCompanion(file.fileName()))
            result.append({file.filePath(), idFromFolders(file)});
    }
    std::sort(result.begin(), result.end(),
              [](const Candidate &a, const Candidate &b) { return a.path < b.path; });
    return result;
}

// The later API version wins, then the one with more operations; the earlier found where they are alike.
bool isBetter(const Service &candidate, const Service &known)
{
    if (candidate.apiVersion != known.apiVersion)
        return candidate.apiVersion > known.apiVersion;
    return candidate.operations.size() > known.operations.size();
}

// The found service with those operations in its list that only the built-in one has.
ServicePtr withOperationsOf(const ServicePtr &found, const Service &builtIn)
{
    auto merged = std::make_shared<Service>(*found);
    for (const OperationSummary &summary : builtIn.operations) {
        if (found->indexOf(summary.name) < 0)
            merged->operations.append(summary);
    }
    if (merged->operations.size() == found->operations.size())
        return found;
    std::sort(merged->operations.begin(), merged->operations.end(),
              [](const OperationSummary &a, const OperationSummary &b) { return a.name < b.name; });
    return merged;
}

QString didYouMean(const QStringList &names)
{
    if (names.isEmpty())
        return {};
    return tr("Did you mean %1?").arg(names.join(tr(" or ")));
}

} // namespace

std::shared_ptr<const Catalog> Catalog::build(const QStringList &folders)
{
    auto catalog = std::make_shared<Catalog>();
    QHash<QString, ServicePtr> known;
    const auto add = [&](const Candidate &candidate) {
        const auto service = readService(candidate.path, candidate.id);
        if (!service) {
            catalog->m_skipped.append({candidate.path, service.error().message});
            return;
        }
        ServicePtr &slot = known[(*service)->id];
        if (!slot || isBetter(**service, *slot))
            slot = *service;
    };
    for (const Candidate &candidate : builtIn())
        add(candidate);
    catalog->m_builtIn = known;
    for (const QString &folder : folders) {
        if (!QFileInfo(folder).isDir())
            catalog->m_skipped.append({folder, tr("The models folder %1 is not there.").arg(folder)});
        for (const Candidate &candidate : inFolder(folder))
            add(candidate);
    }
    catalog->keepBuiltInOperations(known);
    catalog->m_services = known.values();
    std::sort(catalog->m_services.begin(), catalog->m_services.end(),
              [](const ServicePtr &a, const ServicePtr &b) { return a->id < b->id; });
    return catalog;
}

void Catalog::keepBuiltInOperations(QHash<QString, ServicePtr> &known)
{
    m_builtIn.removeIf([&known](const QHash<QString, ServicePtr>::iterator &own) {
        return known.value(own.key())->apiVersion > own.value()->apiVersion;
    });
    for (auto own = m_builtIn.cbegin(); own != m_builtIn.cend(); ++own) {
        ServicePtr &service = known[own.key()];
        if (service != own.value())
            service = withOperationsOf(service, *own.value());
    }
}

QStringList Catalog::foldersFromEnvironment()
{
    return qEnvironmentVariable("FORMWORK_MODELS").split(QDir::listSeparator(), Qt::SkipEmptyParts);
}

Result<ServicePtr> Catalog::service(QStringView id) const
{
    const auto find = [this](QStringView name) -> ServicePtr {
        const auto at =
            std::lower_bound(m_services.begin(), m_services.end(), name,
                             [](const ServicePtr &s, QStringView wanted) { return s->id < wanted; });
        return at != m_services.end() && (*at)->id == name ? *at : nullptr;
    };
    if (const ServicePtr exact = find(id))
        return exact;
    if (const ServicePtr other = find(canonicalServiceId(id)))
        return other;
    QStringList ids;
    for (const ServicePtr &service : m_services)
        ids.append(service->id);
    return failure(Phase::Model, QStringLiteral("UnknownService"),
                   tr("There is no service called \"%1\" among the known ones.").arg(id.left(200)),
                   didYouMean(nearestNames(id, ids)));
}

ServicePtr Catalog::source(const ServicePtr &service, QStringView operationName) const
{
    const ServicePtr own = m_builtIn.value(service->id);
    return own && own->indexOf(operationName) >= 0 ? own : service;
}

Result<OperationPtr> Catalog::operation(QStringView serviceId, QStringView name) const
{
    const auto found = service(serviceId);
    if (!found)
        return std::unexpected(found.error());
    const ServicePtr &service = *found;
    if (service->indexOf(name) >= 0)
        return readOperation(source(service, name), name);
    const bool inCliSpelling = name.contains(u'-') || (!name.isEmpty() && name.front().isLower());
    QStringList names;
    for (const OperationSummary &summary : service->operations)
        names.append(inCliSpelling ? cliName(summary.name) : summary.name);
    return failure(Phase::Model, QStringLiteral("UnknownOperation"),
                   tr("The service %1 has no operation called \"%2\".").arg(service->id, name.left(200)),
                   didYouMean(nearestNames(name, names)));
}

} // namespace formwork::model
