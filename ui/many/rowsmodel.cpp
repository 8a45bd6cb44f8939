// SPDX-License-Identifier: Apache-2.0
#include "many/rowsmodel.h"

#include "widgets/theme.h"

#include <algorithm>

namespace formwork::many
{

RowsModel::RowsModel(Job *job, QObject *parent)
    : QAbstractTableModel(parent)
    , m_job(job)
{
    connect(job, &Job::readingChanged, this, &RowsModel::anew);
    connect(job, &Job::mappingChanged, this, &RowsModel::refresh);
    connect(job, &Job::rowsChanged, this, &RowsModel::refresh);
    connect(job, &Job::checkedChanged, this, &RowsModel::refresh);
}

void RowsModel::anew()
{
    beginResetModel();
    m_shown = m_onlyBad ? m_job->badRows() : QList<qint64>();
    endResetModel();
}

void RowsModel::refresh()
{
    if (m_onlyBad && !m_job->isChecking()) {
        QList<qint64> shown = m_shown + m_job->badRows();
        std::ranges::sort(shown);
        shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
        if (shown != m_shown) {
            beginResetModel();
            m_shown = shown;
            endResetModel();
            return;
        }
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RowsModel::setOnlyBad(bool only)
{
    m_onlyBad = only;
    anew();
}

qint64 RowsModel::rowAt(int place) const
{
    if (place < 0 || place >= rowCount())
        return 0;
    return m_onlyBad ? m_shown[place] : place + 1;
}

int RowsModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return static_cast<int>(m_onlyBad ? m_shown.size() : m_job->rowCount());
}

int RowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstCell + static_cast<int>(m_job->table().columns.size());
}

QString RowsModel::text(qint64 row, int column) const
{
    if (column == Row)
        return QString::number(row);
    if (column >= FirstCell)
        return m_job->cells(row).value(column - FirstCell);
    if (m_job->isLeftOut(row))
        return tr("Left out");
    if (const bulk::BadRow *bad = m_job->badRow(row))
        return bulk::sentenceOf(*bad);
    return m_job->isEdited(row) ? tr("Edited") : QString();
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const qint64 row = rowAt(index.row());
    const bool isBad = m_job->badRow(row) && !m_job->isLeftOut(row);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case Qt::ToolTipRole:
        return text(row, index.column());
    case Qt::CheckStateRole:
        if (index.column() == Row)
            return m_job->isLeftOut(row) ? Qt::Unchecked : Qt::Checked;
        return {};
    case Qt::ForegroundRole:
        if (m_job->isLeftOut(row))
            return widgets::Theme::tokens().muted;
        if (isBad && index.column() == Problem)
            return widgets::Theme::tokens().rejected.text;
        return {};
    case Qt::AccessibleTextRole: {
        const QString name = headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString();
        const QString shown = text(row, index.column());
        const QString said = shown.isEmpty() ? tr("%1: empty").arg(name) : tr("%1: %2").arg(name, shown);
        return index.column() == Row && isBad ? tr("%1, not valid").arg(said) : said;
    }
    default:
        return {};
    }
}

bool RowsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const qint64 row = rowAt(index.row());
    if (role == Qt::CheckStateRole && index.column() == Row) {
        m_job->setLeftOut({row}, value.toInt() == Qt::Unchecked);
        return true;
    }
    if (role != Qt::EditRole || index.column() < FirstCell)
        return false;
    m_job->setCell(row, index.column() - FirstCell, value.toString());
    return true;
}

Qt::ItemFlags RowsModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.column() == Row)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() >= FirstCell)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (section == Row)
        return tr("Row");
    if (section == Problem)
        return tr("What is wrong");
    return m_job->table().columns.value(section - FirstCell);
}

} // namespace formwork::many
