// SPDX-License-Identifier: Apache-2.0
#include "transport/connections.h"

#include "transport/tunnel.h"

#include <QSslSocket>
#include <QTimer>

#include <chrono>

namespace formwork::transport
{

namespace
{

using namespace std::chrono_literals;

constexpr auto kIdle = 15s; // less than servers wait: what they closed must not take a request with it
constexpr int kHttp = 80;
constexpr int kHttps = 443;

bool isSecure(const QUrl &url) { return url.scheme() == QLatin1String("https"); }

int portOf(const QUrl &url) { return url.port(isSecure(url) ? kHttps : kHttp); }

} // namespace

QString Connections::Place::name() const
{
    return url.scheme() + u' ' + url.host() + u' ' + QString::number(portOf(url)) + u' '
        + (isDirect ? QStringLiteral("direct ") : QString()) + caBundle;
}

Connections::~Connections()
{
    for (const QList<QTcpSocket *> &sockets : std::as_const(m_idle))
        qDeleteAll(sockets);
}

// Reading a bundle of certificates takes longer than all the rest of a call to the practice account: only
// with the first request that needs it.
const QSslConfiguration &Connections::tls(const QString &caBundle)
{
    const auto known = m_tls.constFind(caBundle);
    if (known != m_tls.cend())
        return *known;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    for (const QString &bundle : {m_caBundle, caBundle}) {
        if (!bundle.isEmpty())
            tls.addCaCertificates(bundle);
    }
    return *m_tls.insert(caBundle, tls);
}

std::unique_ptr<QTcpSocket> Connections::to(const Place &place)
{
    if (std::unique_ptr<QTcpSocket> socket = idle(place.name()))
        return socket;
    std::unique_ptr<QTcpSocket> socket;
    if (isSecure(place.url)) {
        auto secure = std::make_unique<QSslSocket>();
        secure->setSslConfiguration(tls(place.caBundle));
        socket = std::move(secure);
    } else {
        socket = std::make_unique<QTcpSocket>();
    }
    connectThrough(*socket, place.url,
                   place.isDirect ? QNetworkProxy(QNetworkProxy::NoProxy) : proxyFor(place.url, *m_proxies));
    return socket;
}

std::unique_ptr<QTcpSocket> Connections::idle(const QString &place)
{
    QList<QTcpSocket *> &sockets = m_idle[place];
    while (!sockets.isEmpty()) {
        std::unique_ptr<QTcpSocket> socket(sockets.takeLast());
        QObject::disconnect(socket.get(), nullptr, nullptr, nullptr);
        const bool hasMore = socket->waitForReadyRead(0); // nobody asked; the end of the connection shows too
        if (!hasMore && socket->state() == QAbstractSocket::ConnectedState && socket->bytesAvailable() == 0)
            return socket;
        socket->abort();
    }
    return {};
}

void Connections::keep(const Place &at, std::unique_ptr<QTcpSocket> socket)
{
    if (socket->state() != QAbstractSocket::ConnectedState)
        return;
    QTcpSocket *kept = socket.release();
    const QString place = at.name();
    m_idle[place].append(kept);
    const auto drop = [this, kept, place] {
        if (m_idle[place].removeOne(kept))
            kept->deleteLater();
    };
    QObject::connect(kept, &QTcpSocket::disconnected, kept, drop);
    QTimer::singleShot(kIdle, kept, drop);
}

} // namespace formwork::transport
