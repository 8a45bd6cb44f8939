// SPDX-License-Identifier: Apache-2.0
#include "practice/connection.h"

#include <QPointer>

#include <utility>

namespace formwork::practice
{

namespace
{

constexpr qint64 kReadAtOnce = 256 * 1024;
constexpr qint64 kUnsignedBody = 256 * 1024;
constexpr qint64 kAllBodies = 256ll * 1024 * 1024;
constexpr std::chrono::milliseconds kFarewell{500}; // for a client that does not read our last word

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Payload Too Large";
    case 416:
        return "Range Not Satisfiable";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return status < 400 ? "OK" : "Error";
    }
}

} // namespace

Connection::Connection(QTcpSocket *socket, Handler handler, const RequestParser::Limits &limits,
                       const Patience &patience, std::shared_ptr<qint64> held, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_handler(std::move(handler))
    , m_parser(limits)
    , m_patience(patience)
    , m_allHeld(std::move(held))
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kReadAtOnce);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Connection::loseTime);
    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    watch();
    if (m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &Connection::read, Qt::QueuedConnection);
}

Connection::~Connection() { *m_allHeld -= m_held; }

bool Connection::isWaiting() const
{
    return !m_isWorking && (m_isClosing || m_parser.state() == RequestParser::State::NeedsHeader);
}

void Connection::count()
{
    const qint64 held = m_parser.held();
    *m_allHeld += held - std::exchange(m_held, held);
}

// Nobody who is not known may make us keep much, and all together not more than a machine has to spare.
bool Connection::isTooMuch() const
{
    const bool hasHeader = m_parser.state() != RequestParser::State::NeedsHeader;
    return *m_allHeld > kAllBodies || (hasHeader && !m_parser.isSigned() && m_held > kUnsignedBody);
}

void Connection::read()
{
    if (m_isClosing) {
        m_socket->readAll();
        return;
    }
    if (m_isWorking)
        return; // the rest is read when the answer is out
    const bool wasInHeader = m_parser.hasBegun() && m_parser.state() == RequestParser::State::NeedsHeader;
    const QByteArray bytes = m_socket->readAll();
    if (bytes.isEmpty())
        return;
    const RequestParser::State state = m_parser.feed(bytes);
    count();
    if (isTooMuch()) {
        m_cut = true;
        refuse(*m_allHeld > kAllBodies ? 503 : 403);
        return;
    }
    if (!wasInHeader || state != RequestParser::State::NeedsHeader)
        watch(); // a header has its time as a whole, or a client could trickle it for ever
    step(state);
}

void Connection::step(RequestParser::State state)
{
    if (state == RequestParser::State::Failed) {
        refuse(m_parser.failureStatus());
        return;
    }
    if (m_parser.expectsContinue() && !m_saidContinue) {
        m_saidContinue = true;
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    }
    if (state == RequestParser::State::Complete)
        serve();
}

void Connection::serve()
{
    m_isWorking = true;
    m_saidContinue = false;
    m_timer.stop();
    m_isLast = !m_parser.keepsAlive();
    const http::Request request = m_parser.take();
    m_isWithBody = request.method != "HEAD";
    m_handler(*this, request);
}

void Connection::reply(const Reply &reply)
{
    count(); // until now it was kept
    if (reply.hangUp) {
        m_socket->abort();
        return;
    }
    // Zero as well: the next request of a pipeline waits for its turn in the event loop.
    QTimer::singleShot(reply.delay, this,
                       [this, response = reply.response] { answer(response, m_isLast, m_isWithBody); });
}

void Connection::answer(const http::Response &response, bool isLast, bool withBody)
{
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonOf(response.status) + "\r\n";
    QByteArray length = QByteArray::number(response.body.size());
    for (const auto &[name, value] : response.headers) {
        if (name.compare("content-length", Qt::CaseInsensitive) != 0)
            head += name + ": " + value + "\r\n";
        else if (!withBody)
            length = value; // of the body that a GET would have
    }
    const bool mayHaveBody = response.status != 204 && response.status != 304;
    if (mayHaveBody)
        head += "content-length: " + length + "\r\n";
    head += isLast ? "connection: close\r\n\r\n" : "\r\n";
    m_socket->write(head);
    if (withBody && mayHaveBody)
        m_socket->write(response.body);
    m_isWorking = false;
    if (isLast) {
        finish();
        return;
    }
    watch();
    if (m_parser.hasBegun())
        step(m_parser.state());
    read();
}

// What is not HTTP, or too much of it, gets a short answer, and then the connection ends.
void Connection::refuse(int status)
{
    http::Response response{status, {{"content-type", "application/json"}}, {}};
    response.body = R"({"message":")" + reasonOf(status) + R"("})";
    answer(response, true, true);
}

void Connection::finish()
{
    m_isClosing = true;
    m_timer.start(kFarewell);
    // Closing with bytes unread would take back the answer; a client we cut short closes by itself, or the
    // timer does.
    if (m_parser.state() != RequestParser::State::Failed && !m_cut)
        m_socket->disconnectFromHost();
}

void Connection::watch() { m_timer.start(m_parser.hasBegun() ? m_patience.request : m_patience.idle); }

void Connection::loseTime()
{
    if (m_isClosing || !m_parser.hasBegun())
        m_socket->abort();
    else
        refuse(408);
}

} // namespace formwork::practice
