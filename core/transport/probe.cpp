// SPDX-License-Identifier: Apache-2.0
#include "transport/probe.h"

#include "base/loopback.h"
#include "base/tr.h"
#include "transport/proxies.h"
#include "transport/tunnel.h"
#include "transport/wirefailure.h"

#include <QCoroFuture>
#include <QHostInfo>
#include <QPromise>
#include <QSslCipher>
#include <QSslSocket>
#include <QTimer>

namespace formwork::transport
{

namespace
{

QFuture<QStringList> addressesOf(const QString &host)
{
    const auto promise = std::make_shared<QPromise<QStringList>>();
    promise->start();
    QHostInfo::lookupHost(host, [promise](const QHostInfo &info) {
        QStringList addresses;
        for (const QHostAddress &address : info.addresses())
            addresses.append(address.toString());
        promise->addResult(addresses);
        promise->finish();
    });
    return promise->future();
}

QString securityOf(const QSslSocket &socket)
{
    const QSslCertificate certificate = socket.peerCertificate();
    const auto name = [](const QStringList &names) { return names.value(0); };
    return Tr::tr("%1, certificate of %2 by %3")
        .arg(socket.sessionCipher().protocolString(),
             name(certificate.subjectInfo(QSslCertificate::CommonName)),
             name(certificate.issuerInfo(QSslCertificate::CommonName)));
}

struct Handshake {
    QString security;
    std::optional<Error> error;
};

// One connection and its end, told once.
class Knock
{
public:
    Knock(const QUrl &url, const QNetworkProxy &proxy, const QString &caBundle)
        : m_url(url)
        , m_proxy(proxy)
    {
        m_promise.start();
        m_socket.setSslConfiguration(tlsWith(caBundle));
        QObject::connect(&m_socket, &QSslSocket::sslErrors, &m_socket,
                         [this](const QList<QSslError> &errors) { m_errors += errors; });
        QObject::connect(
            &m_socket, &QSslSocket::errorOccurred, &m_socket, [this](QAbstractSocket::SocketError error) {
                end({{}, describe({error, m_socket.errorString(), m_errors, m_url, closedProxy()})});
            });
        QObject::connect(&m_socket, &QSslSocket::encrypted, &m_socket,
                         [this] { end({securityOf(m_socket), {}}); });
        QObject::connect(&m_socket, &QSslSocket::connected, &m_socket, [this] {
            if (!isSecure() && m_proxy.type() == QNetworkProxy::NoProxy)
                end({});
        });
    }

    QFuture<Handshake> start(std::chrono::milliseconds patience)
    {
        QTimer::singleShot(patience, &m_socket,
                           [this, patience] { end({{}, timedOut(m_url, closedProxy(), patience)}); });
        connectThrough(m_socket, m_url, m_proxy);
        if (const Tunnel *tunnel = Tunnel::of(m_socket)) {
            QObject::connect(tunnel, &Tunnel::refused, &m_socket,
                             [this](const Error &error) { end({{}, error}); });
            QObject::connect(tunnel, &Tunnel::opened, &m_socket, [this] {
                if (!isSecure())
                    end({});
            });
        }
        return m_promise.future();
    }

private:
    [[nodiscard]] bool isSecure() const { return m_url.scheme() == QLatin1StringView("https"); }

    // The proxy, as long as it has not let us through.
    [[nodiscard]] QString closedProxy() const
    {
        const Tunnel *tunnel = Tunnel::of(m_socket);
        return tunnel && !tunnel->isOpen() ? tunnel->proxy() : QString();
    }

    void end(Handshake handshake)
    {
        if (std::exchange(m_isOver, true))
            return;
        m_promise.addResult(std::move(handshake));
        m_promise.finish();
    }

    QUrl m_url;
    QNetworkProxy m_proxy;
    QSslSocket m_socket;
    QList<QSslError> m_errors;
    QPromise<Handshake> m_promise;
    bool m_isOver = false;
};

} // namespace

QCoro::Task<Probe> probe(QUrl url, Route route, Timeouts timeouts,
                         std::function<void(const Probe &)> resolved)
{
    Probe found;
    const std::unique_ptr<QNetworkProxyFactory> proxies = makeProxyFactory(route);
    const QNetworkProxy proxy = proxyFor(url, *proxies);
    found.proxy = nameOf(proxy);
    // Behind a proxy it is the proxy that looks the host up.
    const QString host = found.proxy.isEmpty() ? reachedAt(url.host()) : proxy.hostName();
    found.addresses = co_await addressesOf(host);
    if (found.addresses.isEmpty()) {
        found.stop = Probe::Stop::Name;
        const auto why =
            found.proxy.isEmpty() ? QAbstractSocket::HostNotFoundError : QAbstractSocket::ProxyNotFoundError;
        found.error = describe({why, {}, {}, url, found.proxy, false});
        co_return found;
    }
    if (resolved)
        resolved(found);
    // Deleted later: its end is told out of the socket's own signal.
    const auto knock = std::make_shared<Knock>(url, proxy, authoritiesOf(route));
    const Handshake handshake = co_await knock->start(timeouts.connect);
    QTimer::singleShot(0, [knock] { });
    found.security = handshake.security;
    found.error = handshake.error;
    found.stop = found.error ? Probe::Stop::Connection : Probe::Stop::Nowhere;
    co_return found;
}

} // namespace formwork::transport
