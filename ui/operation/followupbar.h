// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;

namespace formwork::operation
{

class FollowUp;

// The line over an answer with what can be done next: further pages, waiting, and how that goes.
class FollowUpBar : public QWidget
{
    Q_OBJECT

public:
    explicit FollowUpBar(FollowUp *followUp, QWidget *parent = nullptr);

private:
    QPushButton *addButton(const QString &text, const char *name, void (FollowUp::*pressed)());
    void refresh();
    void refreshOffers();

    FollowUp *m_followUp;
    QLabel *m_text;
    QProgressBar *m_bar;
    QPushButton *m_next;
    QPushButton *m_all;
    QPushButton *m_wait;
    QPushButton *m_stop;
    QMenu *m_menu;
};

} // namespace formwork::operation
