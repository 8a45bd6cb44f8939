// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "journal/protection.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QTimer;

namespace formwork::operation
{

// While a request is under way: which attempt, for how long, and what cancelling would mean now.
class SendingView : public QWidget
{
    Q_OBJECT

public:
    explicit SendingView(QWidget *parent = nullptr);

    void start(const QString &title, const QString &where, bool isRetry, journal::Protection protection);
    void showProgress(const client::Progress &progress);
    void showTransferred(const client::Transferred &moved);
    void stop();

Q_SIGNALS:
    void cancelRequested();

private:
    [[nodiscard]] QString meaningOf(const client::Progress &progress) const;
    void cancel();
    void tick();
    void showWords();
    void showAmount();
    [[nodiscard]] QString wordsNow() const;
    [[nodiscard]] QString attemptWords(const QString &words) const;
    [[nodiscard]] bool isSendingFile() const;

    QLabel *m_title;
    QLabel *m_where;
    QLabel *m_stage;
    QLabel *m_amount; // of a file
    QLabel *m_meaning;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
    QTimer *m_timer;
    QElapsedTimer m_elapsed;
    QElapsedTimer m_sinceAmount; // shown a few times a second
    client::Progress m_progress;
    client::Transferred m_moved;
    QString m_words;
    journal::Protection m_protection = journal::Protection::None;
    bool m_isRetry = false;
    bool m_isCancelled = false;
};

} // namespace formwork::operation
