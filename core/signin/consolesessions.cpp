// SPDX-License-Identifier: Apache-2.0
#include "signin/consolesessions.h"

#include "base/tr.h"
#include "document/timestamp.h"
#include "signin/cachefiles.h"
#include "signin/consolecalls.h"
#include "signin/dpop.h"
#include "signin/questions.h"

namespace formwork::signin
{

using credentials::Credentials;
using credentials::Profile;

namespace
{

constexpr qint64 kReused = 5 * 60; // seconds left

Result<ConsoleKept> read(const QJsonObject &object, const QString &file)
{
    const auto text = [](const QJsonObject &in, const char *key) {
        return in.value(QLatin1String(key)).toString();
    };
    const QJsonObject token = object.value(QStringLiteral("accessToken")).toObject();
    Credentials credentials{text(token, "accessKeyId"), text(token, "secretAccessKey"),
                            text(token, "sessionToken"), typeName(Step::Login)};
    credentials.accountId = text(token, "accountId");
    credentials.expiresAt = document::writtenTime(text(token, "expiresAt"));
    const bool isWhole = !credentials.isEmpty() && credentials.expiresAt.isValid()
        && !text(object, "refreshToken").isEmpty() && !text(object, "dpopKey").isEmpty()
        && !text(object, "clientId").isEmpty();
    if (!isWhole)
        return signInNeeded(Tr::tr("what is kept of it is damaged"), {});
    return ConsoleKept{object, file, credentials};
}

QString subjectOf(const ConsoleSession &session, const QString &place)
{
    if (session.profile.isEmpty())
        return session.arn;
    return place.isEmpty() ? Tr::tr("the profile “%1”").arg(session.profile)
                           : Tr::tr("the profile “%1” (%2)").arg(session.profile, place);
}

std::unexpected<Error> over(const ConsoleSession &session, const QString &place, const Reply &reply)
{
    const QString subject = subjectOf(session, place);
    if (!isConsoleOver(reply)) {
        Error error = *reply.error;
        error.message = Tr::tr("The sign-in of %1 could not be renewed. %2").arg(subject, error.message);
        return std::unexpected(error);
    }
    return signInNeeded(reply.oauthError == u"USER_CREDENTIALS_CHANGED"
                            ? Tr::tr("The sign-in of %1 is over: its password was changed.").arg(subject)
                            : Tr::tr("The sign-in of %1 is over.").arg(subject),
                        consoleAdvice(session));
}

QCoro::Task<Result<void>> store(ConsoleKept kept, ConsoleSession session, WirePtr wire)
{
    Result<void> inFile =
        kept.file.isEmpty() ? Result<void>() : writeCache(wire->machine, kept.file, kept.object);
    if (inFile && !kept.file.isEmpty())
        co_return inFile;
    // Where the file cannot be written: the token in it is spent, and the new one must not be lost.
    const Result<void> inVault =
        co_await Vault::write(wire->vault, consoleName(session), kept.object,
                              wire->environment->clock->nowUtc().addSecs(kConsoleLasts));
    co_return inFile ? inVault : inFile;
}

QCoro::Task<Result<Credentials>> renewed(ConsoleKept kept, ConsoleSession session, QString place,
                                         Profile profile, WirePtr wire)
{
    const QDateTime now = wire->environment->clock->nowUtc();
    const Vault::Name lock = Vault::Name::of(QLatin1StringView("renew"), {kept.file, session.arn});
    const Vault::Held held = co_await Vault::hold(wire->vault, lock);
    const Result<ConsoleKept> there = co_await knownConsole(session, place, wire); // another one was faster?
    if (!there)
        co_return std::unexpected(there.error());
    const bool isRefused = wire->remembered->refusedKeys.contains(there->credentials.accessKeyId);
    if (!isRefused && now.secsTo(there->credentials.expiresAt) >= kReused)
        co_return there->credentials;
    ConsoleKept fresh = *there;
    const auto text = [&](const char *name) { return fresh.object.value(QLatin1String(name)).toString(); };
    const Result<ProofKey> key = ProofKey::fromPem(text("dpopKey").toLatin1());
    if (!key)
        co_return std::unexpected(key.error());
    const QCborMap input{{QStringLiteral("clientId"), text("clientId")},
                         {QStringLiteral("grantType"), QStringLiteral("refresh_token")},
                         {QStringLiteral("refreshToken"), text("refreshToken")}};
    const Reply reply = co_await askConsole(input, *key, consoleTarget(profile, session), wire, nullptr);
    if (reply.error && !isRefused && there->credentials.expiresAt > now && !isConsoleOver(reply))
        co_return there->credentials; // what is there lasts a little yet
    if (reply.error)
        co_return over(session, place, reply);
    fresh.credentials = consoleCredentials(reply.output, now);
    if (fresh.credentials.isEmpty())
        co_return failure(Phase::Parse, QStringLiteral("BadDocument"),
                          Tr::tr("The sign-in service answered without credentials."));
    fresh.credentials.accountId = there->credentials.accountId;
    addConsoleToken(fresh.object, fresh.credentials, reply.output);
    const Result<void> written = co_await store(fresh, session, wire);
    if (!written && wire->prompts.said)
        wire->prompts.said(written.error().sentence() + u'\n');
    co_return fresh.credentials;
}

} // namespace

QString consoleAdvice(const ConsoleSession &session)
{
    if (session.profile.isEmpty())
        return Tr::tr("Sign in under Accounts.");
    return Tr::tr("Sign in with: %1").arg(loginCommand("--profile", session.profile));
}

QCoro::Task<Result<ConsoleKept>> knownConsole(ConsoleSession session, QString place, WirePtr wire)
{
    const QString path = loginPath(wire->machine, session.arn);
    const QJsonObject ofCli = readCache(wire->machine, path);
    const Result<ConsoleKept> cli =
        ofCli.isEmpty() ? signInNeeded({}, {}) : Result<ConsoleKept>(read(ofCli, path));
    const std::optional<QJsonObject> kept = co_await Vault::read(wire->vault, consoleName(session));
    const Result<ConsoleKept> own = kept ? read(*kept, {}) : signInNeeded({}, {});
    const bool isOwn = own && (!cli || own->credentials.expiresAt > cli->credentials.expiresAt);
    if (isOwn)
        co_return own;
    if (cli)
        co_return cli;
    const QString subject = subjectOf(session, place);
    co_return signInNeeded(ofCli.isEmpty()
                               ? Tr::tr("Nobody is signed in to the console for %1.").arg(subject)
                               : Tr::tr("What is kept of the sign-in of %1 is damaged.").arg(subject),
                           consoleAdvice(session));
}

QCoro::Task<Result<Credentials>> currentConsole(ConsoleSession session, QString place, Profile profile,
                                                WirePtr wire)
{
    const Result<ConsoleKept> kept = co_await knownConsole(session, place, wire);
    if (!kept)
        co_return std::unexpected(kept.error());
    const ConsoleKept &there = *kept;
    const QDateTime now = wire->environment->clock->nowUtc();
    const bool isRefused = wire->remembered->refusedKeys.contains(there.credentials.accessKeyId);
    if (!isRefused && now.secsTo(there.credentials.expiresAt) >= kReused)
        co_return there.credentials;
    co_return co_await renewed(there, session, place, profile, wire);
}

void signOutOfConsole(const ConsoleSession &session, const Wire &wire)
{
    wire.vault->remove(consoleName(session));
    if (wire.sessionsChanged)
        wire.sessionsChanged();
}

} // namespace formwork::signin
