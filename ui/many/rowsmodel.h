// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "many/job.h"

#include <QAbstractTableModel>

namespace formwork::many
{

// The rows of the file: whether they are sent, what is wrong with them, and their cells, which can be edited.
class RowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Row, Problem, FirstCell }; // the first one has a box: whether the row is sent

    explicit RowsModel(Job *job, QObject *parent = nullptr);

    void setOnlyBad(bool only); // those that were found not valid; none of them leaves while it is edited
    [[nodiscard]] qint64 rowAt(int place) const; // counted from 1

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void anew();
    void refresh();
    [[nodiscard]] QString text(qint64 row, int column) const;

    Job *m_job;
    bool m_onlyBad = false;
    QList<qint64> m_shown; // only of m_onlyBad
};

} // namespace formwork::many
