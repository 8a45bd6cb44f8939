// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "history/grouping.h"
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

    [[nodiscard]] qint64 idAt(int row) const; // below 0: the line of that batch
    [[nodiscard]] qsizetype total() const { return m_total; } // requests, in whatever line

    // Rows of a batch stand in one line, which opens; but not where the filter names a batch, or with a
    // limit.
    [[nodiscard]] qint64 batchAt(int row) const { return qMax<qint64>(0, -idAt(row)); } // 0: a request
    [[nodiscard]] const journal::Batch *batch(qint64 id) const; // null: not read yet
    [[nodiscard]] bool isOpen(qint64 batch) const { return m_open.contains(batch); }
    void setOpen(qint64 batch, bool open);

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
        Grouped groups; // a look at everything
        QHash<qint64, qint64> batches; // of changed rows
    };

    void noteChanges(const QList<qint64> &ids);
    void lookAgain(); // at what changed, or at everything
    void lookAtAll();
    void lookAtChanges(); // of rows in the order of their time
    void show(const Result<Found> &found);
    void takeChanges(const QList<qint64> &ids, const Result<Found> &passing);
    void endLook();
    [[nodiscard]] bool standsInOrderOfTime() const;
    [[nodiscard]] bool groupsBatches() const;
    [[nodiscard]] qint64 keyOf(qint64 id) const; // the place of a line in the order of time
    bool noteOfBatch(qint64 id, qint64 batch, bool isIn); // true: its line stands for the row
    void fetchBatches();
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
    [[nodiscard]] static QString timeText(const QDateTime &time);
    [[nodiscard]] QVariant batchData(qint64 batch, int column, int role) const;
    [[nodiscard]] QString batchText(const journal::Batch &batch, int column) const;

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
    qsizetype m_total = 0;
    Grouped m_groups; // keys and members; the ids are m_ids
    QSet<qint64> m_open; // batches whose rows are shown
    QHash<qint64, journal::Batch> m_batches;
    mutable QSet<qint64> m_wantedBatches;
    mutable QTimer m_fetchBatches; // a running batch changes all the time
    QTimer m_late; // rows that came to a batch, or that the filter no longer finds in it
    Latest m_batchLook;
};

// "Created", "Rejected", "Unknown", "Sending..." as people read it; "Done" where the operation creates
// nothing.
[[nodiscard]] QString outcomeText(const journal::Record &record);

// "41 ms", "30.0 s"
[[nodiscard]] QString durationText(qint64 milliseconds);

} // namespace formwork::history
