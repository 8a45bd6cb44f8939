// SPDX-License-Identifier: Apache-2.0
#include "client/sessionkeys.h"

#include "base/tr.h"
#include "client/sidecall.h"
#include "quirks/quirks.h"

#include <QCborMap>

namespace formwork::client
{

namespace
{

constexpr qint64 kReserve = 60; // seconds before its end that a session is begun anew

Result<SideCall> beginning(const Recorded &recorded, const quirks::SessionKeys &session)
{
    QCborMap input;
    for (const QString &name : session.input)
        input[name] = recorded.input.toMap().value(name);
    Result<SideCall> side = sideCall(recorded, session.operation, input);
    if (side && !side->plan.sessionHeader.isEmpty()) // rules that ask for a session to begin one
        return failure(Phase::Sign, QStringLiteral("UnsupportedAuthScheme"),
                       Tr::tr("The rules of %1 name no way to begin a session.")
                           .arg(recorded.operation->service->title));
    return side;
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
                   Tr::tr("%1 was answered without keys.").arg(session.operation));
}

// The refusal in the words of what was wanted.
Error noSession(Error error, const quirks::SessionKeys &session)
{
    error.message = Tr::tr("No session could be begun with %1: %2").arg(session.operation, error.message);
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
    const Result<SideCall> side = beginning(*recorded, *session);
    if (!side)
        co_return std::unexpected(noSession(side.error(), *session));
    const QByteArray name = nameOf(*side, account);
    const QDateTime now = environment.clock->nowUtc();
    if (const std::optional<credentials::Credentials> known = environment.sessions->find(name, now))
        co_return *known;
    const Result<SideAnswer> answer = co_await answered(recorded, *side, account);
    if (!answer)
        co_return std::unexpected(noSession(answer.error(), *session));
    const auto keys = keysIn(answer->output, *session);
    if (!keys)
        co_return std::unexpected(keys.error());
    environment.sessions->keep(name, keys->first, keys->second);
    co_return keys->first;
}

} // namespace formwork::client
