// SPDX-License-Identifier: Apache-2.0
#include "wireserver.h"

#include <QSslConfiguration>

namespace formwork::tests
{

QByteArray RawRequest::header(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

qsizetype RawRequest::headerCount(const QByteArray &name) const
{
    return ('\n' + head.toLower()).count('\n' + name.toLower() + ':');
}

WireServer::WireServer(Script script, std::optional<TlsIdentity> identity)
    : m_script(std::move(script))
    , m_identity(std::move(identity))
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("no loopback port");
}

void WireServer::incomingConnection(qintptr descriptor)
{
    ++connections;
    auto *socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    if (hangUpOnConnect) {
        socket->abort();
        socket->deleteLater();
        return;
    }
    connect(socket, &QSslSocket::readyRead, this, [this, socket] { read(*socket); });
    connect(socket, &QSslSocket::disconnected, this, [this, socket] {
        m_buffers.remove(socket);
        socket->deleteLater();
    });
    if (!m_identity)
        return;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(m_identity->certificate);
    configuration.setPrivateKey(m_identity->key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket->setSslConfiguration(configuration);
    socket->startServerEncryption();
}

void WireServer::read(QTcpSocket &socket)
{
    QByteArray &buffer = m_buffers[&socket];
    const QByteArray arrived = socket.readAll();
    bytesReceived += int(arrived.size());
    buffer += arrived;
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    RawRequest request{buffer.left(end), {}, socket.peerPort()};
    const qsizetype length = request.header("content-length").toLongLong();
    if (request.headerCount("expect") > 0 && buffer.size() == end + 4 && length > 0)
        socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    if (buffer.size() < end + 4 + length)
        return;
    request.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    requests.append(request);
    m_script(socket, request, int(requests.size()));
}

QByteArray answerBytes(int status, const QByteArray &body, const QByteArray &extraHeaders)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Said\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n" + extraHeaders + "\r\n" + body;
}

WireServer::Script answer(int status, const QByteArray &body, const QByteArray &extraHeaders)
{
    return [bytes = answerBytes(status, body, extraHeaders)](QTcpSocket &socket, const RawRequest &, int) {
        socket.write(bytes);
    };
}

WireServer::Script hangUp()
{
    return [](QTcpSocket &socket, const RawRequest &, int) { socket.abort(); };
}

WireServer::Script silence()
{
    return [](QTcpSocket &, const RawRequest &, int) { };
}

} // namespace formwork::tests
