// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;
class QVBoxLayout;

namespace formwork::accounts
{

// The practice account: what it is, what it holds, and the bad days it can be told to have.
class PracticePanel : public QWidget
{
    Q_OBJECT

public:
    explicit PracticePanel(session::Session *session, QWidget *parent = nullptr);

private:
    void addDevice(QVBoxLayout *column);
    void addReferences(QVBoxLayout *column);
    void addRehearsal(QVBoxLayout *column);
    void addFaultControls(QVBoxLayout *column);
    void applyFault();
    void refresh();
    void askToReset();

    session::Session *m_session;
    QLabel *m_state;
    QComboBox *m_fault;
    QSpinBox *m_count;
    QSpinBox *m_minutes;
    QCheckBox *m_lost;
};

} // namespace formwork::accounts
