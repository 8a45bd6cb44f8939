// SPDX-License-Identifier: Apache-2.0
#include "forwardproxy.h"

#include <QTcpSocket>

namespace formwork::tests
{

ForwardProxy::ForwardProxy() { listen(QHostAddress::LocalHost); }

void ForwardProxy::incomingConnection(qintptr descriptor)
{
    auto *client = new QTcpSocket(this);
    client->setSocketDescriptor(descriptor);
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(client, &QTcpSocket::readyRead, this, [this, client] {
        const QByteArray waiting = client->peek(16 * 1024);
        const qsizetype end = waiting.indexOf("\r\n\r\n");
        if (end >= 0 && !client->property("tunnelled").toBool())
            answer(*client, client->read(end + 4));
    });
}

void ForwardProxy::answer(QTcpSocket &client, const QByteArray &head)
{
    const QByteArray line = head.left(head.indexOf("\r\n"));
    asked.append(line);
    if (isMute)
        return;
    const QByteArrayList words = line.split(' ');
    const bool isWelcome = wanted.isEmpty() || (digest && head.contains("Proxy-Authorization: Digest "))
        || (!digest && head.toLower().contains("proxy-authorization: basic " + wanted.toBase64().toLower()));
    if (!isWelcome) {
        const QByteArray scheme =
            digest ? "Digest realm=\"p\", nonce=\"1\", qop=\"auth\"" : "Basic realm=\"p\"";
        client.write("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: " + scheme
                     + "\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    const auto port = hosts.constFind(words.value(1));
    if (!refusal.isEmpty() || words.value(0) != "CONNECT" || port == hosts.cend()) {
        client.write(refusal.isEmpty() ? QByteArray("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                                       : refusal);
        client.disconnectFromHost();
        return;
    }
    client.setProperty("tunnelled", true);
    ++tunnels;
    auto *upstream = new QTcpSocket(&client);
    connect(upstream, &QTcpSocket::connected, &client,
            [&client] { client.write("HTTP/1.1 200 Connection established\r\n\r\n"); });
    connect(upstream, &QTcpSocket::readyRead, &client,
            [&client, upstream] { client.write(upstream->readAll()); });
    connect(&client, &QTcpSocket::readyRead, upstream,
            [&client, upstream] { upstream->write(client.readAll()); });
    connect(upstream, &QTcpSocket::disconnected, &client, [&client] { client.disconnectFromHost(); });
    connect(&client, &QTcpSocket::disconnected, upstream, [upstream] { upstream->disconnectFromHost(); });
    upstream->connectToHost(QHostAddress(QHostAddress::LocalHost), *port);
}

} // namespace formwork::tests
