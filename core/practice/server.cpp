// SPDX-License-Identifier: Apache-2.0
#include "practice/server.h"

#include "base/tr.h"
#include "document/json.h"
#include "practice/account.h"
#include "practice/connection.h"
#include "practice/controls.h"
#include "practice/rehearsal.h"
#include "practice/requesthost.h"
#include "practice/signin.h"

#include <QLocale>
#include <QPointer>
#include <QTcpServer>
#include <QTimer>

#include <algorithm>
#include <utility>
#include <vector>

namespace formwork::practice
{

bool Server::answersFor(const model::Service &service) { return !service.protocols.isEmpty(); }

struct Asked {
    QPointer<Connection> by; // null: it has hung up
    http::Request request;
    QDateTime first = {}; // by the account's clock; invalid: it was not served yet
    Fault fault = {}; // that it met then
    Waiting waiting = {}; // what for, if it had no answer
};

namespace
{

constexpr int kMostConnections = 256;
constexpr QByteArrayView kHealthPath = "/_formwork/health";

QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'").toLatin1();
}

http::Response notKept(const Error &why)
{
    return {500,
            {{"content-type", "application/json"}},
            document::toPlainJson(QCborMap{{QStringLiteral("message"), why.sentence()}})};
}

} // namespace

struct Server::Private {
    Private(QString file, const catalog::LiveCatalog &catalog, const guide::GuidesPtr &guides, ClockPtr c,
            const TokenSourcePtr &tokens)
        : clock(std::move(c))
        , ledger(std::move(file))
        , router(catalog, guides)
        , account(ledger, router, guides, tokens, freshKeys())
    {
    }

    ClockPtr clock;
    Ledger ledger;
    Router router;
    Account account;
    SignIn signIn;
    QTcpServer listener;
    RequestParser::Limits limits;
    Patience patience;
    Fault fault;
    std::shared_ptr<qint64> held = std::make_shared<qint64>(0);
    std::vector<Asked> asked; // not yet served
    std::vector<Asked> waiting; // served, and have no answer yet
    QTimer alarm; // when the first of them is due
};

Server::Server(QString file, const catalog::LiveCatalog &catalog, const guide::GuidesPtr &guides,
               ClockPtr clock, const TokenSourcePtr &tokens, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(file), catalog, guides, std::move(clock), tokens))
{
    d->signIn.setRehearsal(new Rehearsal(this));
    connect(&d->listener, &QTcpServer::newConnection, this, &Server::accept);
    d->alarm.setSingleShot(true);
    connect(&d->alarm, &QTimer::timeout, this, &Server::wake);
    new Controls(d->ledger, d->account, d->clock, this);
}

Server::~Server()
{
    // They ask this object; what is under way ends with it.
    qDeleteAll(findChildren<Connection *>(Qt::FindDirectChildrenOnly));
}

Result<void> Server::listen(quint16 port)
{
    if (d->listener.isListening())
        return {};
    if (Result<void> opened = d->ledger.open(); !opened)
        return opened;
    if (!d->listener.listen(QHostAddress::LocalHost, port))
        return failure(Phase::Local, QStringLiteral("PracticePort"),
                       Tr::tr("The practice account cannot listen on port %1: %2.")
                           .arg(port)
                           .arg(d->listener.errorString()),
                       Tr::tr("Choose another port, or 0 for any free one."));
    return {};
}

QString Server::url() const
{
    return d->listener.isListening() ? QStringLiteral("http://127.0.0.1:%1").arg(d->listener.serverPort())
                                     : QString();
}

signing::Keys Server::keys() const { return d->account.keys(); }

void Server::setPatience(std::chrono::milliseconds idle, std::chrono::milliseconds request)
{
    d->patience = {idle, request};
}

void Server::setTiming(const Timing &timing) { d->account.setTiming(timing); }

void Server::setFault(const Fault &fault)
{
    if (d->fault == fault)
        return;
    d->fault = fault;
    Q_EMIT faultChanged();
}

Fault Server::fault() const { return d->fault; }

Result<void> Server::reset()
{
    d->account.forgetSecrets();
    const Result<void> done = d->ledger.clear();
    Q_EMIT Controls::of(*this).holdingsChanged();
    return done;
}

int Server::resourceCount() const { return d->ledger.resourceCount(); }

// Who has waited longest without a whole header goes, so that half requests keep nobody out.
bool Server::makeRoom() const
{
    const auto connections = findChildren<Connection *>(Qt::FindDirectChildrenOnly);
    if (connections.size() < kMostConnections)
        return true;
    const auto waiting = std::ranges::find_if(connections, &Connection::isWaiting);
    if (waiting == connections.end())
        return false;
    delete *waiting;
    return true;
}

void Server::accept()
{
    while (QTcpSocket *socket = d->listener.nextPendingConnection()) {
        if (!makeRoom()) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        new Connection(
            socket, [this](Connection &by, const http::Request &request) { serveSoon({&by, request}); },
            d->limits, d->patience, d->held, this);
    }
}

void Server::serveSoon(Asked asked)
{
    if (d->asked.empty())
        QMetaObject::invokeMethod(this, &Server::serveAll, Qt::QueuedConnection);
    d->asked.push_back(std::move(asked));
}

// Whose topic has changed or whose time has come is served anew, the longest waiting first.
void Server::wake()
{
    const QSet<QString> stirred = d->account.takeStirred();
    const QDateTime now = d->clock->nowUtc();
    QDateTime next;
    for (Asked &one : std::exchange(d->waiting, {})) {
        if (!one.by)
            continue;
        if (stirred.contains(one.waiting.topic) || one.waiting.isDue(now)) {
            serveSoon(std::move(one));
            continue;
        }
        next = next.isValid() ? std::min(next, one.waiting.next) : one.waiting.next;
        d->waiting.push_back(std::move(one));
    }
    d->alarm.stop();
    if (next.isValid())
        d->alarm.start(std::chrono::milliseconds(std::max<qint64>(now.msecsTo(next), 1)));
}

// What came at one moment is written in one transaction. No answer leaves before its end, and others who
// share the file never wait for longer than that.
void Server::serveAll()
{
    std::vector<Asked> asked = std::exchange(d->asked, {});
    std::vector<Reply> replies;
    replies.reserve(asked.size());
    const bool isGroup = asked.size() > 1;
    if (isGroup)
        d->ledger.beginGroup();
    for (Asked &one : asked)
        replies.push_back(serve(one));
    const Result<void> kept = isGroup ? d->ledger.endGroup() : Result<void>();
    for (size_t i = 0; i < asked.size(); ++i) {
        if (!kept)
            replies[i] = {notKept(kept.error()), false, {}, {}};
        if (replies[i].waiting) {
            asked[i].waiting = *std::move(replies[i].waiting);
            d->waiting.push_back(std::move(asked[i]));
        } else if (asked[i].by) {
            asked[i].by->reply(replies[i]);
        }
    }
    wake();
}

Fault Server::takeFault()
{
    const Fault taken = d->fault;
    if (taken.kind == Fault::Kind::None || taken.count < 0)
        return taken;
    Fault left = taken;
    --left.count;
    setFault(left.count > 0 ? left : Fault{});
    return taken;
}

// What is answered before anybody asks who it is from: what comes from elsewhere, and how it goes.
std::optional<http::Response> Server::answeredUnsigned(const http::Request &request) const
{
    const auto json = [](int status, const QCborMap &body) {
        return http::Response{status, {{"content-type", "application/json"}}, document::toPlainJson(body)};
    };
    if (const std::optional<QString> problem = foreignProblem(request))
        return json(403, {{QStringLiteral("message"), *problem}});
    if (request.path != kHealthPath || (request.method != "GET" && request.method != "HEAD"))
        return std::nullopt;
    return json(
        200,
        {{QStringLiteral("status"), QStringLiteral("ok")}, {QStringLiteral("resources"), resourceCount()}});
}

Reply Server::serve(Asked &asked)
{
    if (asked.first.isValid()) // nobody who has gone meanwhile is given anything
        return asked.by ? performed(asked) : Reply{};
    const http::Request &request = asked.request;
    if (std::optional<http::Response> page = d->signIn.page(request, d->clock->nowUtc()))
        return {*std::move(page), false, {}, {}};
    if (std::optional<http::Response> unsignedAnswer = answeredUnsigned(request))
        return {*std::move(unsignedAnswer), false, {}, {}};
    const Fault now = takeFault();
    if (now.kind == Fault::Kind::HangUpBeforeWork) {
        Q_EMIT requestServed({}, {}, 0);
        return {{}, true, {}, {}};
    }
    asked.fault = now;
    asked.first = d->clock->nowUtc();
    return performed(asked);
}

Reply Server::performed(const Asked &asked)
{
    const http::Request &request = asked.request;
    const Fault &now = asked.fault;
    const int ahead = now.kind == Fault::Kind::ClockSkew ? now.milliseconds : 0;
    const QDateTime time = d->clock->nowUtc().addMSecs(ahead);
    std::optional<http::Response> ofSignIn =
        d->signIn.answer(request, url(), d->account.keys(), time, now.kind);
    Served served = ofSignIn ? Served{*std::move(ofSignIn), {}, {}, {}}
                             : d->account.serve(request, time, now.kind, asked.first.addMSecs(ahead));
    if (served.waiting) {
        served.waiting->next = served.waiting->next.addMSecs(-ahead); // by the clock itself
        return {{}, false, {}, std::move(served.waiting)};
    }
    served.response.headers.append("date", httpDate(time));
    const bool hangsUp = now.kind == Fault::Kind::HangUpAfterWork;
    Q_EMIT requestServed(served.service, served.operation, hangsUp ? 0 : served.response.status);
    const int delay = now.kind == Fault::Kind::SlowAnswer ? now.milliseconds : 0;
    return {std::move(served.response), hangsUp, std::chrono::milliseconds(delay), {}};
}

} // namespace formwork::practice
