// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "transport/answerreader.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUrl>

namespace formwork::transport
{

// Connects the socket to where the URL points, encrypted for https, which takes a QSslSocket.
void connectThrough(QTcpSocket &socket, const QUrl &url, const QNetworkProxy &proxy);

// The way of one socket through a proxy, and its child. CONNECT is asked for here, so that it can be said
// what the proxy answered; SOCKS and the proxies that want more than a password in clear are left to Qt.
class Tunnel final : public QObject
{
    Q_OBJECT
public:
    [[nodiscard]] static Tunnel *of(const QTcpSocket &socket); // null: there is no proxy

    Tunnel(QTcpSocket &socket, QUrl url, const QNetworkProxy &proxy);
    void start();

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] QString proxy() const; // its name, for people

Q_SIGNALS:
    void opened(); // encryption, where it is due, comes after that
    void refused(const formwork::Error &error);

private:
    void ask();
    void answered();
    void judge(const http::Response &answer);
    void connectFarEnd();
    void open();
    void encrypt();

    QTcpSocket &m_socket;
    QUrl m_url;
    QNetworkProxy m_proxy;
    AnswerReader m_reader{true}; // what follows its head is not the proxy's any more
    bool m_isOpen = false;
};

} // namespace formwork::transport
