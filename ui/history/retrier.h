// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/beforeretry.h"
#include "journal/reader.h"
#include "session/session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

class QProgressDialog;
class QWidget;

namespace formwork::history
{

// Sends requests of the history once more. Asks first where a duplicate is possible, where another account or
// Region is selected than the request went to, where the account wants to be asked, and where the environment
// holds other keys than it was sent with; and for the file of an answer of data. One Retrier a round;
// its questions belong to `window`.
class Retrier : public QObject
{
    Q_OBJECT

public:
    Retrier(session::Session *session, QWidget *window);

    void retry(const QList<qint64> &ids);

Q_SIGNALS:
    void finished(const QString &summary); // a sentence; empty when nothing was sent

private:
    struct Task {
        qint64 id = 0;
        journal::NewRequest request;
        client::BeforeRetry asked;
        bool otherKeys = false; // the person knows that they are not the keys of the first time
        QString answerFile; // of an answer of data
        bool isConfirmed = false; // what the account's guard asks
    };

    struct Asked {
        QStringList sentences;
        QString mustType; // the name of a guarded account, where something is deleted or stopped
        bool isProduction = false;
    };
    using Planned = Result<journal::PlannedRow>;
    void plan(const QList<Planned> &rows);
    [[nodiscard]] Asked questions() const;
    [[nodiscard]] Result<model::OperationPtr> operationOf(const journal::NewRequest &request) const;
    [[nodiscard]] client::BeforeRetry askedOf(const journal::PlannedRow &row) const;
    void keepToOneAccount(); // only one name can be typed
    void ask(const Asked &asked);
    void sendNext();
    void place(const Task &task); // asks for the file of an answer of data, then sends
    void send(const Task &task);
    void watch(client::CallOptions &options); // a file that moves: how far, and a way to stop it
    void askAboutKeys(Task task, const Error &error);
    void count(const client::CallResult &result);

    session::Session *m_session;
    QPointer<QWidget> m_window;
    QList<Task> m_tasks;
    QStringList m_refused; // why a request cannot be retried
    QPointer<QProgressDialog> m_progress;
    QElapsedTimer m_sinceSent; // the first of them
    int m_succeeded = 0;
    int m_rejected = 0;
    int m_unknown = 0;
};

} // namespace formwork::history
