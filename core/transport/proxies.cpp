// SPDX-License-Identifier: Apache-2.0
#include "transport/proxies.h"

#include "base/loopback.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace formwork::transport
{

namespace
{

using namespace Qt::StringLiterals;

constexpr auto kOverTls = "over-tls"; // a mark, which nobody is sent

class ProxyFactory final : public QNetworkProxyFactory
{
public:
    explicit ProxyFactory(Route route)
        : m_route(std::move(route))
    {
    }

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (isLoopback(query.peerHostName()))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        switch (m_route.proxy) {
        case Route::Proxy::None:
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        case Route::Proxy::Manual:
            return {chosen()};
        case Route::Proxy::System:
            break;
        }
        return m_environment.areSet() ? QList{m_environment.proxyFor(query.url())}
                                      : systemProxyForQuery(query);
    }

private:
    [[nodiscard]] QNetworkProxy chosen() const;

    Route m_route;
    EnvironmentProxies m_environment = EnvironmentProxies::ofProcess();
};

QNetworkProxy proxyAt(const QString &address, const QString &scheme)
{
    const QUrl url(address.contains("://"_L1) ? address : "http://"_L1 + address);
    const bool isSocks = url.scheme().startsWith("socks"_L1);
    QNetworkProxy proxy(isSocks                   ? QNetworkProxy::Socks5Proxy
                            : scheme == "http"_L1 ? QNetworkProxy::HttpCachingProxy
                                                  : QNetworkProxy::HttpProxy);
    constexpr int kSocksPort = 1080;
    const int usual = isSocks ? kSocksPort : url.scheme() == "https"_L1 ? 443 : 80;
    // What cannot be read leads nowhere, not past the proxy.
    const bool isKnown = isSocks || url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    proxy.setHostName(!isKnown || !url.isValid() || url.host().isEmpty() ? kUnreadableProxy.toString()
                                                                         : url.host());
    proxy.setPort(static_cast<quint16>(url.port(usual)));
    if (url.scheme() == "https"_L1 && !isSocks)
        proxy.setRawHeader(kOverTls, "1");
    proxy.setUser(url.userName(QUrl::FullyDecoded));
    proxy.setPassword(url.password(QUrl::FullyDecoded));
    return proxy;
}

QNetworkProxy ProxyFactory::chosen() const
{
    QNetworkProxy proxy = proxyAt(m_route.proxyUrl.toString(), QStringLiteral("https"));
    proxy.setUser(m_route.proxyUser);
    proxy.setPassword(m_route.proxyPassword);
    return proxy;
}

} // namespace

EnvironmentProxies EnvironmentProxies::ofProcess()
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    QHash<QString, QString> variables;
    for (const QString &name : environment.keys())
        variables.insert(name, environment.value(name));
    return EnvironmentProxies(variables);
}

EnvironmentProxies::EnvironmentProxies(const QHash<QString, QString> &variables)
{
    const auto valueOf = [&](const QString &name) -> QString {
        const auto lower = variables.constFind(name);
        if (lower != variables.cend())
            return lower->trimmed();
        for (const auto &[key, value] : variables.asKeyValueRange()) {
            // In a CGI program HTTP_PROXY is a header of whoever asks.
            const bool isForeign = name == "http_proxy"_L1 && variables.contains(u"REQUEST_METHOD"_s);
            if (!isForeign && key.compare(name, Qt::CaseInsensitive) == 0 && !value.isEmpty())
                return value.trimmed();
        }
        return {};
    };
    for (const QString &scheme : {u"http"_s, u"https"_s}) {
        const QString proxy = valueOf(scheme + "_proxy"_L1);
        if (!proxy.isEmpty())
            m_proxies.insert(scheme, proxy);
    }
    m_exempt = valueOf(u"no_proxy"_s);
    for (const auto &[key, value] : variables.asKeyValueRange()) {
        const QString name = key.toLower();
        m_areSet = m_areSet || name == "http_proxy"_L1 || name == "https_proxy"_L1 || name == "all_proxy"_L1
            || name == "no_proxy"_L1;
    }
}

QNetworkProxy EnvironmentProxies::proxyFor(const QUrl &url) const
{
    const QString address = m_proxies.value(url.scheme());
    if (address.isEmpty() || isExempt(url))
        return QNetworkProxy(QNetworkProxy::NoProxy);
    return proxyAt(address, url.scheme());
}

bool EnvironmentProxies::isExempt(const QUrl &url) const
{
    if (m_exempt == "*"_L1)
        return true;
    const QString name = url.host().toLower();
    const QString host = name.contains(u':') ? u'[' + name + u']' : name;
    const QString withPort = url.port() < 0 ? host : host + u':' + QString::number(url.port());
    const QStringList entries = m_exempt.split(u',', Qt::SkipEmptyParts);
    for (const QString &written : entries) {
        QString entry = written.trimmed().toLower();
        while (entry.startsWith(u'.'))
            entry.remove(0, 1);
        if (entry.isEmpty())
            continue;
        for (const QString &own : {host, withPort, name}) {
            if (own == entry || own.endsWith(u'.' + entry))
                return true;
        }
    }
    return false;
}

std::unique_ptr<QNetworkProxyFactory> makeProxyFactory(const Route &route)
{
    return std::make_unique<ProxyFactory>(route);
}

QNetworkProxy proxyFor(const QUrl &url, QNetworkProxyFactory &proxies)
{
    QNetworkProxy proxy = proxies.queryProxy(QNetworkProxyQuery(url)).value(0);
    if (proxy.type() == QNetworkProxy::HttpCachingProxy)
        proxy.setType(QNetworkProxy::HttpProxy);
    return proxy.type() == QNetworkProxy::DefaultProxy ? QNetworkProxy(QNetworkProxy::NoProxy) : proxy;
}

bool isOverTls(const QNetworkProxy &proxy) { return proxy.hasRawHeader(kOverTls); }

QString nameOf(const QNetworkProxy &proxy)
{
    if (proxy.type() == QNetworkProxy::NoProxy)
        return {};
    const QString scheme = proxy.type() == QNetworkProxy::Socks5Proxy ? u"socks5"_s
        : isOverTls(proxy)                                            ? u"https"_s
                                                                      : u"http"_s;
    return u"%1://%2:%3"_s.arg(scheme, proxy.hostName()).arg(proxy.port());
}

QString authoritiesOf(const Route &route)
{
    return route.caBundle.isEmpty() ? qEnvironmentVariable("AWS_CA_BUNDLE") : route.caBundle;
}

QSslConfiguration tlsWith(const QString &caBundle)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (!caBundle.isEmpty())
        tls.addCaCertificates(caBundle);
    return tls;
}

} // namespace formwork::transport
