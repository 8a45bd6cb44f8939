// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QFrame>

class QLabel;
class QMenu;
class QPushButton;
class QTimer;

namespace formwork::widgets
{
class Chip;
}

namespace formwork::shell
{

// The bar at the top of the main window: account, Region, the way to every operation, the history.
class TopBar : public QFrame
{
    Q_OBJECT

public:
    explicit TopBar(session::Session *session, QWidget *parent = nullptr);

    void setOperationCount(qsizetype count); // 0: not known yet
    void setAttention(qint64 count); // requests whose outcome is unknown

Q_SIGNALS:
    void searchRequested();
    void historyRequested();
    void accountRequested(); // to select one

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void fit(); // the texts to the room there is
    void refreshLeft(); // the time that the session has left
    void fillRegions();

    session::Session *m_session;
    QPushButton *m_account;
    QPushButton *m_region;
    QPushButton *m_search;
    QPushButton *m_history;
    widgets::Chip *m_mark;
    QLabel *m_left;
    QTimer *m_minute;
    QMenu *m_regions;
    qsizetype m_operations = 0;
};

} // namespace formwork::shell
