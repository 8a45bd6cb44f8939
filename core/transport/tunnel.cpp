// SPDX-License-Identifier: Apache-2.0
#include "transport/tunnel.h"

#include "base/loopback.h"
#include "transport/proxies.h"
#include "transport/wirefailure.h"

#include <QSslSocket>

namespace formwork::transport
{

namespace
{

constexpr int kHttp = 80;
constexpr int kHttps = 443;
constexpr int kProxyAuthentication = 407;

bool isHttps(const QUrl &url) { return url.scheme() == QLatin1StringView("https"); }

quint16 portOf(const QUrl &url) { return quint16(url.port(isHttps(url) ? kHttps : kHttp)); }

void connectTo(QTcpSocket &socket, const QUrl &url)
{
    auto *secure = qobject_cast<QSslSocket *>(&socket);
    if (isHttps(url) && secure)
        secure->connectToHostEncrypted(reachedAt(url.host()), portOf(url), url.host());
    else
        socket.connectToHost(reachedAt(url.host()), portOf(url));
}

// Schemes that take several rounds, which Qt knows.
bool wantsRounds(const http::Headers &headers)
{
    bool isWanted = false;
    for (const auto &[name, value] : headers) {
        if (name.compare("proxy-authenticate", Qt::CaseInsensitive) != 0)
            continue;
        const QByteArray scheme = value.trimmed().toLower();
        if (scheme.startsWith("basic"))
            return false;
        isWanted = isWanted || scheme.startsWith("digest") || scheme.startsWith("ntlm")
            || scheme.startsWith("negotiate");
    }
    return isWanted;
}

} // namespace

void connectThrough(QTcpSocket &socket, const QUrl &url, const QNetworkProxy &proxy)
{
    if (proxy.type() != QNetworkProxy::NoProxy)
        return (new Tunnel(socket, url, proxy))->start();
    socket.setProxy(proxy);
    connectTo(socket, url);
}

Tunnel *Tunnel::of(const QTcpSocket &socket)
{
    return socket.findChild<Tunnel *>(QString(), Qt::FindDirectChildrenOnly);
}

Tunnel::Tunnel(QTcpSocket &socket, QUrl url, const QNetworkProxy &proxy)
    : QObject(&socket)
    , m_socket(socket)
    , m_url(std::move(url))
    , m_proxy(proxy)
{
}

QString Tunnel::proxy() const { return nameOf(m_proxy); }

void Tunnel::start()
{
    if (isOverTls(m_proxy)) { // its password must not go there in clear
        const auto refuse = [this] { Q_EMIT refused(proxyOverTls(m_url, proxy())); };
        QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
        return;
    }
    if (m_proxy.type() != QNetworkProxy::HttpProxy)
        return connectFarEnd();
    m_socket.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    connect(&m_socket, &QTcpSocket::connected, this, &Tunnel::ask);
    connect(&m_socket, &QTcpSocket::readyRead, this, &Tunnel::answered);
    m_socket.connectToHost(m_proxy.hostName(), m_proxy.port());
}

void Tunnel::ask()
{
    const QString host = m_url.host();
    const QByteArray name = host.contains(u':') ? '[' + host.toLatin1() + ']' : QUrl::toAce(host);
    const QByteArray place = name + ':' + QByteArray::number(portOf(m_url));
    QByteArray head = "CONNECT " + place + " HTTP/1.1\r\nHost: " + place + "\r\n";
    if (!m_proxy.user().isEmpty())
        head += "Proxy-Authorization: Basic "
            + QString(m_proxy.user() + u':' + m_proxy.password()).toUtf8().toBase64() + "\r\n";
    m_socket.write(head + "\r\n");
}

void Tunnel::answered()
{
    if (m_reader.state() != AnswerReader::State::Head)
        return;
    m_reader.read(m_socket.readAll());
    if (m_reader.hasHead())
        judge(m_reader.head());
    else if (m_reader.state() != AnswerReader::State::Head)
        Q_EMIT refused(proxyAnsweredOddly(m_url, proxy()));
}

void Tunnel::judge(const http::Response &answer)
{
    if (answer.status >= 200 && answer.status < 300) {
        open();
        encrypt();
        return;
    }
    const bool mayTry = answer.status == kProxyAuthentication && !m_proxy.user().isEmpty();
    if (!mayTry || !wantsRounds(answer.headers)) {
        Q_EMIT refused(proxyRefused(m_url, proxy(), answer.status));
        return;
    }
    m_socket.disconnect(this);
    m_socket.abort();
    QMetaObject::invokeMethod(this, &Tunnel::connectFarEnd, Qt::QueuedConnection);
}

void Tunnel::connectFarEnd()
{
    connect(&m_socket, &QTcpSocket::connected, this, &Tunnel::open);
    m_socket.setProxy(m_proxy);
    connectTo(m_socket, m_url);
}

void Tunnel::open()
{
    m_socket.disconnect(this);
    m_isOpen = true;
    Q_EMIT opened();
}

void Tunnel::encrypt()
{
    auto *secure = qobject_cast<QSslSocket *>(&m_socket);
    if (!secure || !isHttps(m_url))
        return;
    secure->setPeerVerifyName(m_url.host());
    secure->startClientEncryption();
}

} // namespace formwork::transport
