// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/proxies.h"

#include <QHash>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QTcpSocket>
#include <QUrl>

#include <memory>

namespace formwork::transport
{

// The connections of one transport: those that are idle for a short while are used again. On one thread.
class Connections
{
public:
    explicit Connections(const Route &route)
        : m_caBundle(authoritiesOf(route))
        , m_proxies(makeProxyFactory(route))
    {
    }
    ~Connections();
    Connections(const Connections &) = delete;
    Connections &operator=(const Connections &) = delete;

    // One that stands, or one that is about to be made: encrypted for https, through the proxy that
    // there is for it, unless it is to be direct.
    struct Place {
        QUrl url;
        QString caBundle = {};
        bool isDirect = false;
        [[nodiscard]] QString name() const;
    };
    [[nodiscard]] std::unique_ptr<QTcpSocket> to(const Place &place);

    void keep(const Place &place, std::unique_ptr<QTcpSocket> socket); // its answer was read to the end

private:
    [[nodiscard]] std::unique_ptr<QTcpSocket> idle(const QString &place);
    [[nodiscard]] const QSslConfiguration &tls(const QString &caBundle);

    QString m_caBundle;
    std::unique_ptr<QNetworkProxyFactory> m_proxies;
    QHash<QString, QSslConfiguration> m_tls; // by the bundle of an account
    QHash<QString, QList<QTcpSocket *>> m_idle; // by the name of their place
};

} // namespace formwork::transport
