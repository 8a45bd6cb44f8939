// SPDX-License-Identifier: Apache-2.0
#include "transport/exchange.h"

#include "transport/wirecheck.h"
#include "transport/wirefailure.h"

#include <QLocale>

namespace formwork::transport
{

namespace
{

constexpr qint64 kReadBuffer = 1024 * 1024;

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool isHead(const QNetworkReply &reply)
{
    return isMethod(reply.request().attribute(QNetworkRequest::CustomVerbAttribute).toByteArray(), "HEAD");
}

// Errors that are nothing but an HTTP status in other words: the answer is there, whole.
bool isStatusError(QNetworkReply::NetworkError error, int status)
{
    if (status < 400 || error == QNetworkReply::ContentReSendError)
        return false;
    return (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError)
        || (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError)
        || error == QNetworkReply::ProtocolInvalidOperationError
        || error == QNetworkReply::ProxyAuthenticationRequiredError;
}

// Faults that can only be met before the connection stands.
bool isConnectError(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return true;
    default:
        return false;
    }
}

} // namespace

Exchange::Exchange(QNetworkReply *reply, OnceOnlyDevice *body, Timeouts timeouts,
                   std::function<bool()> queued, Streams streams)
    : m_reply(reply)
    , m_body(body)
    , m_timeouts(timeouts)
    , m_queued(std::move(queued))
    , m_streams(std::move(streams))
{
    m_reply->setParent(this); // first child, so destroyed before the body it reads
    m_body->setParent(this);
    m_transferred.toSend = m_body->length();
    if (m_streams.sink)
        // The network waits for the disk. Qt hears of it only once the request is under way, from the event
        // loop.
        QMetaObject::invokeMethod(
            this, [this] { m_reply->setReadBufferSize(kReadBuffer); }, Qt::QueuedConnection);
    m_connectTimer.setSingleShot(true);
    m_transferTimer.setSingleShot(true);
    connect(&m_connectTimer, &QTimer::timeout, this, &Exchange::connectTimedOut);
    connect(&m_transferTimer, &QTimer::timeout, this,
            [this] { stop(timedOut(m_reply->url(), m_timeouts.transfer, mayHaveLeft())); });
    watch();
    m_connectTimer.start(m_timeouts.connect);
    m_transferTimer.start(m_timeouts.transfer + m_timeouts.connect);
}

Exchange::~Exchange() = default;

void Exchange::watch()
{
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] { m_newConnection = true; });
    connect(m_reply, &QNetworkReply::requestSent, this, &Exchange::sent);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 bytes) {
        if (bytes > 0) // a failure is announced as zero bytes sent
            told(bytes);
    });
    connect(m_reply, &QNetworkReply::downloadProgress, this, &Exchange::moved);
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { m_encrypted = true; });
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_sslErrors += errors; });
    if (m_streams.sink)
        connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::drain);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::finish);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        sent();
        // The answer to HEAD is over with its headers, whatever length they announce.
        if (isHead(*m_reply))
            finish();
    });
}

void Exchange::moved()
{
    if (!m_finished)
        m_transferTimer.start(m_timeouts.transfer);
}

void Exchange::sent()
{
    m_sent = true;
    m_connectTimer.stop();
    moved();
}

void Exchange::told(qint64 bytesSent)
{
    sent();
    m_transferred.sent = bytesSent;
    if (m_streams.progress)
        m_streams.progress(m_transferred);
}

void Exchange::drain()
{
    BodySink &sink = *m_streams.sink;
    const int status = statusOf(*m_reply);
    if (status < 200 || status >= 300 || m_stopped)
        return; // an error is read whole
    const auto fail = [this](Error error) {
        error.bytesMayHaveLeft = true;
        stop(std::move(error));
    };
    if (!std::exchange(m_isDraining, true)) {
        if (const Result<void> begun = sink.begin(head()); !begun)
            return fail(begun.error());
    }
    if (const QByteArray bytes = m_reply->readAll(); !bytes.isEmpty()) {
        if (const Result<void> written = sink.write(bytes); !written)
            return fail(written.error());
    }
    moved();
    m_transferred.received = sink.received();
    m_transferred.toReceive = sink.total();
    if (m_streams.progress)
        m_streams.progress(m_transferred);
}

void Exchange::connectTimedOut()
{
    if (m_queued && m_queued())
        m_connectTimer.start(m_timeouts.connect);
    else
        stop(timedOut(m_reply->url(), m_timeouts.connect, mayHaveLeft()));
}

void Exchange::cancel() { stop(cancelled(m_reply->url(), mayHaveLeft())); }

void Exchange::stop(Error error)
{
    if (m_finished)
        return;
    m_stopped = std::move(error);
    finish();
}

void Exchange::finish()
{
    if (std::exchange(m_finished, true))
        return;
    m_connectTimer.stop();
    m_transferTimer.stop();
    if (m_streams.sink && m_reply->isReadable())
        drain(); // also what came before it ended badly: the rest can be asked for later
    if (!m_reply->isFinished())
        m_reply->abort(); // closes the connection: what comes late belongs to nobody
    QMetaObject::invokeMethod(this, &Exchange::finished, Qt::QueuedConnection);
}

// Whether the service may have had enough of the request to act on it. No byte of a body leaves without this
// thread handing it out, so for a request that has one this is exact; the network thread says nothing of the
// sending of one that has none, so that one counts as sent unless it is proven not to be.
bool Exchange::mayHaveLeft() const
{
    if (m_sent || m_body->wasRead() || statusOf(*m_reply) > 0)
        return true;
    return m_body->isEmpty() && !provenUnsent();
}

// Faults met before the connection stood, or before it was encrypted.
bool Exchange::provenUnsent() const
{
    const bool neverEncrypted =
        m_newConnection && !m_encrypted && m_reply->url().scheme() == QLatin1String("https");
    return m_reply->isFinished() && !m_stopped && (isConnectError(m_reply->error()) || neverEncrypted);
}

Result<http::Response> Exchange::result() const
{
    if (m_stopped)
        return std::unexpected(*m_stopped);
    const QNetworkReply::NetworkError error = m_reply->error();
    const int status = statusOf(*m_reply);
    // For these, Qt wants to rewind the body before it hands out the answer, though it is to follow no
    // redirect.
    const bool redirect = (status == 307 || status == 308) && error == QNetworkReply::ContentReSendError;
    if (status > 0
        && (isHead(*m_reply) || redirect || error == QNetworkReply::NoError || isStatusError(error, status)))
        return answer();
    return std::unexpected(networkError());
}

http::Response Exchange::head() const
{
    http::Response response;
    response.status = statusOf(*m_reply);
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        response.headers.append(name, value);
    return response;
}

Result<http::Response> Exchange::answer() const
{
    http::Response response = head();
    if (m_reply->isReadable() && !m_isDraining)
        response.body = m_reply->readAll();
    return response;
}

Error Exchange::networkError() const
{
    WireFailure failed;
    failed.error = m_reply->error();
    failed.text = m_reply->errorString();
    failed.sslErrors = m_sslErrors;
    failed.url = m_reply->url();
    failed.bytesMayHaveLeft = mayHaveLeft();
    return describe(failed);
}

} // namespace formwork::transport
