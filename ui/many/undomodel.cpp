// SPDX-License-Identifier: Apache-2.0
#include "many/undomodel.h"

#include "document/json.h"
#include "document/redact.h"

namespace formwork::many
{

void UndoModel::setPlan(const bulk::UndoPlan &plan)
{
    beginResetModel();
    m_rows = plan.rows;
    m_operation = plan.operation;
    endResetModel();
}

int UndoModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int UndoModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString UndoModel::text(const bulk::Undoing &row, int column) const
{
    switch (column) {
    case Row:
        return QString::number(row.row);
    case What:
        return row.what;
    case Becomes:
        return row.obstacle.isEmpty() ? tr("Is deleted") : tr("Stays");
    default:
        if (!row.obstacle.isEmpty())
            return row.obstacle;
        return m_operation->name + u' '
            + QString::fromUtf8(document::toJson(document::redacted(row.input, *m_operation->input),
                                                 *m_operation->input, document::JsonStyle::Compact));
    }
}

QVariant UndoModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool isText = role == Qt::DisplayRole || (role == Qt::ToolTipRole && index.column() == Why);
    return isText ? QVariant(text(m_rows[index.row()], index.column())) : QVariant();
}

QVariant UndoModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Row:
        return tr("Row");
    case What:
        return tr("What");
    case Becomes:
        return tr("Becomes");
    default:
        return tr("How, or why not");
    }
}

} // namespace formwork::many
