// SPDX-License-Identifier: Apache-2.0
#include "practice/account.h"

#include "base/tr.h"
#include "model/effect.h"
#include "practice/bonds.h"
#include "practice/chunkedbody.h"
#include "practice/ciphers.h"
#include "practice/cloudcontrol.h"
#include "practice/entries.h"
#include "practice/items.h"
#include "practice/manner.h"
#include "practice/messages.h"
#include "practice/objects.h"
#include "practice/permissions.h"
#include "practice/signin.h"
#include "practice/signinsession.h"
#include "practice/tagging.h"
#include "practice/versions.h"
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

QByteArray claimedKey(const http::Request &request)
{
    const QByteArray header = request.headers.value("authorization");
    const qsizetype at = header.indexOf("Credential=");
    return at < 0 ? QByteArray() : header.sliced(at + 11).split('/').first().left(128);
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
    , m_trail(std::make_shared<TrailKeeper>(ledger))
    , m_behaviours{m_trail,
                   std::make_shared<Versions>(ledger, m_tokens),
                   std::make_shared<Objects>(ledger),
                   std::make_shared<Tagging>(ledger),
                   std::make_shared<Bonds>(ledger),
                   std::make_shared<CloudControl>(ledger, m_tokens),
                   std::make_shared<Items>(ledger),
                   std::make_shared<Messages>(ledger, m_tokens),
                   std::make_shared<Ciphers>(ledger),
                   std::make_shared<Entries>(ledger),
                   std::make_shared<Permissions>(ledger)}
{
}

Served Account::serve(const http::Request &request, const QDateTime &now, Fault::Kind fault,
                      const QDateTime &first)
{
    const QString requestId = m_tokens->nextToken();
    const QString scope = claimedService(request);
    const auto refused = [&](Trouble trouble, const QString &message) {
        const model::OperationPtr speaker = m_router.spokesman(request, scope);
        const Complaint complaint = complaintOf(trouble, message, *speaker);
        return Served{written(complaint, *speaker, request, requestId), {}, {}, {}};
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
    Served served{{}, operation->service->id, operation->name, {}};
    const std::optional<Session> session = sessionOf(request.headers.value("x-amz-security-token"));
    if (session && session->isReadOnly && model::effectOf(*operation) != model::Effect::Reads) {
        const QString action = operation->service->signingName + u':' + operation->name;
        served.response = written(complaintOf(Trouble::Denied, notAllowed(session->arn, action), *operation),
                                  *operation, requestId);
        return served;
    }
    Manner manner;
    Call call = callOf(operation, routed.request, QString::fromLatin1(verdict.region), now);
    call.arrival.requestId = requestId;
    call.arrival.first = first.isValid() ? first : now;
    const Outcome<QCborValue> done = perform(std::move(call), routed.request, fault, manner);
    served.waiting = manner.waiting;
    if (!done) {
        served.response = written(done.error(), *operation, requestId);
        return served;
    }
    served.response = protocol::writeResponse(*operation, *done, requestId);
    if (manner.status != 0)
        served.response.status = manner.status;
    if (manner.isMadeUp)
        served.response.headers.append("x-formwork-practice", "generated");
    return served;
}

Outcome<QCborValue> Account::perform(Call call, const http::Request &request, Fault::Kind fault,
                                     Manner &manner)
{
    const model::OperationPtr operation = call.operation;
    const auto refused = [&](Complaint complaint) {
        const Outcome<QCborValue> no = std::unexpected(std::move(complaint));
        recordAlone(m_ledger, call, no);
        return no;
    };
    if (std::optional<Complaint> complaint = faultComplaint(fault, *operation))
        return refused(*std::move(complaint));
    const auto whole = wholeRequest(request, SignIn::keysFor(request, m_keys));
    if (!whole && whole.error() == ChunkFault::WrongSignature)
        return refused(complaintOf(Trouble::WrongSignature, Tr::tr("A piece of the body is not signed well."),
                                   *operation));
    if (!whole)
        return refused(complaintOf(Trouble::Malformed, Tr::tr("The pieces of the body do not make a whole."),
                                   *operation));
    const Result<QCborValue> input = protocol::parseRequest(*operation, *whole);
    if (!input)
        return refused(complaintOf(Trouble::Malformed, input.error().message, *operation));
    call.input = input->toMap();
    Performer performer(std::move(call), m_ledger, relationsOf(operation->service->id), m_tokens);
    Outcome<QCborValue> done = performer.perform();
    manner = {performer.isMadeUp(), performer.status(),
              done ? performer.waiting() : std::optional<Waiting>()};
    return done;
}

Call Account::callOf(const model::OperationPtr &operation, const http::Request &request,
                     const QString &region, const QDateTime &now)
{
    Call call;
    call.operation = operation;
    call.guide = m_guides->guideFor(*operation);
    const std::optional<Session> session = sessionOf(request.headers.value("x-amz-security-token"));
    call.accountId = session ? session->accountId : accountOf(claimedKey(request));
    call.region = region;
    call.now = now;
    call.endpoint = QStringLiteral("http://") + QString::fromLatin1(request.authority);
    call.timing = m_timing;
    call.trailDelay = m_trailDelay;
    call.checksReferences = m_checksReferences;
    call.secrets = m_secrets;
    call.arrival = {{},
                    QString::fromUtf8(request.headers.value("user-agent").left(1024)),
                    QString::fromLatin1(claimedKey(request)),
                    session ? session->arn : userOf(call.accountId),
                    {}};
    call.stir = [this](const QString &topic) { m_stirred.insert(topic); };
    call.record = [trail = m_trail](const Call &done, const Outcome<QCborValue> &outcome) {
        return trail->record(done, outcome);
    };
    call.relationsOf = [this](const QString &service) { return relationsOf(service); };
    call.services = [this] { return m_router.currentCatalog()->services(); };
    call.elsewhere = [this](const QString &service, const QString &name) -> model::OperationPtr {
        const auto known = m_router.currentCatalog()->service(service);
        const auto read = known ? m_router.read(*known, name) : Router::Found(nullptr);
        return read ? *read : nullptr;
    };
    call.behaviourOf = [this](const QString &name) {
        std::shared_ptr<Behaviour> last;
        for (const std::shared_ptr<Behaviour> &behaviour : m_behaviours) {
            if (behaviour->knows(name))
                last = behaviour;
        }
        return last;
    };
    call.behaviour = call.behaviourOf(call.name());
    call.peer = [this, service = operation->service](const QString &name) {
        const auto found = m_router.read(service, name);
        return found ? *found : nullptr;
    };
    call.lineagesOf = [this, service = operation->service, peer = call.peer] {
        const relations::ServiceRelationsPtr relations = relationsOf(service->id);
        LineagesPtr &lineages = m_lineages[service->id];
        if (!lineages && relations)
            lineages = std::make_shared<const Lineages>(*relations, *service, peer);
        return lineages;
    };
    call.statesOf = [this, peer = call.peer](const relations::Relation &creation) {
        StatesPtr &states = m_states[creation.service + u'.' + creation.operation];
        if (!states)
            states = std::make_shared<const States>(creation, peer);
        return states;
    };
    return call;
}

// Of what no relation says how it is called.
static QString nameIn(const QCborMap &input)
{
    for (const auto &[member, value] : input) {
        if (member.toString().endsWith(QLatin1StringView("Name"), Qt::CaseInsensitive) && value.isString())
            return value.toString();
    }
    return {};
}

Result<QList<Holding>> Account::holdings(const QDateTime &now, int most)
{
    const Result<QList<Thing>> things = Things(m_ledger).newestOf(most);
    if (!things)
        return std::unexpected(things.error());
    QList<Holding> list;
    for (const Thing &thing : *things) {
        const relations::ServiceRelationsPtr known = relationsOf(thing.service);
        const relations::RelationPtr creation = known ? known->creation(thing.kind) : nullptr;
        const bool hasAccount = thing.region.contains(u'/');
        const QString region = hasAccount ? thing.region.section(u'/', 1) : thing.region;
        const qint64 age = thing.created.msecsTo(now);
        Holding holding;
        holding.id = thing.id;
        holding.service = thing.service;
        holding.operation = creation ? thing.kind : QString();
        holding.kind = creation ? creation->noun : thing.kind;
        holding.name = thing.name.isEmpty() ? thing.handles.value(0) : thing.name;
        if (holding.name.isEmpty())
            holding.name = nameIn(thing.input);
        holding.region = region == u"*" ? QString() : region;
        holding.account = hasAccount ? thing.region.section(u'/', 0, 0) : Server::accountId();
        holding.created = thing.created;
        holding.input = thing.input;
        holding.state = thing.ended.isValid() ? Holding::State::Gone
            : age < m_timing.visible.count()  ? Holding::State::Hidden
            : age < m_timing.settled.count()  ? Holding::State::Settling
                                              : Holding::State::There;
        list.append(holding);
    }
    return list;
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
        m_lineages.clear();
    }
    if (const auto known = m_known.constFind(service); known != m_known.cend())
        return *known;
    const Result<relations::ServiceRelationsPtr> found = m_relations->ofService(service);
    return *m_known.insert(service, found ? *found : nullptr);
}

} // namespace formwork::practice
