// SPDX-License-Identifier: Apache-2.0
#include "alike/kinds.h"

#include "alike/adapt.h"
#include "alike/exceptions.h"

#include <algorithm>

namespace formwork::alike
{

namespace
{

QString bare(QString name)
{
    name = name.toLower();
    name.removeIf([](QChar c) { return !c.isLetterOrNumber(); });
    return name;
}

// How well an operation that makes `noun` fits what is looked for; 0: not at all.
int rank(const relations::Maker &maker, const QString &kind)
{
    const bool isCreate = maker.operation.startsWith(QLatin1StringView("Create"));
    if (bare(maker.operation) == QStringLiteral("create") + kind)
        return 100;
    if (maker.noun == kind)
        return isCreate ? 90 : maker.operation.startsWith(QLatin1StringView("Put")) ? 75 : 80;
    if (maker.noun.endsWith(kind) && maker.noun.size() - kind.size() <= 12)
        return (isCreate ? 40 : 30) - int(maker.noun.size() - kind.size());
    if (kind.endsWith(maker.noun) && maker.noun.size() >= 4)
        return (isCreate ? 25 : 15) - int(kind.size() - maker.noun.size());
    return 0;
}

} // namespace

QStringList servicesNamed(const catalog::Catalog &catalog, const QString &name)
{
    const QString wanted = bare(name);
    QStringList exact;
    QStringList loose;
    for (const model::ServicePtr &service : catalog.services()) {
        if (bare(service->id) == wanted || bare(service->sdkId) == wanted)
            exact.append(service->id);
        else if (bare(service->endpointPrefix) == wanted || bare(service->signingName) == wanted
                 || bare(service->targetPrefix).startsWith(wanted + QStringLiteral("20")))
            loose.append(service->id);
    }
    return exact + loose;
}

std::optional<Creation> creationOf(const Tools &tools, const QStringList &services, const QString &kind)
{
    const QString wanted = QString::fromStdString(plainName(kind));
    std::optional<Creation> best;
    int bestRank = 0;
    for (const QString &service : services) {
        const auto makers = tools.relations->makers(service);
        if (!makers)
            continue;
        for (const relations::Maker &maker : *makers) {
            const int found = rank(maker, wanted);
            const bool isShorter =
                best && found == bestRank && found > 0 && maker.operation.size() < best->operation.size();
            if (found > bestRank || isShorter) {
                best = Creation{service, maker.operation, maker.noun};
                bestRank = found;
            }
        }
    }
    return best;
}

std::optional<Creation> creationOfType(const Tools &tools, const QString &type)
{
    const QStringList parts = type.split(QStringLiteral("::"));
    if (parts.size() != 3 || parts[0] != u"AWS")
        return std::nullopt;
    const QString noun = QString::fromStdString(plainName(parts[2]));
    if (const auto known = exceptions().cfnTypes.constFind(type); known != exceptions().cfnTypes.cend()) {
        const qsizetype dot = known->indexOf(u'.');
        if (dot <= 0 || !tools.catalog->operation(known->first(dot), known->sliced(dot + 1)))
            return std::nullopt;
        return Creation{known->first(dot), known->sliced(dot + 1), noun};
    }
    QStringList services = exceptions().cfnServices.value(parts[1]);
    if (services.isEmpty())
        services = servicesNamed(*tools.catalog, parts[1]);
    std::optional<Creation> creation = creationOf(tools, services, parts[2]);
    if (creation)
        creation->noun = noun;
    return creation;
}

} // namespace formwork::alike
