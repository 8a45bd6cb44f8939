// SPDX-License-Identifier: Apache-2.0
#include "base/loopback.h"
#include "base/tr.h"
#include "transport/connections.h"
#include "transport/exchange.h"
#include "transport/transport.h"
#include "transport/wirecheck.h"
#include "transport/wirefailure.h"

#include <QCoroSignal>
#include <QPointer>

namespace formwork::transport
{

namespace
{

// One line a name: several values are joined as the signature joins them.
QByteArray headOf(const http::Request &request, qint64 length)
{
    http::Headers headers{{"Host", request.authority}};
    for (const auto &[name, value] : request.headers) {
        const bool isOurs = name.compare("host", Qt::CaseInsensitive) == 0
            || name.compare("content-length", Qt::CaseInsensitive) == 0;
        if (!isOurs)
            headers.contains(name) ? headers.set(name, headers.value(name) + ',' + value)
                                   : headers.append(name, value);
    }
    headers.append("Content-Length", QByteArray::number(length));
    if (!headers.contains("accept-encoding"))
        headers.append("Accept-Encoding", "identity"); // nothing here unpacks
    QByteArray head = request.method + ' ' + request.target() + " HTTP/1.1\r\n";
    for (const auto &[name, value] : headers)
        head += name + ": " + value + "\r\n";
    return head + "\r\n";
}

// The file is opened anew for each request; that it can be is known before anything is sent.
Result<Outgoing> outgoingOf(const http::Request &request, const QUrl &url, const Streams &streams)
{
    Outgoing outgoing;
    outgoing.url = url;
    outgoing.toHead = request.method == "HEAD";
    outgoing.asksFirst = request.headers.contains("expect");
    outgoing.body = request.body;
    outgoing.size = request.body.size();
    if (!streams.upload.isEmpty()) {
        outgoing.file = std::make_unique<QFile>(streams.upload);
        outgoing.size = streams.uploadSize;
        if (!outgoing.file->open(QIODevice::ReadOnly | QIODevice::Unbuffered)
            || outgoing.file->size() != streams.uploadSize)
            return failure(Phase::Local, QStringLiteral("UploadChanged"),
                           Tr::tr("The file %1 cannot be read any more as it was.").arg(streams.upload));
    }
    outgoing.head = headOf(request, outgoing.size);
    return outgoing;
}

struct DeleteLater {
    void operator()(QObject *object) const { object->deleteLater(); }
};

QCoro::Task<Result<http::Response>> sendOnce(std::shared_ptr<Connections> connections, http::Request request,
                                             Timeouts timeouts, CancellationPtr cancellation, Streams streams)
{
    const Result<QUrl> url = wireUrl(request);
    if (!url)
        co_return std::unexpected(url.error());
    if (cancellation && cancellation->isCancelled())
        co_return std::unexpected(cancelled(*url, false));
    Result<Outgoing> outgoing = outgoingOf(request, *url, streams);
    if (!outgoing)
        co_return std::unexpected(outgoing.error());
    const Connections::Place place{*url, streams.caBundle, streams.isDirect};
    const std::unique_ptr<Exchange, DeleteLater> exchange(
        new Exchange(connections->to(place), *std::move(outgoing), timeouts, std::move(streams)));
    const Cancellation::Listener listener = whenCancelled(cancellation, [watched = QPointer(exchange.get())] {
        if (watched)
            watched->cancel();
    });
    co_await qCoro(exchange.get(), &Exchange::finished);
    if (std::unique_ptr<QTcpSocket> socket = exchange->takeSocket())
        connections->keep(place, std::move(socket));
    co_return exchange->result();
}

class NetworkTransport final : public Transport
{
public:
    explicit NetworkTransport(const Route &route)
        : m_connections(std::make_shared<Connections>(route))
    {
    }

    QCoro::Task<Result<http::Response>> send(http::Request request, Timeouts timeouts,
                                             CancellationPtr cancellation, Streams streams) override
    {
        return sendOnce(m_connections, std::move(request), timeouts, std::move(cancellation),
                        std::move(streams));
    }

private:
    std::shared_ptr<Connections> m_connections; // the coroutines keep them alive until they are done
};

} // namespace

TransportPtr networkTransport(const Route &route) { return std::make_shared<NetworkTransport>(route); }

} // namespace formwork::transport
