// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "certificate.h"

#include <QHash>
#include <QList>
#include <QSslSocket>
#include <QTcpServer>

#include <functional>
#include <optional>

namespace formwork::tests
{

// The request as its bytes arrived.
struct RawRequest {
    QByteArray head; // request line and headers, without the empty line
    QByteArray body;
    quint16 peerPort = 0; // tells connections apart

    [[nodiscard]] QByteArray requestLine() const { return head.left(head.indexOf("\r\n")); }
    [[nodiscard]] QByteArray target() const { return requestLine().split(' ').value(1); }
    [[nodiscard]] QByteArray header(const QByteArray &name) const; // exact value, null if absent
    [[nodiscard]] qsizetype headerCount(const QByteArray &name) const;
};

// An HTTP server that is nothing but a socket and a script, so that it can misbehave. Over TLS with an
// identity.
class WireServer : public QTcpServer
{
    Q_OBJECT
public:
    // Called with each whole request; answers by writing to the socket, or does worse.
    using Script = std::function<void(QTcpSocket &, const RawRequest &, int number)>;

    explicit WireServer(Script script, std::optional<TlsIdentity> identity = {});

    [[nodiscard]] QByteArray authority() const { return "127.0.0.1:" + QByteArray::number(serverPort()); }
    [[nodiscard]] QByteArray scheme() const { return m_identity ? "https" : "http"; }

    void setScript(Script script) { m_script = std::move(script); }

    QList<RawRequest> requests; // every whole one that arrived
    int connections = 0;
    int bytesReceived = 0;
    bool hangUpOnConnect = false;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void read(QTcpSocket &socket);

    Script m_script;
    std::optional<TlsIdentity> m_identity;
    QHash<QTcpSocket *, QByteArray> m_buffers;
};

// Scripts.
[[nodiscard]] QByteArray answerBytes(int status, const QByteArray &body, const QByteArray &extraHeaders = {});
[[nodiscard]] WireServer::Script answer(int status, const QByteArray &body = "{}",
                                        const QByteArray &extraHeaders = {});
[[nodiscard]] WireServer::Script hangUp();
[[nodiscard]] WireServer::Script silence();

} // namespace formwork::tests
