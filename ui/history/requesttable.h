// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>
#include <QStyledItemDelegate>
#include <QTableView>

namespace formwork::history
{

// Cells of a table of requests: a line below each row, text that stands below its header, the place of the
// keyboard as a frame around the row.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    virtual void paintInside(QPainter *painter, const QRect &inside, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const;
};

// Draws the outcome of a row as a chip.
class OutcomeDelegate : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

protected:
    void paintInside(QPainter *painter, const QRect &inside, const QStyleOptionViewItem &option,
                     const QModelIndex &index) const override;
};

// Gives one column of a table the room the others leave, and hides some where there is too little.
class ColumnFitter : public QObject
{
    Q_OBJECT

public:
    // `optional` columns are left out of a narrow window, the first ones first.
    ColumnFitter(QTableView *table, int column, int leastWidth, const QList<int> &optional);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();

    struct Optional {
        int column = 0;
        int width = 0;
    };

    QTableView *m_table;
    int m_column;
    int m_least;
    QList<Optional> m_optional;
};

// A table of requests, as the home page and the history have it.
class RequestTable : public QTableView
{
    Q_OBJECT

public:
    explicit RequestTable(QWidget *parent = nullptr);

    void setColumns(const QList<int> &hidden, const QList<int> &optional); // once, after the model
    void setEmptyText(const QString &text); // said in place of rows

protected:
    void paintEvent(QPaintEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    QString m_emptyText;
};

} // namespace formwork::history
