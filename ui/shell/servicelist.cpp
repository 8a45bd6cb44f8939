// SPDX-License-Identifier: Apache-2.0
#include "shell/servicelist.h"

#include "base/figures.h"
#include "widgets/entrydelegate.h"
#include "widgets/matches.h"

#include <algorithm>

namespace formwork::shell
{
namespace
{

// Lower is better; kNot: it does not fit.
constexpr int kNot = 9;

// "Amazon S3" is looked for as "S3".
QString bareTitle(const QString &title)
{
    for (const QLatin1String prefix : {QLatin1String("Amazon "), QLatin1String("AWS ")}) {
        if (title.startsWith(prefix))
            return title.mid(prefix.size());
    }
    return title;
}

int rankOf(const model::Service &service, const QString &query)
{
    if (service.id.compare(query, Qt::CaseInsensitive) == 0)
        return 0;
    if (service.id.startsWith(query, Qt::CaseInsensitive)
        || bareTitle(service.title).startsWith(query, Qt::CaseInsensitive))
        return 1;
    const QString names = service.title + u' ' + service.id + u' ' + service.sdkId;
    if (widgets::hasWords(names, query))
        return 2;
    return widgets::hasWords(names + u' ' + service.brief, query) ? 3 : kNot;
}

} // namespace

void ServiceListModel::setServices(const QList<model::ServicePtr> &services, bool hasFavourites)
{
    m_all = services;
    std::sort(m_all.begin(), m_all.end(), [](const auto &a, const auto &b) {
        const int order = bareTitle(a->title).compare(bareTitle(b->title), Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a->id < b->id;
    });
    m_hasFavourites = hasFavourites;
    arrange();
}

void ServiceListModel::setQuery(const QString &query)
{
    m_query = query.trimmed();
    arrange();
}

void ServiceListModel::arrange()
{
    beginResetModel();
    QList<std::pair<int, qsizetype>> ranked;
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        const int rank = m_query.isEmpty() ? 0 : rankOf(*m_all[i], m_query);
        if (rank != kNot)
            ranked.append({rank, i});
    }
    std::sort(ranked.begin(), ranked.end());
    m_shown.clear();
    for (const auto &[rank, i] : std::as_const(ranked))
        m_shown.append(i);
    endResetModel();
}

model::ServicePtr ServiceListModel::serviceAt(int row) const
{
    const qsizetype at = row - firstService();
    return at < 0 || at >= m_shown.size() ? nullptr : m_all[m_shown[at]];
}

int ServiceListModel::rowOf(const QString &id) const
{
    if (id.isEmpty())
        return isFavouritesListed() ? 0 : -1;
    for (qsizetype i = 0; i < m_shown.size(); ++i) {
        if (m_all[m_shown[i]]->id == id)
            return static_cast<int>(i) + firstService();
    }
    return -1;
}

int ServiceListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size()) + firstService();
}

QVariant ServiceListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const model::ServicePtr service = serviceAt(index.row());
    if (!service)
        return favouritesData(role);
    switch (role) {
    case Qt::DisplayRole:
        return service->title;
    case IdRole:
    case widgets::DetailRole:
        return service->id;
    case widgets::HelpRole:
    case Qt::AccessibleDescriptionRole:
        return service->brief;
    case widgets::QueryRole:
        return m_query;
    case Qt::AccessibleTextRole:
        return QString(service->title + QStringLiteral(", ") + service->id);
    case Qt::ToolTipRole:
        return tr("%1 operation(s), API version %2\nfrom %3", nullptr, pluralOf(service->operations.size()))
            .arg(localNumber(service->operations.size()), service->apiVersion, service->origin);
    default:
        return {};
    }
}

QVariant ServiceListModel::favouritesData(int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return tr("Favourites and recent");
    case widgets::HelpRole:
    case Qt::AccessibleDescriptionRole:
        return tr("Operations you have starred, and those you opened last.");
    case widgets::StrongRole:
        return true;
    case IdRole:
        return QString();
    default:
        return {};
    }
}

Qt::ItemFlags ServiceListModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

} // namespace formwork::shell
