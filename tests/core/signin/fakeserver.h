// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <functional>
#include <memory>

// A web server on this computer for tests: real sockets, answers of the test's own.
namespace fake
{

struct Request {
    QByteArray method;
    QString path;
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; // in lower case
    QByteArray body;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QString member(const char *name) const
    {
        return json().value(QLatin1String(name)).toString();
    }
    [[nodiscard]] QString form(const char *name) const // of a form
    {
        return QUrlQuery(QString::fromUtf8(body)).queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    }
    [[nodiscard]] QString asked(const char *name) const // of the query
    {
        return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    }
    [[nodiscard]] QString signedBy() const // access key ID
    {
        return QString::fromLatin1(headers.value("authorization"))
            .section(QStringLiteral("Credential="), 1)
            .section(u'/', 0, 0);
    }
};

struct Answer {
    int status = 200;
    QByteArray body;
    QByteArray errorType = {};
};

inline Answer jsonAnswer(const QJsonObject &object, int status = 200)
{
    return {status, QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

class Server
{
public:
    using Handler = std::function<Answer(const Request &)>;

    explicit Server(Handler handler)
        : m_handler(std::move(handler))
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(socket); });
        });
        m_server.listen(QHostAddress::LocalHost);
    }

    [[nodiscard]] QString url() const
    {
        return QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort());
    }
    [[nodiscard]] qsizetype count(const QString &path) const
    {
        return std::ranges::count_if(requests, [&](const Request &request) { return request.path == path; });
    }
    QList<Request> requests;

private:
    void read(QTcpSocket *socket)
    {
        const QByteArray so = socket->peek(1 << 20);
        const qsizetype end = so.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        Request request;
        const QByteArrayList lines = so.first(end).split('\n');
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
        }
        const qsizetype size = request.headers.value("content-length").toLongLong();
        if (so.size() < end + 4 + size)
            return;
        socket->read(end + 4);
        request.body = socket->read(size);
        const QByteArrayList words = lines.first().split(' ');
        const QUrl url = QUrl::fromEncoded("http://x" + words.value(1));
        request.method = words.value(0);
        request.path = url.path();
        request.query = QUrlQuery(url);
        requests.append(request);
        const Answer answer = m_handler(request);
        socket->write("HTTP/1.1 " + QByteArray::number(answer.status)
                      + " X\r\nContent-Length: " + QByteArray::number(answer.body.size())
                      + (answer.errorType.isEmpty() ? "" : "\r\nx-amzn-errortype: ") + answer.errorType
                      + "\r\nContent-Type: application/json\r\n\r\n" + answer.body);
    }

    Handler m_handler;
    QTcpServer m_server;
};

} // namespace fake
