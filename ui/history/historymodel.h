// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "journal/journal.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QTimer>

namespace formwork::history
{

// The rows of the journal that pass a filter. Knows every id, reads the rows themselves in blocks when they
// are drawn, and follows the journal: rows of this and of other processes appear, change and move by
// themselves, each told as just that. Never waits for the journal: what is not read yet is empty for a
// moment.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Time,
        Operation,
        What,
        Account,
        OutcomeColumn,
        ErrorColumn,
        Attempts,
        Took,
        RequestId,
        ColumnCount
    };
    enum Role { IdRole = Qt::UserRole, OutcomeRole };

    explicit HistoryModel(journal::JournalPtr journal, QObject *parent = nullptr);

    void setFilter(const journal::Filter &filter);
    [[nodiscard]] QString problem() const { return m_problem; } // why rows are missing; empty: none is
    [[nodiscard]] bool isSettled() const; // nothing is being looked at; settled() tells when
    void setLimit(qsizetype limit); // only the first so many; 0: all
    [[nodiscard]] const journal::Filter &filter() const { return m_filter; }

    [[nodiscard]] qint64 idAt(int row) const;
    [[nodiscard]] int rowOf(qint64 id) const; // -1: not among them

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void countChanged(qsizetype count);
    void problemChanged(const QString &sentence); // empty: it is over
    void settled(); // what was asked for, and what changed, is there, or problem() says why not

private:
    struct Found {
        QList<qint64> ids;
        QList<journal::Record> rows; // some of them
    };

    void noteChanges(const QList<qint64> &ids);
    void lookAgain(); // at what changed, or at everything
    void lookAtAll();
    void lookAtChanges(); // of rows in the order of their time
    void show(const Result<Found> &found);
    void takeChanges(const QList<qint64> &ids, const Result<Found> &passing);
    void endLook();
    [[nodiscard]] bool standsInOrderOfTime() const;
    void setProblem(const QString &sentence);
    void miss(const QString &problem); // something could not be read

    void place(qint64 id, bool isIn);
    void replaceIds(const QList<qint64> &ids);
    void reorder(const QList<qint64> &ids); // the same ones
    void tellChanged(const QSet<qint64> &ids);

    [[nodiscard]] const journal::Record *record(int row) const; // null: not read yet
    void fetch(); // what is drawn
    void takeFetched(const QList<qint64> &ids, const Result<QList<journal::Record>> &rows);
    void keep(const QList<journal::Record> &rows) const;
    [[nodiscard]] QString text(const journal::Record &record, int column) const;
    [[nodiscard]] QString cellInWords(const journal::Record &record, int column) const;
    [[nodiscard]] QString rowInWords(const journal::Record &record) const;
    [[nodiscard]] QString toolTip(const journal::Record &record, int column) const;

    journal::JournalPtr m_journal;
    journal::Filter m_filter;
    qsizetype m_limit = 0;
    QList<qint64> m_ids;
    mutable QCache<qint64, journal::Record> m_rows;
    QTimer m_refresh; // several changes, one look
    Latest m_look;
    QSet<qint64> m_changed; // since the last look
    QSet<qint64> m_underLook; // changed before it
    bool m_needsAll = false; // the next look is at everything
    QString m_problem;
    mutable QSet<int> m_wanted; // blocks that are drawn and not read
    mutable QTimer m_fetch;
    QSet<qint64> m_fetching;
};

// "Created", "Rejected", "Unknown", "Sending..." as people read it; "Done" where the operation creates
// nothing.
[[nodiscard]] QString outcomeText(const journal::Record &record);

// "41 ms", "30.0 s"
[[nodiscard]] QString durationText(qint64 milliseconds);

} // namespace formwork::history
