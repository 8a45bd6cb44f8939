// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/holdings.h"
#include "session/session.h"

#include <QCborMap>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace formwork::widgets
{
class SearchField;
}

namespace formwork::shell
{

// What the practice account holds, by service: looked for by any word, deleted, opened as a form to make
// another one. Follows what requests do while it is seen.
class PracticePage : public QWidget
{
    Q_OBJECT

public:
    explicit PracticePage(session::Session *session, QWidget *parent = nullptr);

    void refresh();

Q_SIGNALS:
    void formRequested(const QString &service, const QString &operation, const QCborMap &input);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildColumn();
    void fill();
    void addThing(QTreeWidgetItem *group, const practice::Holding &holding);
    void refreshButtons();
    void openForm();
    void askToDelete();
    [[nodiscard]] const practice::Holding *current() const; // null: none is chosen

    session::Session *m_session;
    widgets::SearchField *m_search;
    QTreeWidget *m_tree;
    QLabel *m_state;
    QPushButton *m_form;
    QPushButton *m_delete;
    QTimer m_soon; // what happens in a burst is shown once
    QList<practice::Holding> m_holdings;
    qint64 m_chosen = 0; // id
};

} // namespace formwork::shell
