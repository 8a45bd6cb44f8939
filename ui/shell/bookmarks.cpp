// SPDX-License-Identifier: Apache-2.0
#include "shell/bookmarks.h"

#include <QSettings>
#include <QStringList>

namespace formwork::shell
{
namespace
{

QString favouritesKey() { return QStringLiteral("operations/favourites"); }
QString recentKey() { return QStringLiteral("operations/recent"); }

QList<OperationName> read(const QSettings &settings, const QString &key)
{
    QList<OperationName> names;
    for (const QString &entry : settings.value(key).toStringList()) {
        const OperationName name{entry.section(u':', 0, 0), entry.section(u':', 1)};
        if (!name.service.isEmpty() && !name.operation.isEmpty() && !names.contains(name))
            names.append(name);
    }
    return names;
}

QStringList written(const QList<OperationName> &names)
{
    QStringList entries;
    for (const OperationName &name : names)
        entries.append(name.service + u':' + name.operation);
    return entries;
}

} // namespace

Bookmarks::Bookmarks(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_favourites(read(settings, favouritesKey()))
    , m_recent(read(settings, recentKey()).mid(0, kMostRecent))
{
}

void Bookmarks::setFavourite(const OperationName &name, bool favourite)
{
    if (isFavourite(name) == favourite)
        return;
    if (favourite)
        m_favourites.append(name);
    else
        m_favourites.removeOne(name);
    save();
}

void Bookmarks::noteOpened(const OperationName &name)
{
    if (!m_recent.isEmpty() && m_recent.first() == name)
        return;
    m_recent.removeOne(name);
    m_recent.prepend(name);
    m_recent = m_recent.mid(0, kMostRecent);
    save();
}

void Bookmarks::save()
{
    m_settings.setValue(favouritesKey(), written(m_favourites));
    m_settings.setValue(recentKey(), written(m_recent));
    Q_EMIT changed();
}

} // namespace formwork::shell
