// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/transport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <optional>

// Answers requests as a recording says, in its order, and keeps what was not as recorded.
namespace played
{

struct Exchange {
    QString method;
    QString uri;
    QByteArray body;
    std::optional<formwork::http::Response> response; // none: the connection broke
};

inline QByteArray contentOf(const QJsonObject &data)
{
    const QJsonObject content = data[QStringLiteral("data")].toObject();
    return content.contains(QStringLiteral("Utf8"))
        ? content[QStringLiteral("Utf8")].toString().toUtf8()
        : QByteArray::fromBase64(content[QStringLiteral("Base64")].toString().toLatin1());
}

// Both forms of recordings: a list of exchanges, and smithy-rs's events.
inline QList<Exchange> exchangesOf(const QJsonDocument &document)
{
    QMap<int, Exchange> exchanges;
    int number = 0;
    for (const auto &entry : document.array()) {
        const QJsonObject request = entry.toObject()[QStringLiteral("request")].toObject();
        const QJsonObject answer = entry.toObject()[QStringLiteral("response")].toObject();
        exchanges[number++] = {request[QStringLiteral("method")].toString(),
                               request[QStringLiteral("uri")].toString(),
                               request[QStringLiteral("body")].toString().toUtf8(),
                               formwork::http::Response{answer[QStringLiteral("status")].toInt(),
                                                        {},
                                                        answer[QStringLiteral("body")].toString().toUtf8()}};
    }
    for (const auto &entry : document.object()[QStringLiteral("events")].toArray()) {
        const QJsonObject event = entry.toObject();
        Exchange &exchange = exchanges[event[QStringLiteral("connection_id")].toInt()];
        const QJsonObject action = event[QStringLiteral("action")].toObject();
        const QJsonObject request =
            action[QStringLiteral("Request")].toObject()[QStringLiteral("request")].toObject();
        const QJsonObject data = action[QStringLiteral("Data")].toObject();
        const QJsonObject answer = action[QStringLiteral("Response")]
                                       .toObject()[QStringLiteral("response")]
                                       .toObject()[QStringLiteral("Ok")]
                                       .toObject();
        if (!request.isEmpty()) {
            exchange.method = request[QStringLiteral("method")].toString();
            exchange.uri = request[QStringLiteral("uri")].toString();
        } else if (!answer.isEmpty()) {
            exchange.response = formwork::http::Response{answer[QStringLiteral("status")].toInt(), {}, {}};
        } else if (data[QStringLiteral("direction")] == QStringLiteral("Request")) {
            exchange.body += contentOf(data);
        } else if (!data.isEmpty() && exchange.response) {
            exchange.response->body += contentOf(data);
        }
    }
    return exchanges.values();
}

// A form's or a query's members, without those that a recording cannot repeat.
inline QList<std::pair<QString, QString>> members(const QString &text)
{
    QList<std::pair<QString, QString>> items;
    for (const auto &[key, value] : QUrlQuery(text).queryItems(QUrl::FullyDecoded)) {
        // Some recordings have the web identity and its role of another case.
        const bool isOther =
            text.contains(u"WithWebIdentity") && (key == u"RoleArn" || key == u"WebIdentityToken");
        if (key != u"RoleSessionName" && !isOther)
            items.append({key, value});
    }
    std::ranges::sort(items);
    return items;
}

class PlayedTransport final : public formwork::transport::Transport
{
public:
    explicit PlayedTransport(QList<Exchange> exchanges)
        : m_left(std::move(exchanges))
    {
    }

    QCoro::Task<formwork::Result<formwork::http::Response>> send(formwork::http::Request request,
                                                                 formwork::transport::Timeouts,
                                                                 formwork::transport::CancellationPtr,
                                                                 formwork::transport::Streams) override
    {
        formwork::Error broken;
        broken.phase = formwork::Phase::Connect;
        broken.code = QStringLiteral("ConnectionRefused");
        broken.message = QStringLiteral("broken");
        if (m_left.isEmpty()) {
            differences.append(QStringLiteral("one request more: ") + QString::fromLatin1(request.url()));
            co_return std::unexpected(broken);
        }
        const Exchange exchange = m_left.takeFirst();
        compare(exchange, request);
        if (!exchange.response)
            co_return std::unexpected(broken);
        co_return *exchange.response;
    }

    [[nodiscard]] qsizetype left() const { return m_left.size(); }
    QStringList differences;

private:
    void compare(const Exchange &wanted, const formwork::http::Request &request)
    {
        const QUrl want(wanted.uri);
        const QUrl got(QString::fromLatin1(request.url()));
        const bool isSame = wanted.method == QString::fromLatin1(request.method) && want.host() == got.host()
            && (want.path() == got.path() || want.path().size() + got.path().size() == 1)
            && members(want.query()) == members(got.query())
            && (wanted.body.isEmpty()
                || members(QString::fromUtf8(wanted.body)) == members(QString::fromUtf8(request.body)));
        if (!isSame)
            differences.append(QStringLiteral("%1 %2 %3 instead of %4 %5 %6")
                                   .arg(QString::fromLatin1(request.method), got.toString(),
                                        QString::fromUtf8(request.body), wanted.method, wanted.uri,
                                        QString::fromUtf8(wanted.body)));
    }

    QList<Exchange> m_left;
};

} // namespace played
