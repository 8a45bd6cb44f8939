// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/onceonlydevice.h"
#include "transport/transport.h"

#include <QNetworkReply>
#include <QSslError>
#include <QTimer>

namespace formwork::transport
{

// One request on its way through a QNetworkAccessManager, until its answer, its failure, its time-out or its
// cancellation. Made and destroyed (with deleteLater) by the transport's coroutine; finished() comes once,
// from the event loop.
class Exchange final : public QObject
{
    Q_OBJECT
public:
    // Owns `reply`, which reads its body from `body`, which it owns too. `queued` says whether the request
    // may be waiting for a free connection, which is no reason to give up.
    Exchange(QNetworkReply *reply, OnceOnlyDevice *body, Timeouts timeouts, std::function<bool()> queued,
             Streams streams = {});
    ~Exchange() override;

    [[nodiscard]] bool isFinished() const { return m_finished; }
    [[nodiscard]] Result<http::Response> result() const;
    void cancel();

Q_SIGNALS:
    void finished();

private:
    void watch();
    void moved(); // a byte of the request or the answer
    void sent(); // the first byte of the request may have left
    void connectTimedOut();
    void stop(Error error);
    void finish();
    void drain(); // what has arrived, into the file it belongs into
    void told(qint64 sent); // how far it is
    [[nodiscard]] bool mayHaveLeft() const;
    [[nodiscard]] bool provenUnsent() const;
    [[nodiscard]] http::Response head() const;
    [[nodiscard]] Result<http::Response> answer() const;
    [[nodiscard]] Error networkError() const;

    QNetworkReply *m_reply;
    OnceOnlyDevice *m_body;
    Timeouts m_timeouts;
    std::function<bool()> m_queued;
    Streams m_streams;
    Transferred m_transferred;
    QTimer m_connectTimer;
    QTimer m_transferTimer;
    QList<QSslError> m_sslErrors;
    std::optional<Error> m_stopped; // why we gave up ourselves
    bool m_sent = false;
    bool m_newConnection = false;
    bool m_encrypted = false;
    bool m_finished = false;
    bool m_isDraining = false; // the answer is one for the file
};

} // namespace formwork::transport
