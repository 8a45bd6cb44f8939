// SPDX-License-Identifier: Apache-2.0
#include "client/sessionkeys.h"

#include "client/judge.h"
#include "client/plan.h"
#include "client/recorded.h"
#include "quirks/quirks.h"

#include <QCborMap>
#include <QCoreApplication>
#include <QCryptographicHash>

namespace formwork::client
{

namespace
{

constexpr qint64 kReserve = 60; // seconds before its end that a session is begun anew

QString tr(const char *text) { return QCoreApplication::translate("Call", text); }

// The call that begins a session, ready but for its signature.
struct Beginning {
    model::OperationPtr operation;
    Plan plan;
};

Result<Beginning> beginning(const Recorded &recorded, const quirks::SessionKeys &session)
{
    const Environment &environment = *recorded.environment;
    const Result<model::OperationPtr> operation =
        environment.catalog->operation(recorded.operation->service->id, session.operation);
    if (!operation)
        return std::unexpected(operation.error());
    QCborMap input;
    for (const QString &name : session.input)
        input[name] = recorded.input.toMap().value(name);
    const Result<endpoint::Endpoint> endpoint = endpointFor(environment, **operation, input, recorded.target);
    if (!endpoint)
        return std::unexpected(endpoint.error());
    Result<Plan> planned = plan(**operation, input, *endpoint);
    if (!planned)
        return std::unexpected(planned.error());
    if (!planned->sessionHeader.isEmpty()) // rules that ask for a session to begin one
        return failure(
            Phase::Sign, QStringLiteral("UnsupportedAuthScheme"),
            tr("The rules of %1 name no way to begin a session.").arg(recorded.operation->service->title));
    return Beginning{*operation, *std::move(planned)};
}

QByteArray nameOf(const Beginning &begin, const credentials::Credentials &account)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part :
         {account.accessKeyId.toUtf8(), account.sessionToken.toUtf8(), begin.plan.request.url()})
        hash.addData(QByteArray::number(part.size()) + ' ' + part);
    return hash.result();
}

// The keys in the answer, and when they end.
Result<std::pair<credentials::Credentials, QDateTime>> keysIn(const QCborValue &output,
                                                              const quirks::SessionKeys &session)
{
    const QCborMap found = output.toMap().value(session.output).toMap();
    const auto text = [&](const char *name) { return found.value(QLatin1StringView(name)).toString(); };
    credentials::Credentials keys{text("AccessKeyId"), text("SecretAccessKey"), text("SessionToken"), {}};
    const QDateTime end = found.value(QLatin1StringView("Expiration")).toDateTime();
    if (!keys.accessKeyId.isEmpty() && !keys.secretAccessKey.isEmpty() && !keys.sessionToken.isEmpty()
        && end.isValid())
        return std::pair(keys, end);
    return failure(Phase::Credentials, QStringLiteral("NoSession"),
                   tr("%1 was answered without keys.").arg(session.operation));
}

// The refusal in the words of what was wanted.
Error noSession(Error error, const quirks::SessionKeys &session)
{
    error.message = tr("No session could be begun with %1: %2").arg(session.operation, error.message);
    return error;
}

} // namespace

std::optional<credentials::Credentials> SessionCache::find(const QByteArray &of, const QDateTime &now) const
{
    const auto known = m_entries.constFind(of);
    if (known == m_entries.cend() || known->end < now.addSecs(kReserve))
        return {};
    return known->keys;
}

void SessionCache::keep(const QByteArray &of, const credentials::Credentials &keys, const QDateTime &end)
{
    m_entries.insert(of, {keys, end});
}

QCoro::Task<Result<credentials::Credentials>> signingKeys(RecordedPtr recorded, bool needsSession,
                                                          credentials::Credentials account)
{
    const std::optional<quirks::SessionKeys> session = quirks::quirksOf(*recorded->operation).session;
    if (!needsSession || !session)
        co_return account;
    const Environment &environment = *recorded->environment;
    const Result<Beginning> begin = beginning(*recorded, *session);
    if (!begin)
        co_return std::unexpected(noSession(begin.error(), *session));
    const QByteArray name = nameOf(*begin, account);
    const QDateTime now = environment.clock->nowUtc();
    if (const std::optional<credentials::Credentials> known = environment.sessions->find(name, now))
        co_return *known;

    const std::chrono::milliseconds offset = environment.clockOffsets->offset(begin->plan.request.authority);
    const http::Request request = signedRequest(begin->plan, account, now.addMSecs(offset.count())).request;
    const Result<http::Response> sent = co_await environment.transport->send(
        request, recorded->options.timeouts.value_or(recorded->target.timeouts),
        recorded->options.cancellation);
    const Verdict verdict = judge(*begin->operation, sent);
    if (verdict.error)
        co_return std::unexpected(noSession(*verdict.error, *session));
    const auto keys = keysIn(verdict.output, *session);
    if (!keys)
        co_return std::unexpected(keys.error());
    environment.sessions->keep(name, keys->first, keys->second);
    co_return keys->first;
}

} // namespace formwork::client
