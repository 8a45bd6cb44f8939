// SPDX-License-Identifier: Apache-2.0
#include "shell/operationlist.h"

#include "shell/operationgroups.h"
#include "widgets/entrydelegate.h"
#include "widgets/matches.h"
#include "wording/names.h"

#include <algorithm>

namespace formwork::shell
{

OperationListModel::OperationListModel(Bookmarks &bookmarks, QObject *parent)
    : QAbstractListModel(parent)
    , m_bookmarks(bookmarks)
{
    connect(&m_bookmarks, &Bookmarks::changed, this, [this] {
        if (!m_shown.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    });
}

void OperationListModel::setLines(const QList<Line> &lines)
{
    m_all = lines;
    m_exactlyOnce.clear();
    arrange();
}

void OperationListModel::setQuery(const QString &query)
{
    if (m_query == query.trimmed())
        return;
    m_query = query.trimmed();
    arrange();
}

void OperationListModel::setExactlyOnce(const QSet<QString> &operations)
{
    m_exactlyOnce = operations;
    if (!m_shown.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void OperationListModel::arrange()
{
    beginResetModel();
    m_shown.clear();
    const Line *heading = nullptr; // shown with the first line below it
    for (const Line &line : std::as_const(m_all)) {
        if (line.isHeading()) {
            heading = &line;
            continue;
        }
        const QString said = line.operation + u' ' + line.title + u' ' + line.brief;
        if (!widgets::hasWords(said, m_query))
            continue;
        if (heading)
            m_shown.append(*std::exchange(heading, nullptr));
        m_shown.append(line);
    }
    endResetModel();
}

OperationName OperationListModel::nameAt(const QModelIndex &index) const
{
    return {index.data(ServiceRole).toString(), index.data(OperationRole).toString()};
}

QModelIndex OperationListModel::first() const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (!m_shown[row].isHeading())
            return index(row);
    }
    return {};
}

int OperationListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant OperationListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_shown[index.row()];
    if (line.isHeading())
        return role == Qt::DisplayRole     ? QVariant(line.title)
            : role == widgets::HeadingRole ? QVariant(true)
                                           : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        return line.title;
    case Qt::AccessibleTextRole:
        return spoken(line);
    case ServiceRole:
        return line.service;
    case OperationRole:
        return line.operation;
    case widgets::DetailRole:
        return line.detail;
    case widgets::HelpRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return line.brief;
    case widgets::NoteRole:
        return m_exactlyOnce.contains(line.operation) ? tr("exactly once") : QString();
    case widgets::WarningRole:
        return line.isDeprecated ? tr("deprecated") : QString();
    case widgets::StarredRole:
        return m_bookmarks.isFavourite({line.service, line.operation});
    case widgets::QueryRole:
        return m_query;
    default:
        return {};
    }
}

// What the marks at the end of a line say to those who see.
QString OperationListModel::spoken(const Line &line) const
{
    QStringList parts = {line.title, line.detail};
    if (line.isDeprecated)
        parts.append(tr("deprecated"));
    if (m_exactlyOnce.contains(line.operation))
        parts.append(tr("exactly once"));
    if (m_bookmarks.isFavourite({line.service, line.operation}))
        parts.append(tr("favourite"));
    return parts.join(QStringLiteral(", "));
}

Qt::ItemFlags OperationListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_shown[index.row()].isHeading())
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QList<OperationListModel::Line> linesOf(const model::Service &service)
{
    QHash<OperationGroup, QList<OperationListModel::Line>> grouped;
    for (const model::OperationSummary &operation : service.operations)
        grouped[groupOf(operation.name)].append({service.id, operation.name, wording::words(operation.name),
                                                 operation.name, operation.brief, operation.deprecated});
    QList<OperationListModel::Line> lines;
    for (const OperationGroup group : kOperationGroups) {
        QList<OperationListModel::Line> members = grouped.value(group);
        if (members.isEmpty())
            continue;
        std::ranges::sort(members, {}, [](const OperationListModel::Line &line) {
            return std::pair(placeInGroup(line.operation), line.operation);
        });
        OperationListModel::Line heading;
        heading.title = QStringLiteral("%1  %2").arg(titleOf(group)).arg(members.size());
        lines.append(heading);
        // What is on its way out comes last.
        for (const bool deprecated : {false, true}) {
            for (const OperationListModel::Line &line : members) {
                if (line.isDeprecated == deprecated)
                    lines.append(line);
            }
        }
    }
    return lines;
}

} // namespace formwork::shell
