// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include "document/json.h"

#include <QTest>
#include <QUrl>

using namespace formwork;

namespace
{

http::Response takeAnswer(QByteArray &bytes)
{
    http::Response response;
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return response;
    const QByteArrayList lines = bytes.first(end).split('\n');
    qsizetype length = 0;
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        response.headers.append(line.first(colon), line.sliced(colon + 1).trimmed());
    }
    length = response.headers.value("content-length").toLongLong();
    if (bytes.size() < end + 4 + length)
        return response;
    response.status = lines.first().split(' ').value(1).toInt();
    if (response.status / 100 == 1) { // "Continue" is not the answer yet
        bytes.remove(0, end + 4);
        return takeAnswer(bytes);
    }
    response.body = bytes.sliced(end + 4, length);
    bytes.remove(0, end + 4 + length);
    return response;
}

} // namespace

Loopback::Loopback(const QStringList &modelFolders)
    : m_clock(std::make_shared<FixedClock>(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC)))
    , m_catalog(catalog::Catalog::build(modelFolders))
{
    start();
}

void Loopback::start()
{
    m_server = std::make_unique<practice::Server>(file(), m_catalog, guide::Guides::builtIn(), m_clock,
                                                  std::make_shared<RandomTokenSource>());
    const Result<void> listening = m_server->listen();
    if (!listening)
        qFatal("%s", qPrintable(listening.error().message));
}

void Loopback::setRealClock()
{
    m_server = std::make_unique<practice::Server>(file(), m_catalog, guide::Guides::builtIn(),
                                                  std::make_shared<SystemClock>(),
                                                  std::make_shared<RandomTokenSource>());
    if (const Result<void> listening = m_server->listen(); !listening)
        qFatal("%s", qPrintable(listening.error().message));
}

void Loopback::restart()
{
    m_server.reset();
    start();
}

model::OperationPtr Loopback::operation(const char *service, const char *name) const
{
    const Result<model::OperationPtr> read =
        m_catalog->operation(QString::fromLatin1(service), QString::fromLatin1(name));
    if (!read)
        qFatal("%s", qPrintable(read.error().message));
    return *read;
}

QByteArray Loopback::bytes(const model::Operation &operation, const QCborMap &input, const Sent &sent)
{
    const Result<protocol::Serialised> made = protocol::serialise(operation, input);
    if (!made)
        qFatal("%s", qPrintable(made.error().message));
    return bytes(operation, made->request, sent);
}

QByteArray Loopback::bytes(const model::Operation &operation, http::Request request, const Sent &sent)
{
    request.scheme = "http";
    if (request.authority.isEmpty())
        request.authority = QUrl(m_server->url()).authority().toLatin1();
    signing::Options options;
    options.time = m_clock->nowUtc().addMSecs(sent.clockAhead);
    options.region = sent.region.toLatin1();
    options.service = operation.service->signingName.toLatin1();
    options.payloadHash = request.headers.value("x-amz-content-sha256"); // of a body in signed pieces
    options.addPayloadHash = !options.payloadHash.isEmpty();
    request = signing::sign(request, sent.keys.value_or(m_server->keys()), options).request;
    QByteArray text =
        request.method + ' ' + request.target() + " HTTP/1.1\r\nHost: " + request.authority + "\r\n";
    for (const auto &[name, value] : request.headers)
        text += name + ": " + value + "\r\n";
    return text + "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n\r\n" + request.body;
}

http::Response Loopback::send(const QByteArray &bytes)
{
    RawClient client(*m_server);
    client.write(bytes);
    m_last = client.waitForAnswers(1) ? client.answers().constFirst() : http::Response{};
    return m_last;
}

protocol::Answer Loopback::call(const model::Operation &operation, const QCborMap &input, const Sent &sent)
{
    const http::Response response = send(bytes(operation, input, sent));
    const Result<protocol::Answer> answer = protocol::parse(operation, response);
    if (answer)
        return *answer;
    protocol::Answer unreadable;
    unreadable.error = answer.error();
    return unreadable;
}

QString Loopback::codeOf(const model::Operation &operation, const QCborMap &input, const Sent &sent)
{
    const protocol::Answer answer = call(operation, input, sent);
    return answer.error ? answer.error->code : QString();
}

RawClient::RawClient(const practice::Server &server)
{
    QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket,
                     [this] { m_received += m_socket.readAll(); });
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(QUrl(server.url()).port()));
}

void RawClient::write(const QByteArray &bytes)
{
    (void)QTest::qWaitFor([this] { return m_socket.state() != QAbstractSocket::ConnectingState; });
    m_socket.write(bytes);
    m_socket.flush();
}

QList<http::Response> RawClient::answers()
{
    QByteArray rest = m_received;
    QList<http::Response> list;
    while (true) {
        const http::Response response = takeAnswer(rest);
        if (response.status == 0)
            return list;
        list.append(response);
    }
}

bool RawClient::waitForAnswers(int count)
{
    // The first question to a large service reads its model, on a slow machine under sanitizers for long.
    (void)QTest::qWaitFor(
        [this, count] {
            return answers().size() >= count || m_socket.state() == QAbstractSocket::UnconnectedState;
        },
        60'000);
    m_received += m_socket.readAll();
    return answers().size() >= count;
}

bool RawClient::waitForEnd()
{
    const bool ended =
        QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; });
    m_received += m_socket.readAll();
    return ended;
}

QByteArray RawClient::received() { return m_received; }

QCborMap input(const char *json)
{
    const Result<QCborValue> value = document::fromPlainJson(QByteArray(json).replace('\'', '"'));
    if (!value)
        qFatal("%s", qPrintable(value.error().message));
    return value->toMap();
}
