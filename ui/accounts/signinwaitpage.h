// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "signin/sessions.h"

#include <QFuture>
#include <QPromise>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace formwork::widgets
{
class QrCode;
}

namespace formwork::accounts
{

// While one signs in in the browser: the address, the code in large letters, how long it is waited for, and
// where a text from another computer is entered.
class SignInWaitPage : public QWidget
{
    Q_OBJECT

public:
    explicit SignInWaitPage(ClockPtr clock, QWidget *parent = nullptr);

    void begin(signin::SignInWay way, bool isConsole); // what else there is differs
    void showProgress(const signin::SignInProgress &progress); // opens the browser the first time
    [[nodiscard]] QFuture<QString> pasted(); // what the person enters; empty: gave up
    void end();

    // How the browser is opened; a test does it otherwise.
    void setOpener(std::function<bool(const QUrl &)> opener) { m_opener = std::move(opener); }

Q_SIGNALS:
    void cancelRequested();
    void otherWayRequested(); // the code instead of this computer's browser

private:
    void build();
    void refreshLeft();

    ClockPtr m_clock;
    signin::SignInWay m_way = signin::SignInWay::Browser;
    signin::SignInProgress m_progress;
    bool m_isOpened = false;
    std::function<bool(const QUrl &)> m_opener;
    std::shared_ptr<QPromise<QString>> m_pasted;
    QLabel *m_text;
    QLabel *m_code;
    widgets::QrCode *m_picture; // the address with the code in it, for a telephone
    QLineEdit *m_address;
    QLabel *m_left;
    QWidget *m_paste;
    QLineEdit *m_pasteField;
    QPushButton *m_other;
    QTimer *m_tick;
};

} // namespace formwork::accounts
