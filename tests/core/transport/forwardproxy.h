// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QTcpServer>

class QTcpSocket;

namespace formwork::tests
{

// A forward proxy as companies have them: tunnels by CONNECT, with a name and a password if need be. Names
// are looked up in a table, so that a server of the test can be whatever host.
class ForwardProxy : public QTcpServer
{
    Q_OBJECT
public:
    ForwardProxy();

    [[nodiscard]] QByteArray authority() const { return "127.0.0.1:" + QByteArray::number(serverPort()); }

    QHash<QByteArray, quint16> hosts; // "service.example:443" -> port on this computer
    QByteArray wanted; // "user:password"; empty: anybody may pass
    bool digest = false; // it wants a digest of them, which is not checked
    bool isMute = false;
    QByteArray refusal; // answered to every CONNECT instead of a tunnel

    QList<QByteArray> asked; // the first line of each request
    int tunnels = 0;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void answer(QTcpSocket &client, const QByteArray &head);
};

} // namespace formwork::tests
