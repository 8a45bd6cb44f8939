// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "signin/sessions.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTimer;

namespace formwork::accounts
{

// Asks for the code of an MFA device: which device, which profile wants it, and how long it is until the next
// code. Where the code that is shown now will not do, it waits for the next one.
class MfaDialog : public QDialog
{
    Q_OBJECT

public:
    MfaDialog(const signin::MfaQuestion &question, ClockPtr clock, QWidget *parent = nullptr);

    [[nodiscard]] QString code() const; // six digits once it was accepted

private:
    void build();
    void refresh();
    [[nodiscard]] bool mustWait() const;

    signin::MfaQuestion m_question;
    ClockPtr m_clock;
    QLineEdit *m_code;
    QProgressBar *m_time;
    QLabel *m_next;
    QPushButton *m_accept;
    QTimer *m_tick;
};

} // namespace formwork::accounts
