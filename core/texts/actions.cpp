// SPDX-License-Identifier: Apache-2.0
#include "texts/actions.h"

#include "wording/nearest.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace formwork::texts
{
namespace
{

constexpr qsizetype kWhole = 100; // prefixes; the program itself brings a handful

QHash<QString, QStringList> readPermissions()
{
    QFile file(QStringLiteral(":/permissions.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    QHash<QString, QStringList> names;
    for (auto it = all.begin(); it != all.end(); ++it) {
        for (const QJsonValue &name : it.value().toArray())
            names[it.key()].append(name.toString());
    }
    return names;
}

const QHash<QString, QStringList> &permissions()
{
    static const QHash<QString, QStringList> all = readPermissions();
    return all;
}

} // namespace

Actions::Actions(const QList<model::ServicePtr> &services)
{
    for (const model::ServicePtr &service : services) {
        const QString &prefix =
            service->signingName.isEmpty() ? service->endpointPrefix : service->signingName;
        m_services[prefix.toLower()].append(service);
    }
}

bool Actions::isWhole() const { return m_services.size() >= kWhole; }

bool Actions::knowsService(const QString &prefix) const
{
    return m_services.contains(prefix.toLower()) || permissions().contains(prefix.toLower());
}

QStringList Actions::servicesLike(const QString &prefix) const
{
    return wording::nearestNames(prefix, m_services.keys() + permissions().keys());
}

const Actions::Named &Actions::named(const QString &prefix) const
{
    const QString key = prefix.toLower();
    const auto found = m_named.constFind(key);
    if (found != m_named.cend())
        return *found;
    Named all;
    for (const model::ServicePtr &service : m_services.value(key)) {
        for (const model::OperationSummary &operation : service->operations)
            all.names.append(operation.name);
    }
    all.names += permissions().value(key);
    for (const QString &name : std::as_const(all.names))
        all.lower.insert(name.toLower());
    return *m_named.insert(key, all);
}

bool Actions::has(const QString &prefix, const QString &name) const
{
    const Named &known = named(prefix);
    if (!name.contains(u'*') && !name.contains(u'?'))
        return known.lower.contains(name.toLower());
    const QRegularExpression pattern(QRegularExpression::wildcardToRegularExpression(name.toLower()));
    return std::ranges::any_of(known.lower,
                               [&pattern](const QString &one) { return pattern.match(one).hasMatch(); });
}

QStringList Actions::actionsLike(const QString &prefix, const QString &name) const
{
    return wording::nearestNames(name, named(prefix).names);
}

} // namespace formwork::texts
