// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "session/session.h"
#include "widgets/tokens.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QStackedWidget;

namespace formwork::widgets
{
class Banner;
}

namespace formwork::history
{

class BatchPanel;
class FilterBar;
class HistoryModel;
class RequestDetails;
class RequestTable;
class SelectionPanel;

// The log view: every request ever sent, with filters, details, retry, export and delete.
class HistoryPage : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPage(session::Session *session, QWidget *parent = nullptr);

    void setFilter(const QString &text);
    void showRow(qint64 journalId); // clears a filter that hides it
    void startSearch(); // the keyboard goes to the filter
    void exportShown();
    // What can be done with the rows that are selected; nothing while the page is not to be seen.
    [[nodiscard]] QList<QAction *> requestActions() const;

Q_SIGNALS:
    void editAsNewRequested(qint64 journalId);
    void presignRequested(qint64 journalId);
    void batchRequested(qint64 batch);
    void answerShown(QObject *view, qint64 journalId);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildTable();
    void buildBelow();
    void buildActions();
    void readAccounts();
    void applyFilter();
    void showSelected();
    void selectKept();
    void toggleBatch(int line);
    void openBatch();
    void refreshBatch();
    void findSought();
    void refreshDetails();
    void updateCount();
    void showProblem(const QString &sentence);
    void retry(const QList<qint64> &ids);
    void signInAndRetry(qint64 id);
    void check(qint64 id);
    void withRow(qint64 id, std::function<void(const journal::Record &)> then); // or says what is wrong
    void compare(qint64 first, qint64 second);
    void showCompared(const journal::Record &one, const journal::Record &other);
    void compareWithThere(qint64 id);
    void compareWithThere(const journal::Record &row);
    void notice(widgets::Tone tone, const QString &sentence);
    void copyRequestIds();
    void copyRequestIdsOf(const Result<QList<journal::Record>> &rows);
    void removeSelected();
    void showRemoved(const QList<qint64> &ids, const Result<void> &removed);
    void restoreRemoved();
    void showRestored(const QList<qint64> &ids, const Result<void> &restored);
    void refreshActions();
    void findRetryable(const QList<qint64> &ids);
    [[nodiscard]] QList<qint64> selectedIds() const;
    [[nodiscard]] QList<qint64> selectedLines() const; // below 0: of a batch
    [[nodiscard]] qint64 selectedBatch() const; // 0: not one alone

    session::Session *m_session;
    HistoryModel *m_model;
    RequestTable *m_table;
    QStackedWidget *m_below;
    QLabel *m_hint;
    RequestDetails *m_details;
    SelectionPanel *m_many;
    BatchPanel *m_batch;
    widgets::Banner *m_problem; // the history cannot be read
    widgets::Banner *m_banner;
    FilterBar *m_filters;
    QAction *m_retry = nullptr;
    QAction *m_signIn = nullptr; // and retry
    QAction *m_check = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_openBatch = nullptr;
    QAction *m_presign = nullptr;
    QAction *m_compare = nullptr;
    QAction *m_compareThere = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_undo = nullptr;
    QTimer m_clock;
    Latest m_accounts; // the questions of this page
    Latest m_retryable;
    qint64 m_sought = 0; // the row to be shown once the model knows it
    QList<qint64> m_kept; // selected before the model was reset
    QList<qint64> m_removed; // the last ones, for undo
};

} // namespace formwork::history
