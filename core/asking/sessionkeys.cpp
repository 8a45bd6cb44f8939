// SPDX-License-Identifier: Apache-2.0
#include "asking/sessionkeys.h"

#include "asking/ask.h"
#include "asking/cachename.h"
#include "base/tr.h"
#include "document/timestamp.h"
#include "quirks/quirks.h"

#include <QCborMap>

namespace formwork::asking
{

namespace
{

constexpr qint64 kReserve = 60; // seconds before its end that a session is begun anew

struct Beginning {
    Question question;
    QByteArray name; // of the session
};

Result<Beginning> beginning(const Question &question, const quirks::SessionKeys &session)
{
    QCborMap input;
    for (const QString &name : session.input)
        input[name] = question.input.toMap().value(name);
    const Result<Question> side = sideQuestion(question, session.operation, input);
    if (!side)
        return std::unexpected(side.error());
    const Result<Plan> planned = planOf(*side);
    if (!planned)
        return std::unexpected(planned.error());
    if (!planned->sessionHeader.isEmpty()) // rules that ask for a session to begin one
        return failure(Phase::Sign, QStringLiteral("UnsupportedAuthScheme"),
                       Tr::tr("The rules of %1 name no way to begin a session.")
                           .arg(question.operation->service->title));
    Beginning begun{*side, cacheName(*side, *planned)};
    begun.question.isForKeys = true;
    return begun;
}

// The keys in the answer, and when they end.
Result<std::pair<credentials::Credentials, QDateTime>> keysIn(const QCborValue &output,
                                                              const quirks::SessionKeys &session)
{
    const QCborMap found = output.toMap().value(session.output).toMap();
    const auto text = [&](const char *name) { return found.value(QLatin1StringView(name)).toString(); };
    credentials::Credentials keys{text("AccessKeyId"), text("SecretAccessKey"), text("SessionToken"), {}};
    const auto moment = document::momentOf(found.value(QLatin1StringView("Expiration")));
    const QDateTime end = moment ? moment->toDateTime() : QDateTime();
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

QCoro::Task<Result<credentials::Credentials>> signingKeys(Question question, bool needsSession)
{
    const std::optional<quirks::SessionKeys> session = quirks::quirksOf(*question.operation).session;
    if (!needsSession || !session)
        co_return *question.keys;
    const Environment &environment = *question.environment;
    const Result<Beginning> side = beginning(question, *session);
    if (!side)
        co_return std::unexpected(noSession(side.error(), *session));
    const QDateTime now = environment.clock->nowUtc();
    if (const std::optional<credentials::Credentials> known = environment.sessions->find(side->name, now))
        co_return *known;
    const Result<Reply> reply = co_await ask(side->question);
    if (!reply)
        co_return std::unexpected(noSession(reply.error(), *session));
    const auto keys = keysIn(reply->output, *session);
    if (!keys)
        co_return std::unexpected(keys.error());
    environment.sessions->keep(side->name, keys->first, keys->second);
    co_return keys->first;
}

} // namespace formwork::asking
