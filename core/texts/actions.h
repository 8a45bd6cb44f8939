// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QHash>
#include <QMap>
#include <QSet>

namespace formwork::texts
{

// The actions that policies can name, by rule from the services of a machine: a service's signing name and an
// operation's name. Permissions that are no operations are data, ":/permissions.json". Looks at a service
// when it is asked about it; for one thread.
class Actions
{
public:
    explicit Actions(const QList<model::ServicePtr> &services);

    // Whether all of AWS is there: with few models nothing can be said of what is not among them.
    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] bool knowsService(const QString &prefix) const; // "s3"
    [[nodiscard]] QStringList servicesLike(const QString &prefix) const;
    // `name` may hold * and ?.
    [[nodiscard]] bool has(const QString &prefix, const QString &name) const;
    [[nodiscard]] QStringList actionsLike(const QString &prefix, const QString &name) const;

private:
    struct Named {
        QStringList names; // as written
        QSet<QString> lower;
    };
    [[nodiscard]] const Named &named(const QString &prefix) const;

    QMap<QString, QList<model::ServicePtr>> m_services; // by prefix; empty: known for permissions alone
    mutable QHash<QString, Named> m_named;
};

} // namespace formwork::texts
