// SPDX-License-Identifier: Apache-2.0
#include "signin/redirectlistener.h"

#include "base/tr.h"

#include <QCoroFuture>
#include <QHostAddress>
#include <QPromise>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

namespace formwork::signin
{

namespace
{

constexpr QLatin1StringView kPath("/oauth/callback");
constexpr qsizetype kMostRequest = 16 * 1024;
constexpr std::chrono::seconds kLongestPage{30};

std::unexpected<Error> over(const char *code, const QString &message, const QString &advice)
{
    return failure(Phase::Credentials, QLatin1String(code), message, advice);
}

QByteArray page(const QString &heading, const QString &text)
{
    return QStringLiteral(
               "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Formwork</title></head>"
               "<body style=\"font-family:sans-serif;margin:4em\"><h1>%1</h1><p>%2</p></body></html>")
        .arg(heading.toHtmlEscaped(), text.toHtmlEscaped())
        .toUtf8();
}

void answer(QTcpSocket *socket, const char *status, const QByteArray &body)
{
    socket->write("HTTP/1.1 " + QByteArray(status)
                  + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
                  + QByteArray::number(body.size())
                  + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
                    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
                    "Connection: close\r\n\r\n"
                  + body);
    socket->flush(); // the program may be about to end
    socket->disconnectFromHost();
}

} // namespace

struct RedirectListener::State {
    QTcpServer server;
    QString expected; // empty: nobody waits yet
    std::optional<Result<Redirected>> result;
    QPromise<void> done;

    void finish(Result<Redirected> what)
    {
        if (result)
            return;
        result = std::move(what);
        server.close();
        done.finish();
    }

    void read(QTcpSocket *socket);
    void come(const QUrlQuery &query, QTcpSocket *socket);
};

void RedirectListener::State::read(QTcpSocket *socket)
{
    const QByteArray so = socket->peek(kMostRequest);
    if (!so.contains("\r\n\r\n") && so.size() < kMostRequest)
        return;
    socket->readAll();
    const QByteArrayList words = so.left(so.indexOf('\r')).split(' ');
    const QUrl url = QUrl::fromEncoded("http://127.0.0.1" + words.value(1));
    if (words.value(0) != "GET" || url.path() != kPath)
        answer(socket, "404 Not Found",
               page(Tr::tr("Nothing here"), Tr::tr("Formwork waits for a sign-in elsewhere.")));
    else
        come(QUrlQuery(url), socket);
}

void RedirectListener::State::come(const QUrlQuery &query, QTcpSocket *socket)
{
    const auto text = [&](const char *name) {
        return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    };
    const Redirected came{text("code"), text("state"), text("error")};
    const bool isOurs = !expected.isEmpty() && came.state == expected;
    if (!isOurs) {
        answer(socket, "400 Bad Request",
               page(Tr::tr("This is not the sign-in that Formwork began"),
                    Tr::tr("Close this page and sign in from Formwork once more.")));
        return;
    }
    if (!came.error.isEmpty() || came.code.isEmpty()) {
        answer(socket, "200 OK",
               page(Tr::tr("Not signed in"), Tr::tr("The request was refused. You can close this page.")));
        finish(over("SignInRefused",
                    Tr::tr("The sign-in was refused in the browser (%1).")
                        .arg(came.error.isEmpty() ? QStringLiteral("no code") : came.error.left(80)),
                    Tr::tr("Sign in once more and allow it.")));
        return;
    }
    answer(socket, "200 OK",
           page(Tr::tr("Confirmed"),
                Tr::tr("Formwork goes on by itself and says whether it worked. You can close this page.")));
    finish(came);
}

RedirectListener::RedirectListener()
    : m_state(std::make_shared<State>())
{
    m_state->done.start();
    QTcpServer *server = &m_state->server;
    const std::weak_ptr<State> weak = m_state;
    QObject::connect(server, &QTcpServer::newConnection, server, [server, weak] {
        while (QTcpSocket *socket = server->nextPendingConnection()) {
            socket->setParent(nullptr); // the page is read when nobody waits any longer
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [weak, socket] {
                if (const auto state = weak.lock())
                    state->read(socket);
            });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QTimer::singleShot(kLongestPage, socket, &QObject::deleteLater);
        }
    });
    server->listen(QHostAddress::LocalHost);
}

RedirectListener::~RedirectListener() = default;

bool RedirectListener::isListening() const { return m_state->server.isListening(); }

QString RedirectListener::url() const
{
    return QStringLiteral("http://127.0.0.1:%1%2").arg(m_state->server.serverPort()).arg(kPath);
}

QCoro::Task<Result<Redirected>> RedirectListener::wait(QString state, std::chrono::milliseconds patience,
                                                       transport::CancellationPtr cancellation)
{
    const std::shared_ptr<State> shared = m_state;
    shared->expected = state;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &shared->server, [shared = shared.get()] {
        shared->finish(over("SignInTimedOut", Tr::tr("Nobody signed in within the time there was."),
                            Tr::tr("Sign in once more, or use a device code.")));
    });
    timer.start(patience);
    const transport::Cancellation::Listener cancelled =
        transport::whenCancelled(cancellation, [shared = shared.get()] {
            shared->finish(over("Cancelled", Tr::tr("The sign-in was cancelled."), {}));
        });
    const QFuture<void> done = shared->done.future();
    co_await done;
    // A value of its own, because co_return moves what it is given.
    const Result<Redirected> result = *shared->result;
    co_return result;
}

} // namespace formwork::signin
