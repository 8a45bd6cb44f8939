// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "bulk/run.h"
#include "session/session.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

namespace formwork::many
{

// A batch that this program sends. Belongs to the session, not to a window: who closes the window stops
// nothing. Deletes itself some time after its end; of one batch there is one.
class BatchRunner : public QObject
{
    Q_OBJECT

public:
    // What a batch that this process has taken is sent with.
    struct Order {
        model::OperationPtr operation;
        client::Target target;
        journal::Batch batch;
        bulk::RunWishes wishes;
        bool triesOne = false; // one row, and the others when somebody says so
        QString title; // of what is done, for a notification
    };

    // Begins at once.
    BatchRunner(session::Session *session, Order order);
    // The one that sends that batch now; null: none of this program.
    [[nodiscard]] static BatchRunner *of(const session::Session &session, qint64 batch);

    [[nodiscard]] qint64 batch() const { return m_order.batch.id; }
    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }
    [[nodiscard]] bool isPaused() const { return m_run && m_run->isPaused(); }
    [[nodiscard]] bool isStopping() const { return m_run && m_run->isStopping(); }
    [[nodiscard]] bool isWaitingAfterFirst() const { return m_waitsAfterFirst; }
    [[nodiscard]] bool firstSucceeded() const { return m_counts.succeeded > 0; }
    [[nodiscard]] QString progress() const; // in words
    [[nodiscard]] qint64 toSend() const { return m_toSend; }
    [[nodiscard]] qint64 ended() const; // of those
    [[nodiscard]] QString reason() const { return m_reason; } // why it stopped by itself; empty: it did not

    void pause();
    void goOn();
    void stop();
    void sendTheRest(); // after the first

    void setWindow(QWidget *window) { m_window = window; } // that a notification leads to

Q_SIGNALS:
    void changed(); // a few times a second while rows end
    void rowEnded(const formwork::bulk::RowEnd &end);
    void finished();

private:
    void begin(qint64 most);
    void end();
    void leave();
    void finish(const journal::Batch &now);
    [[nodiscard]] bulk::RunCounts totals() const;
    [[nodiscard]] std::chrono::milliseconds elapsed() const;

    session::Session *m_session;
    Order m_order;
    bulk::RunPtr m_run;
    bulk::RunCounts m_counts; // of runs that have ended
    qint64 m_toSend = 0;
    QString m_reason;
    bool m_waitsAfterFirst = false;
    QElapsedTimer m_since;
    qint64 m_before = 0; // milliseconds before the last pause
    QTimer m_telling;
    QPointer<QWidget> m_window;
    std::shared_ptr<const void> m_underWay;
};

} // namespace formwork::many
