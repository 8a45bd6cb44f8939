// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "session/session.h"
#include "widgets/tokens.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace formwork::widgets
{
class Banner;
class SearchField;
} // namespace formwork::widgets

namespace formwork::history
{

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

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QLayout *buildFilters();
    void buildTable();
    void buildBelow();
    void buildActions();
    void readAccounts();
    void fillAccounts(const QStringList &accounts);
    void applyFilter();
    void showSelected();
    void selectKept();
    void findSought();
    void refreshDetails();
    void updateCount();
    void showProblem(const QString &sentence);
    void retry(const QList<qint64> &ids);
    void signInAndRetry(qint64 id);
    void check(qint64 id);
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

    session::Session *m_session;
    HistoryModel *m_model;
    RequestTable *m_table;
    QStackedWidget *m_below;
    QLabel *m_hint;
    RequestDetails *m_details;
    SelectionPanel *m_many;
    widgets::Banner *m_problem; // the history cannot be read
    widgets::Banner *m_banner;
    widgets::SearchField *m_text;
    QComboBox *m_outcome;
    QComboBox *m_kind;
    QComboBox *m_account;
    QComboBox *m_period;
    QLabel *m_count;
    QPushButton *m_export = nullptr;
    QBoxLayout *m_first = nullptr; // line of the filters, and the second one
    QBoxLayout *m_second = nullptr;
    QBoxLayout *m_filters = nullptr; // the field, and the boxes beside or below it
    QAction *m_retry = nullptr;
    QAction *m_signIn = nullptr; // and retry
    QAction *m_check = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_presign = nullptr;
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
