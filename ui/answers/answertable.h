// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "answers/lists.h"

#include <QAbstractTableModel>
#include <QCborArray>

namespace formwork::answers
{

// A list of an answer as a table: a row an entry, a column a member that any entry has. Sorts and filters by
// itself, over ten thousand rows between two keys of a typing person.
class AnswerTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit AnswerTable(const Answer *answer, QObject *parent = nullptr);

    [[nodiscard]] document::Pointer pointerAt(const QModelIndex &index) const; // of the cell's value
    [[nodiscard]] QModelIndex indexOf(const document::Pointer &cell) const; // invalid where it is not shown
    [[nodiscard]] QCborValue valueAt(const QModelIndex &index) const;
    [[nodiscard]] qsizetype entries() const { return m_entries.size(); } // those filtered out as well
    [[nodiscard]] QByteArray toCsv() const; // the rows that are shown, in their order
    [[nodiscard]] const ListPlace &place() const { return m_place; }

    void setPlace(const ListPlace &place);
    void setFilter(const QString &text); // words that all have to be in a row, whatever their case

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    void load();
    void noteReveal(const document::Pointer &pointer);
    void filter();
    void order();
    [[nodiscard]] QString rowText(qsizetype entry);
    [[nodiscard]] bool isMember(const QString &name) const;
    [[nodiscard]] const model::Shape *shapeOf(int column) const; // null where nothing is known of it
    [[nodiscard]] QCborValue cell(qsizetype entry, int column) const;

    const Answer *m_answer;
    ListPlace m_place;
    QCborArray m_entries;
    QStringList m_columns; // members; one empty name: the entries themselves
    QList<qsizetype> m_rows; // entries that are shown, in order
    QStringList m_texts; // of entries, folded; made when a filter is set
    QStringList m_words; // of the filter, folded
    int m_sortColumn = -1; // -1: as the service sent them
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace formwork::answers
