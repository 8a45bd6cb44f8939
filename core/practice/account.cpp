// SPDX-License-Identifier: Apache-2.0
#include "practice/account.h"

#include "base/tr.h"
#include "practice/manner.h"
#include "practice/objects.h"
#include "practice/signin.h"
#include "practice/signinsession.h"
#include "protocol/codec.h"
#include "protocol/formreader.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QUrl>

namespace formwork::practice
{

namespace
{

// Of the credential scope that a request names, whether or not it is signed well.
QString claimedService(const http::Request &request)
{
    const QByteArray header = request.headers.value("authorization");
    static const QRegularExpression kPresigned(QStringLiteral("(?:^|&)X-Amz-Credential=([^&]*)"));
    if (const auto found = kPresigned.match(QString::fromLatin1(request.query)); found.hasMatch())
        return QUrl::fromPercentEncoding(found.captured(1).toLatin1()).section(u'/', 3, 3);
    const qsizetype at = header.indexOf("Credential=");
    const qsizetype end = at < 0 ? -1 : header.indexOf(',', at);
    return at < 0 ? QString()
                  : QString::fromUtf8(header.sliced(at, std::max(end, at) - at).split('/').value(3));
}

QString askedFor(const http::Request &request)
{
    for (const QByteArray &name :
         {request.headers.value("x-amz-target"), protocol::formParameter(request, "Action")}) {
        if (!name.isEmpty())
            return QString::fromUtf8(name.left(200));
    }
    return QString::fromUtf8(request.method + ' ' + request.path.left(1000));
}

std::optional<Complaint> faultComplaint(Fault::Kind fault, const model::Operation &operation)
{
    if (fault == Fault::Kind::Throttle)
        return complaintOf(Trouble::Throttled,
                           Tr::tr("The practice account was told to slow this request down."), operation);
    if (fault == Fault::Kind::ServerError)
        return complaintOf(Trouble::Broken, Tr::tr("The practice account was told to fail this request."),
                           operation);
    return std::nullopt;
}

// A body in signed pieces, each behind its length ("aws-chunked"), as one.
http::Request withoutChunks(const http::Request &request)
{
    if (!request.headers.value("x-amz-content-sha256").startsWith("STREAMING-"))
        return request;
    http::Request whole = request;
    whole.body.clear();
    qsizetype at = 0;
    while (true) {
        const qsizetype end = request.body.indexOf("\r\n", at);
        bool isNumber = false;
        const qsizetype length =
            end < 0 ? 0 : request.body.sliced(at, end - at).split(';').first().toLongLong(&isNumber, 16);
        if (!isNumber || length <= 0 || length > request.body.size() - end - 2)
            return whole;
        whole.body += request.body.sliced(end + 2, length);
        at = std::min(end + 2 + length + 2, request.body.size());
    }
}

QByteArray randomText(QByteArrayView characters, int length)
{
    QByteArray text;
    for (int i = 0; i < length; ++i)
        text += characters[QRandomGenerator::system()->bounded(static_cast<int>(characters.size()))];
    return text;
}

} // namespace

signing::Keys freshKeys()
{
    return {"AKIA" + randomText("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
            randomText("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 40),
            {}};
}

Account::Account(Ledger &ledger, Router &router, guide::GuidesPtr guides, TokenSourcePtr tokens,
                 signing::Keys keys)
    : m_ledger(ledger)
    , m_router(router)
    , m_guides(std::move(guides))
    , m_tokens(std::move(tokens))
    , m_keys(std::move(keys))
    , m_behaviours{std::make_shared<Objects>(ledger)}
{
}

Served Account::serve(const http::Request &request, const QDateTime &now, Fault::Kind fault)
{
    const QString requestId = m_tokens->nextToken();
    const QString scope = claimedService(request);
    const auto refused = [&](Trouble trouble, const QString &message) {
        const model::OperationPtr speaker = m_router.spokesman(request, scope);
        const Complaint complaint = complaintOf(trouble, message, *speaker);
        return Served{written(complaint, *speaker, request, requestId), {}, {}};
    };
    const signing::Verdict verdict = signing::verify(request, SignIn::keysFor(request, m_keys), now);
    if (!verdict.isValid())
        return refused(troubleOf(verdict.code), verdict.message);
    if (SignIn::isOver(request, now))
        return refused(Trouble::SessionOver, Tr::tr("The session of these keys is over."));
    const Result<std::optional<Routed>> found = m_router.route(request, scope);
    if (!found)
        return refused(Trouble::Broken, found.error().sentence());
    if (!*found)
        return refused(Trouble::UnknownOperation,
                       Tr::tr("The practice account knows no operation for %1.").arg(askedFor(request)));
    const Routed &routed = **found;
    const model::OperationPtr &operation = routed.operation;
    Served served{{}, operation->service->id, operation->name};
    bool isMadeUp = false;
    int status = 0;
    const Outcome<QCborValue> done =
        perform(operation, routed.request, QString::fromLatin1(verdict.region), now, fault, isMadeUp, status);
    if (!done) {
        served.response = written(done.error(), *operation, requestId);
        return served;
    }
    served.response = protocol::writeResponse(*operation, *done, requestId);
    if (status != 0)
        served.response.status = status;
    if (isMadeUp)
        served.response.headers.append("x-formwork-practice", "generated");
    return served;
}

Outcome<QCborValue> Account::perform(const model::OperationPtr &operation, const http::Request &request,
                                     const QString &region, const QDateTime &now, Fault::Kind fault,
                                     bool &isMadeUp, int &status)
{
    if (std::optional<Complaint> complaint = faultComplaint(fault, *operation))
        return std::unexpected(*std::move(complaint));
    const Result<QCborValue> input = protocol::parseRequest(*operation, withoutChunks(request));
    if (!input)
        return std::unexpected(complaintOf(Trouble::Malformed, input.error().message, *operation));
    Call call = callOf(operation, request, region, now);
    call.input = input->toMap();
    Performer performer(std::move(call), m_ledger, relationsOf(operation->service->id), m_tokens);
    Outcome<QCborValue> done = performer.perform();
    isMadeUp = performer.isMadeUp();
    status = performer.status();
    return done;
}

Call Account::callOf(const model::OperationPtr &operation, const http::Request &request,
                     const QString &region, const QDateTime &now)
{
    Call call;
    call.operation = operation;
    call.guide = m_guides->guideFor(*operation);
    const std::optional<Session> session = sessionOf(request.headers.value("x-amz-security-token"));
    call.accountId = session ? session->accountId : Server::accountId();
    call.region = region;
    call.now = now;
    call.endpoint = QStringLiteral("http://") + QString::fromLatin1(request.authority);
    call.timing = m_timing;
    for (const std::shared_ptr<Behaviour> &behaviour : m_behaviours) {
        if (behaviour->knows(call.name()))
            call.behaviour = behaviour;
    }
    call.peer = [this, service = operation->service](const QString &name) {
        const auto found = m_router.read(service, name);
        return found ? *found : nullptr;
    };
    call.statesOf = [this, peer = call.peer](const relations::Relation &creation) {
        StatesPtr &states = m_states[creation.service + u'.' + creation.operation];
        if (!states)
            states = std::make_shared<const States>(creation, peer);
        return states;
    };
    return call;
}

// Kept as long as the catalog is the same one. What cannot be read is not remembered, which is no reason to
// fail.
relations::ServiceRelationsPtr Account::relationsOf(const QString &service)
{
    if (const catalog::CatalogPtr now = m_router.currentCatalog(); now != m_catalog) {
        m_catalog = now;
        m_relations = std::make_unique<relations::Relations>(now);
        m_known.clear();
        m_states.clear();
    }
    if (const auto known = m_known.constFind(service); known != m_known.cend())
        return *known;
    const Result<relations::ServiceRelationsPtr> found = m_relations->ofService(service);
    return *m_known.insert(service, found ? *found : nullptr);
}

} // namespace formwork::practice
