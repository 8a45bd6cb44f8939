// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace formwork::widgets
{
class Banner;
class SearchField;
} // namespace formwork::widgets

namespace formwork::history
{

class HistoryModel;
class RequestDetails;

// The log view: every request ever sent, with filters, details, retry, export and delete.
class HistoryPage : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPage(session::Session *session, QWidget *parent = nullptr);

    void setFilter(const QString &text);
    void showRow(qint64 journalId); // clears a filter that hides it

Q_SIGNALS:
    void editAsNewRequested(qint64 journalId);

private:
    QLayout *buildFilters();
    void buildTable();
    void buildActions();
    void fillAccounts();
    void applyFilter();
    void showSelected();
    void updateCount();
    void retry(const QList<qint64> &ids);
    void removeSelected();
    void restoreRemoved();
    void exportShown();
    [[nodiscard]] QList<qint64> selectedIds() const;

    session::Session *m_session;
    HistoryModel *m_model;
    QTableView *m_table;
    RequestDetails *m_details;
    widgets::Banner *m_banner;
    widgets::SearchField *m_text;
    QComboBox *m_outcome;
    QComboBox *m_account;
    QComboBox *m_period;
    QLabel *m_count;
    QList<qint64> m_removed; // the last ones, for undo
};

} // namespace formwork::history
