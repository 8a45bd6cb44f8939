// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/undo.h"

#include <QAbstractTableModel>

namespace formwork::many
{

// The things of an undo: what is called how, whether it is deleted, and with which input or why it stays.
class UndoModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Row, What, Becomes, Why, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(const bulk::UndoPlan &plan);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const bulk::Undoing &row, int column) const;

    QList<bulk::Undoing> m_rows;
    model::OperationPtr m_operation;
};

} // namespace formwork::many
