// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/answerreader.h"
#include "transport/transport.h"

#include <QFile>
#include <QSslError>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <optional>

namespace formwork::transport
{

// A request as its bytes go out.
struct Outgoing {
    QUrl url; // of the endpoint, for people
    QByteArray head; // with the empty line at its end
    QByteArray body;
    std::unique_ptr<QFile> file; // instead of the body
    qint64 size = 0; // of body or file
    bool toHead = false; // the method is HEAD
    bool asksFirst = false; // Expect: 100-continue
};

// One request on one connection, until its answer, its failure, its time-out or its cancellation. The bytes
// of a request are written once; a connection that fails takes its request with it. Made and destroyed (with
// deleteLater) by the transport's coroutine; finished() comes once, from the event loop.
class Exchange final : public QObject
{
    Q_OBJECT
public:
    // The socket is connected already, or about to be.
    Exchange(std::unique_ptr<QTcpSocket> socket, Outgoing outgoing, Timeouts timeouts, Streams streams);
    ~Exchange() override;

    [[nodiscard]] Result<http::Response> result() const;
    [[nodiscard]] std::unique_ptr<QTcpSocket> takeSocket(); // null: it cannot be used again
    void cancel();

Q_SIGNALS:
    void finished();

private:
    void watch();
    void connected();
    void sendBody();
    void arrived();
    void take(const QByteArray &body); // of the answer
    [[nodiscard]] bool fits(); // ends the exchange where it does not
    void failed();
    void moved(); // a byte of the request or the answer
    void tell();
    void stop(formwork::Error error);
    void finish();
    [[nodiscard]] bool isForSink() const;
    [[nodiscard]] Error networkError() const;
    [[nodiscard]] QString closedProxy() const; // the one that has not let us through yet

    std::unique_ptr<QTcpSocket> m_socket;
    Outgoing m_outgoing;
    Timeouts m_timeouts;
    Streams m_streams;
    AnswerReader m_reader;
    QByteArray m_body;
    Transferred m_transferred;
    QTimer m_connectTimer;
    QTimer m_transferTimer;
    QTimer m_permission; // to send the body, which is not waited for long
    QList<QSslError> m_sslErrors;
    std::optional<Error> m_stopped; // why there is no answer
    qint64 m_written = 0; // bytes of the body, handed to the socket
    bool m_sent = false; // a byte of the request may have left
    bool m_sinkHasBegun = false;
    bool m_finished = false;
};

} // namespace formwork::transport
