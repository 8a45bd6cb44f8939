// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "bulk/run.h"
#include "session/session.h"

#include <QAbstractTableModel>

namespace formwork::many
{

// What became of the rows of a batch: read in blocks as they are looked at, on the thread of the history, and
// kept up to date by the rows that end.
class BatchModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Row, OutcomeColumn, What, Request, ErrorColumn, RequestId, ColumnCount };
    enum Role { RequestRole = Qt::UserRole };

    explicit BatchModel(session::Session *session, QObject *parent = nullptr);

    void setBatch(qint64 id);
    void setOnlyUndone(bool only); // without the rows that succeeded
    void look(); // again, from the beginning
    void take(const bulk::RowEnd &end);

    [[nodiscard]] qint64 requestAt(int row) const; // of the history; 0: not begun
    [[nodiscard]] bool isReading() const { return m_reading.isAsking(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void failed(const QString &sentence); // the history cannot be read

private:
    void append(const QList<journal::BatchRow> &read);
    void askNames();
    void takeNames(const QList<journal::BatchRow> &read);
    [[nodiscard]] QString text(const journal::BatchRow &row, int column) const;

    session::Session *m_session;
    qint64 m_batch = 0;
    bool m_onlyUndone = false;
    QList<journal::BatchRow> m_rows;
    QHash<qint64, int> m_places; // by number of the row
    qint64 m_last = 0; // the row read last
    bool m_isAll = true;
    Latest m_reading;
    qint64 m_unnamed = 0; // the first row that ended and of which is not known what it is called; 0: none
    Latest m_naming;
};

} // namespace formwork::many
