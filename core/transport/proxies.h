// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/route.h"

#include <QHash>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QUrl>

#include <memory>

namespace formwork::transport
{

// The proxies that the environment names, by the rules of the AWS CLI: HTTPS_PROXY for https and HTTP_PROXY
// for http alone, written in lower case first (empty there: none), without a scheme http://, ALL_PROXY
// unused; NO_PROXY as a list of hosts and domains, each with a port if need be, or a single *.
class EnvironmentProxies
{
public:
    [[nodiscard]] static EnvironmentProxies ofProcess();
    explicit EnvironmentProxies(const QHash<QString, QString> &variables);

    // Whether any of these variables is set. Without them the desktop's settings count.
    [[nodiscard]] bool areSet() const { return m_areSet; }

    // Without a proxy of the environment, or where NO_PROXY exempts the host: NoProxy.
    [[nodiscard]] QNetworkProxy proxyFor(const QUrl &url) const;

private:
    [[nodiscard]] bool isExempt(const QUrl &url) const;

    QHash<QString, QString> m_proxies; // by scheme
    QString m_exempt; // NO_PROXY
    bool m_areSet = false;
};

// The rule for every connection. This computer itself is reached without a proxy, always: the
// practice account is there, and what is sent to it in clear must not leave.
[[nodiscard]] std::unique_ptr<QNetworkProxyFactory> makeProxyFactory(const Route &route);

// The one for a URL. Every connection goes through a tunnel of the proxy, so that one that keeps copies is as
// good as another.
[[nodiscard]] QNetworkProxy proxyFor(const QUrl &url, QNetworkProxyFactory &proxies);

// The host of a proxy whose address cannot be read: it leads nowhere, and not past the proxy.
constexpr QLatin1StringView kUnreadableProxy("unreadable.proxy.invalid");

// As people write it; without user and password.
[[nodiscard]] QString nameOf(const QNetworkProxy &proxy);

// One that wants TLS on the way to itself, which Formwork does not speak.
[[nodiscard]] bool isOverTls(const QNetworkProxy &proxy);

// Whose certificates count beside the system's; empty: nobody's.
[[nodiscard]] QString authoritiesOf(const Route &route);
[[nodiscard]] QSslConfiguration tlsWith(const QString &caBundle);

} // namespace formwork::transport
