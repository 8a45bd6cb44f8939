// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "transport/exchange.h"
#include "transport/proxies.h"
#include "transport/transport.h"
#include "transport/wirecheck.h"
#include "transport/wirefailure.h"

#include <QCoroSignal>
#include <QFile>
#include <QNetworkAccessManager>
#include <QPointer>
#include <QSslConfiguration>

#include <optional>

namespace formwork::transport
{

namespace
{

constexpr int kConnectionsAHost = 6; // of QNetworkAccessManager; more requests wait for one of them

// What the coroutines share with the transport and keep alive until they are done. Made with the first
// request, so that a program which sends nothing pays nothing.
struct Line {
    QNetworkAccessManager manager;
    QHash<QByteArray, int> underWay; // requests by authority

    explicit Line(const QString &caBundle)
        : m_caBundle(caBundle)
    {
        manager.setProxyFactory(makeProxyFactory());
        manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        manager.setAutoDeleteReplies(false);
    }

    // Made with the first request that needs it: reading a bundle of certificates takes longer than all the
    // rest of a call to the practice account.
    const QSslConfiguration &tls()
    {
        if (!m_tls) {
            m_tls = QSslConfiguration::defaultConfiguration();
            if (!m_caBundle.isEmpty())
                m_tls->addCaCertificates(m_caBundle);
        }
        return *m_tls;
    }

private:
    QString m_caBundle;
    std::optional<QSslConfiguration> m_tls;
};

void setHeaders(QNetworkRequest &out, const http::Request &request, qint64 length)
{
    for (const auto &[name, value] : request.headers) {
        // One line a name: several values are joined as the signature joins them.
        const QByteArray joined = out.hasRawHeader(name) ? out.rawHeader(name) + ',' + value : value;
        out.setRawHeader(name, joined.isNull() ? QByteArray("") : joined);
    }
    out.setRawHeader("Host", request.authority);
    out.setHeader(QNetworkRequest::ContentLengthHeader, length);
    if (!request.headers.contains("accept-encoding"))
        out.setRawHeader("Accept-Encoding",
                         "identity"); // else Qt asks for gzip and unpacks it behind our back
    if (!request.headers.contains("accept-language"))
        out.setRawHeader("Accept-Language", "en"); // else Qt tells the service the desktop's language
}

QNetworkRequest networkRequest(const http::Request &request, qint64 length, const QUrl &url, Line &line)
{
    QNetworkRequest out(url);
    setHeaders(out, request, length);
    if (url.scheme() == u"https")
        out.setSslConfiguration(line.tls());
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true); // see OnceOnlyDevice
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    return out;
}

struct DeleteLater {
    void operator()(QObject *object) const { object->deleteLater(); }
};

// The file is opened anew for each request; that it can be is known before anything is sent.
Result<OnceOnlyDevice *> bodyOf(const http::Request &request, const Streams &streams)
{
    if (streams.upload.isEmpty())
        return new OnceOnlyDevice(request.body);
    auto file = std::make_unique<QFile>(streams.upload);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered) || file->size() != streams.uploadSize)
        return failure(Phase::Local, QStringLiteral("UploadChanged"),
                       Tr::tr("The file %1 cannot be read any more as it was.").arg(streams.upload),
                       Tr::tr("Nothing was sent."));
    return new OnceOnlyDevice(std::move(file), streams.uploadSize);
}

std::unique_ptr<Exchange, DeleteLater> start(const std::shared_ptr<Line> &line, const http::Request &request,
                                             OnceOnlyDevice *body, const WireTarget &target,
                                             Timeouts timeouts, Streams streams)
{
    // Every method goes as a "custom" one: the built-in verbs for requests without a body take none, and one
    // without a body is sent again; the built-in POST also invents a Content-Type.
    QNetworkReply *reply = line->manager.sendCustomRequest(
        networkRequest(request, body->length(), target.url, *line), target.verb, body);
    const auto queued = [line, authority = request.authority] {
        return line->underWay.value(authority) > kConnectionsAHost;
    };
    return std::unique_ptr<Exchange, DeleteLater>(
        new Exchange(reply, body, timeouts, queued, std::move(streams)));
}

QCoro::Task<Result<http::Response>> sendOnce(std::shared_ptr<Line> line, http::Request request,
                                             Timeouts timeouts, CancellationPtr cancellation, Streams streams)
{
    const Result<WireTarget> target = wireTarget(request);
    if (!target)
        co_return std::unexpected(target.error());
    if (cancellation && cancellation->isCancelled())
        co_return std::unexpected(cancelled(target->url, false));
    const Result<OnceOnlyDevice *> body = bodyOf(request, streams);
    if (!body)
        co_return std::unexpected(body.error());
    ++line->underWay[request.authority];
    auto exchange = start(line, request, *body, *target, timeouts, std::move(streams));
    const Cancellation::Listener listener = whenCancelled(cancellation, [watched = QPointer(exchange.get())] {
        if (watched)
            watched->cancel();
    });
    co_await qCoro(exchange.get(), &Exchange::finished);
    if (--line->underWay[request.authority] == 0)
        line->underWay.remove(request.authority);
    co_return exchange->result();
}

class NetworkTransport final : public Transport
{
public:
    explicit NetworkTransport(QString caBundle)
        : m_caBundle(std::move(caBundle))
    {
    }

    QCoro::Task<Result<http::Response>> send(http::Request request, Timeouts timeouts,
                                             CancellationPtr cancellation, Streams streams) override
    {
        if (!m_line)
            m_line = std::make_shared<Line>(m_caBundle);
        return sendOnce(m_line, std::move(request), timeouts, std::move(cancellation), std::move(streams));
    }

private:
    QString m_caBundle;
    std::shared_ptr<Line> m_line;
};

} // namespace

TransportPtr networkTransport(const QString &caBundle)
{
    return std::make_shared<NetworkTransport>(caBundle);
}

} // namespace formwork::transport
