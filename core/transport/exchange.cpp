// SPDX-License-Identifier: Apache-2.0
#include "transport/exchange.h"

#include "transport/tunnel.h"
#include "transport/wirefailure.h"

#include <QSslSocket>

namespace formwork::transport
{

namespace
{

using namespace std::chrono_literals;

constexpr qint64 kBlock = 64 * 1024;
constexpr qint64 kReadBuffer = 1024 * 1024; // the network waits for whoever takes the answer
constexpr qint64 kLongestError = 1024 * 1024; // of an error's body no more is looked at
constexpr auto kPermissionWait = 1s;

bool isSuccess(int status) { return status >= 200 && status < 300; }

} // namespace

Exchange::Exchange(std::unique_ptr<QTcpSocket> socket, Outgoing outgoing, Timeouts timeouts, Streams streams)
    : m_socket(std::move(socket))
    , m_outgoing(std::move(outgoing))
    , m_timeouts(timeouts)
    , m_streams(std::move(streams))
    , m_reader(m_outgoing.toHead)
{
    m_transferred.toSend = m_outgoing.size;
    m_socket->setReadBufferSize(kReadBuffer);
    for (QTimer *timer : {&m_connectTimer, &m_transferTimer, &m_permission})
        timer->setSingleShot(true);
    connect(&m_connectTimer, &QTimer::timeout, this,
            [this] { stop(timedOut(m_outgoing.url, closedProxy(), m_timeouts.connect)); });
    connect(&m_transferTimer, &QTimer::timeout, this,
            [this] { stop(unanswered(m_outgoing.url, m_timeouts.transfer)); });
    connect(&m_permission, &QTimer::timeout, this, &Exchange::sendBody);
    watch();
    m_connectTimer.start(m_timeouts.connect);
}

Exchange::~Exchange() = default;

void Exchange::watch()
{
    QTcpSocket *socket = m_socket.get();
    const Tunnel *tunnel = Tunnel::of(*socket);
    if (tunnel)
        connect(tunnel, &Tunnel::refused, this, &Exchange::stop);
    if (auto *secure = qobject_cast<QSslSocket *>(socket)) {
        connect(secure, &QSslSocket::encrypted, this, &Exchange::connected);
        connect(secure, &QSslSocket::sslErrors, this,
                [this](const QList<QSslError> &errors) { m_sslErrors += errors; });
        if (secure->isEncrypted())
            QMetaObject::invokeMethod(this, &Exchange::connected, Qt::QueuedConnection);
    } else {
        if (tunnel)
            connect(tunnel, &Tunnel::opened, this, &Exchange::connected);
        else
            connect(socket, &QTcpSocket::connected, this, &Exchange::connected);
        if (socket->state() == QAbstractSocket::ConnectedState && closedProxy().isEmpty())
            QMetaObject::invokeMethod(this, &Exchange::connected, Qt::QueuedConnection);
    }
    connect(socket, &QTcpSocket::bytesWritten, this, [this] {
        if (!m_sent) // what is said to a proxy is no part of the request
            return;
        moved();
        if (m_outgoing.size > 0)
            tell();
        sendBody();
    });
    connect(socket, &QTcpSocket::readyRead, this, &Exchange::arrived);
    connect(socket, &QTcpSocket::errorOccurred, this, &Exchange::failed);
}

void Exchange::connected()
{
    if (m_finished || m_sent)
        return;
    m_sent = true;
    m_connectTimer.stop();
    m_transferTimer.start(m_timeouts.transfer);
    m_socket->write(m_outgoing.head);
    if (m_outgoing.asksFirst && m_outgoing.size > 0)
        m_permission.start(kPermissionWait);
    else
        sendBody();
}

// A block at a time, and none to a service that has said no already.
void Exchange::sendBody()
{
    const bool isRefused = m_reader.hasHead() && !isSuccess(m_reader.head().status);
    if (m_finished || isRefused || m_permission.isActive() || m_written == m_outgoing.size
        || m_socket->bytesToWrite() >= kBlock)
        return;
    const qint64 count = qMin(kBlock, m_outgoing.size - m_written);
    const QByteArray block =
        m_outgoing.file ? m_outgoing.file->read(count) : m_outgoing.body.mid(qsizetype(m_written), count);
    if (block.isEmpty())
        return stop(becameShorter(m_outgoing.url, m_outgoing.file->fileName()));
    m_written += block.size();
    m_socket->write(block);
}

void Exchange::arrived()
{
    if (m_finished || !closedProxy().isEmpty())
        return;
    moved();
    m_reader.read(m_socket->readAll());
    if (m_permission.isActive() && (m_reader.mayGoOn() || m_reader.hasHead())) {
        m_permission.stop();
        sendBody();
    }
    if (m_reader.hasHead() && fits())
        take(m_reader.takeBody());
    if (m_finished)
        return;
    if (m_reader.state() == AnswerReader::State::NotHttp)
        stop(notHttp(m_outgoing.url));
    else if (m_reader.state() == AnswerReader::State::Broken)
        stop(brokenAnswer(m_outgoing.url));
    else if (m_reader.state() == AnswerReader::State::Done)
        finish();
}

bool Exchange::isForSink() const { return m_streams.sink && isSuccess(m_reader.head().status); }

bool Exchange::fits()
{
    const bool isLong = m_body.size() > m_streams.mostInMemory
        || (!m_outgoing.toHead && m_reader.announced() > m_streams.mostInMemory);
    if (isForSink() || !isLong || !isSuccess(m_reader.head().status))
        return true;
    stop(tooLarge(m_outgoing.url, m_streams.mostInMemory));
    return false;
}

void Exchange::take(const QByteArray &body)
{
    if (!isForSink()) {
        m_body += body;
        if (!isSuccess(m_reader.head().status) && m_body.size() > kLongestError) {
            m_body.truncate(kLongestError);
            finish();
        } else {
            static_cast<void>(fits());
        }
        return;
    }
    const auto fail = [this](Error error) {
        error.bytesMayHaveLeft = true;
        stop(std::move(error));
    };
    if (!std::exchange(m_sinkHasBegun, true)) {
        if (const Result<void> begun = m_streams.sink->begin(m_reader.head()); !begun)
            return fail(begun.error());
    }
    if (!body.isEmpty()) {
        if (const Result<void> written = m_streams.sink->write(body); !written)
            return fail(written.error());
    }
    m_transferred.received = m_streams.sink->received();
    m_transferred.toReceive = m_streams.sink->total();
    tell();
}

// Whatever came before the end is looked at first: a service may answer and hang up without having read all
// of the request.
void Exchange::failed()
{
    if (m_finished)
        return;
    const Error error = networkError();
    arrived();
    m_reader.endOfConnection();
    if (m_finished)
        return;
    if (m_reader.state() == AnswerReader::State::Done)
        finish();
    else if (m_reader.state() == AnswerReader::State::NotHttp)
        stop(notHttp(m_outgoing.url));
    else
        stop(error);
}

QString Exchange::closedProxy() const
{
    const Tunnel *tunnel = Tunnel::of(*m_socket);
    return tunnel && !tunnel->isOpen() ? tunnel->proxy() : QString();
}

void Exchange::moved()
{
    if (!m_finished && m_sent)
        m_transferTimer.start(m_timeouts.transfer);
}

void Exchange::tell()
{
    m_transferred.sent = qBound(qint64(0), m_written - m_socket->bytesToWrite(), m_outgoing.size);
    if (m_streams.progress)
        m_streams.progress(m_transferred);
}

void Exchange::cancel() { stop(cancelled(m_outgoing.url, m_sent)); }

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
    for (QTimer *timer : {&m_connectTimer, &m_transferTimer, &m_permission})
        timer->stop();
    const bool isWhole = !m_stopped && m_reader.keepsConnection() && m_written == m_outgoing.size
        && m_socket->bytesToWrite() == 0;
    m_socket->disconnect(this);
    if (!isWhole) { // what comes late belongs to nobody
        m_socket->abort();
        m_socket.release()->deleteLater();
    }
    QMetaObject::invokeMethod(this, &Exchange::finished, Qt::QueuedConnection);
}

std::unique_ptr<QTcpSocket> Exchange::takeSocket() { return std::move(m_socket); }

Result<http::Response> Exchange::result() const
{
    if (m_stopped)
        return std::unexpected(*m_stopped);
    http::Response response = m_reader.head();
    response.body = m_body;
    return response;
}

Error Exchange::networkError() const
{
    WireFailure failure;
    failure.error = m_socket->error();
    failure.text = m_socket->errorString();
    failure.sslErrors = m_sslErrors;
    failure.url = m_outgoing.url;
    failure.proxy = closedProxy();
    failure.bytesMayHaveLeft = m_sent;
    return describe(failure);
}

} // namespace formwork::transport
