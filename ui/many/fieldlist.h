// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "many/job.h"

#include <QTableWidget>
#include <QTreeWidget>

namespace formwork::many
{

// The columns of a file, one a line; a line can be dragged onto a field.
class ColumnTable : public QTableWidget
{
    Q_OBJECT

public:
    explicit ColumnTable(int columns, QWidget *parent = nullptr);

    [[nodiscard]] QString currentName() const; // of the column of the file
    static QString mimeType();

Q_SIGNALS:
    void pickRequested(int row); // with Return or F4

protected:
    QMimeData *mimeData(const QList<QTableWidgetItem *> &items) const override;
    QStringList mimeTypes() const override { return {mimeType()}; }
    void keyPressEvent(QKeyEvent *event) override;
};

// The fields of an operation and which column goes to each. A column is dropped onto a field; with the keys,
// Return takes the column that is current in the table, Delete sends it away.
class FieldList : public QTreeWidget
{
    Q_OBJECT

public:
    FieldList(Job *job, ColumnTable *columns, QWidget *parent = nullptr);

    void fill(); // with the fields, once
    void filter(const QString &text);
    void refresh(); // what goes where

Q_SIGNALS:
    void taken(const QString &column, const QString &path); // an empty path: nowhere

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QString withoutColumn(const QString &path) const;
    void take(const QString &column, const QTreeWidgetItem *item);

    Job *m_job;
    ColumnTable *m_columns;
    QHash<QString, QTreeWidgetItem *> m_items; // by path
};

} // namespace formwork::many
