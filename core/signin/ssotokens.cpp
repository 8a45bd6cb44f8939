// SPDX-License-Identifier: Apache-2.0
#include "signin/ssotokens.h"

#include "base/figures.h"
#include "base/tr.h"
#include "document/timestamp.h"
#include "signin/questions.h"
#include "signin/starturl.h"

#include <QCryptographicHash>

#include <algorithm>

namespace formwork::signin
{

using credentials::Profile;

namespace
{

constexpr qint64 kAdvisory = 15 * 60; // seconds
constexpr std::chrono::seconds kOneAttempt{60};
constexpr qint64 kKept = 90LL * 24 * 3600; // of a token that renews itself

QByteArray digestOf(const QString &token)
{
    return QCryptographicHash::hash(token.toUtf8(), QCryptographicHash::Sha256);
}

QString timeText(const QDateTime &time) { return time.toUTC().toString(Qt::ISODate); }

// The old form never renews what the CLI keeps: its client was not registered for that.
bool mayRenew(const SsoToken &token, const IdentityCenter &center, const QDateTime &now)
{
    const bool isOfOldForm = token.isOfCli() && center.session.isEmpty();
    return !isOfOldForm && !token.refreshToken.isEmpty() && !token.clientId.isEmpty()
        && !token.clientSecret.isEmpty() && token.registrationExpiresAt > now;
}

QCoro::Task<QJsonObject> stored(SsoToken token, IdentityCenter center, WirePtr wire)
{
    if (token.isOfCli())
        co_return readCache(wire->machine, token.file);
    const std::optional<QJsonObject> kept = co_await Vault::read(wire->vault, tokenName(center));
    co_return kept.value_or(QJsonObject());
}

// Members that are not known here stay as they are.
QCoro::Task<Result<void>> store(SsoToken token, QJsonObject before, IdentityCenter center, WirePtr wire)
{
    before.insert(QStringLiteral("accessToken"), token.accessToken);
    before.insert(QStringLiteral("expiresAt"), timeText(token.expiresAt));
    if (token.refreshToken.isEmpty())
        before.remove(QStringLiteral("refreshToken"));
    else
        before.insert(QStringLiteral("refreshToken"), token.refreshToken);
    if (token.isOfCli()) {
        Result<void> written = writeCache(wire->machine, token.file, before);
        if (written)
            co_return written;
        // What the old token was good for is spent: the new one is kept where Formwork keeps its own.
        before.insert(QStringLiteral("region"), token.region.isEmpty() ? center.region : token.region);
        const Result<void> kept = co_await Vault::write(wire->vault, tokenName(center), before,
                                                        wire->environment->clock->nowUtc().addSecs(kKept));
        Q_UNUSED(kept); // it is in memory at least
        co_return written;
    }
    const QDateTime until =
        token.refreshToken.isEmpty() ? token.expiresAt : wire->environment->clock->nowUtc().addSecs(kKept);
    co_return co_await Vault::write(wire->vault, tokenName(center), before, until);
}

// Reads once more what another program may have written meanwhile.
QCoro::Task<std::optional<SsoToken>> again(SsoToken token, IdentityCenter center, WirePtr wire)
{
    const QJsonObject object = co_await stored(token, center, wire);
    std::optional<SsoToken> read = tokenIn(object);
    if (read)
        read->file = token.file;
    co_return read;
}

QCoro::Task<std::optional<SsoToken>> renewed(SsoToken token, IdentityCenter center, Profile profile,
                                             WirePtr wire)
{
    using Found = std::optional<SsoToken>;
    const QDateTime now = wire->environment->clock->nowUtc();
    const Vault::Name lock =
        Vault::Name::of(QLatin1StringView("renew"), {token.file, center.startUrl, center.region});
    const Vault::Held held = co_await Vault::hold(wire->vault, lock);
    const QJsonObject before = co_await stored(token, center, wire);
    std::optional<SsoToken> there = tokenIn(before);
    if (!there)
        co_return Found();
    there->file = token.file;
    const bool isAnother = there->accessToken != token.accessToken && !isCalledOver(*there, *wire);
    if (isAnother && now.secsTo(there->expiresAt) >= kAdvisory)
        co_return there;
    wire->remembered->triedAt.insert(digestOf(there->accessToken), wire->environment->clock->elapsed());
    if (!held || !mayRenew(*there, center, now))
        co_return Found();
    const QCborMap input{{QStringLiteral("grantType"), QStringLiteral("refresh_token")},
                         {QStringLiteral("clientId"), there->clientId},
                         {QStringLiteral("clientSecret"), there->clientSecret},
                         {QStringLiteral("refreshToken"), there->refreshToken}};
    const asking::Target target = centerTarget(profile, whereItWasGot(center, *there));
    const Reply reply = co_await askUnsigned(wire, Call::CreateToken, input, target, 1);
    if (reply.error) {
        const std::optional<SsoToken> other = co_await again(*there, center, wire); // was another one faster?
        const bool isNew = other && other->accessToken != there->accessToken && other->expiresAt > now;
        co_return isNew ? other : Found();
    }
    there->accessToken = reply.output.value(QLatin1StringView("accessToken")).toString();
    there->refreshToken = reply.output.value(QLatin1StringView("refreshToken")).toString();
    there->expiresAt = now.addSecs(reply.output.value(QLatin1StringView("expiresIn")).toInteger());
    if (there->accessToken.isEmpty())
        co_return Found();
    const Result<void> written = co_await store(*there, before, center, wire);
    if (!written && wire->prompts.said) // it works for this run
        wire->prompts.said(written.error().sentence() + u'\n');
    co_return there;
}

std::unexpected<Error> nobody(const IdentityCenter &center, const QList<SsoToken> &known, const Wire &wire)
{
    const QString where = center.profile.isEmpty()
        ? center.startUrl
        : Tr::tr("%1, for the profile “%2”").arg(center.startUrl, center.profile);
    if (known.isEmpty())
        return signInNeeded(Tr::tr("Nobody is signed in at Identity Center (%1).").arg(where),
                            signInAdvice(center));
    if (isCalledOver(known.first(), wire))
        return signInNeeded(
            Tr::tr("The sign-in at Identity Center (%1) is over, whatever its file says.").arg(where),
            signInAdvice(center));
    const bool couldRenew = !known.first().refreshToken.isEmpty();
    return signInNeeded(
        couldRenew
            ? Tr::tr("The sign-in at Identity Center (%1) is over and could not be renewed.").arg(where)
            : Tr::tr("The sign-in at Identity Center (%1) ended at %2; it is of the kind that is "
                     "not renewed.")
                  .arg(where, momentText(known.first().expiresAt.toLocalTime())),
        signInAdvice(center));
}

} // namespace

std::optional<SsoToken> tokenIn(const QJsonObject &object)
{
    const auto text = [&](const char *name) { return object.value(QLatin1String(name)).toString(); };
    SsoToken token{text("accessToken"),
                   document::writtenTime(text("expiresAt")),
                   text("refreshToken"),
                   text("clientId"),
                   text("clientSecret"),
                   document::writtenTime(text("registrationExpiresAt")),
                   {},
                   text("region")};
    if (token.accessToken.isEmpty() || !token.expiresAt.isValid())
        return {};
    return token;
}

QJsonObject tokenObject(const SsoToken &token, const IdentityCenter &center)
{
    QJsonObject object{{QStringLiteral("startUrl"), center.startUrl},
                       {QStringLiteral("region"), token.region.isEmpty() ? center.region : token.region},
                       {QStringLiteral("accessToken"), token.accessToken},
                       {QStringLiteral("expiresAt"), timeText(token.expiresAt)},
                       {QStringLiteral("clientId"), token.clientId},
                       {QStringLiteral("clientSecret"), token.clientSecret},
                       {QStringLiteral("registrationExpiresAt"), timeText(token.registrationExpiresAt)}};
    if (!token.refreshToken.isEmpty())
        object.insert(QStringLiteral("refreshToken"), token.refreshToken);
    return object;
}

Vault::Name tokenName(const IdentityCenter &center)
{
    return Vault::Name::of(
        QLatin1StringView("token"),
        {center.startUrl, center.region, center.fips ? QStringLiteral("fips") : QString()});
}

bool isCalledOver(const SsoToken &token, const Wire &wire)
{
    return wire.remembered->deadTokens.contains(digestOf(token.accessToken));
}

void callOver(const SsoToken &token, const Wire &wire)
{
    wire.remembered->deadTokens.insert(digestOf(token.accessToken));
    wire.remembered->triedAt.remove(digestOf(token.accessToken));
}

QCoro::Task<QList<SsoToken>> knownTokens(IdentityCenter center, WirePtr wire)
{
    QList<SsoToken> known;
    const QString path = ssoTokenPath(wire->machine, center.session, center.startUrl);
    if (std::optional<SsoToken> token = tokenIn(readCache(wire->machine, path))) {
        token->file = path;
        known.append(*token);
    }
    const std::optional<QJsonObject> kept = co_await Vault::read(wire->vault, tokenName(center));
    if (const std::optional<SsoToken> token = kept ? tokenIn(*kept) : std::nullopt)
        known.append(*token);
    std::ranges::sort(known, [](const SsoToken &a, const SsoToken &b) { return a.expiresAt > b.expiresAt; });
    co_return known;
}

QCoro::Task<Result<SsoToken>> currentToken(IdentityCenter center, Profile profile, WirePtr wire)
{
    const QDateTime now = wire->environment->clock->nowUtc();
    const QList<SsoToken> known = co_await knownTokens(center, wire);
    std::optional<SsoToken> good;
    for (const SsoToken &token : known) {
        if (isCalledOver(token, *wire) || token.expiresAt <= now)
            continue;
        good = token;
        break; // the best one stands first
    }
    if (good && now.secsTo(good->expiresAt) >= kAdvisory)
        co_return *good;
    for (const SsoToken &token : known) {
        const auto tried = wire->remembered->triedAt.constFind(digestOf(token.accessToken));
        const bool wasJustTried = tried != wire->remembered->triedAt.cend()
            && wire->environment->clock->elapsed() - *tried < kOneAttempt;
        if (wasJustTried || !mayRenew(token, center, now))
            continue;
        const std::optional<SsoToken> fresh = co_await renewed(token, center, profile, wire);
        if (fresh)
            co_return *fresh;
    }
    if (good)
        co_return *good;
    co_return nobody(center, known, *wire);
}

QCoro::Task<Result<void>> keepToken(IdentityCenter center, SsoToken token, WirePtr wire)
{
    const QJsonObject object = tokenObject(token, center);
    co_return co_await store(token, object, center, wire);
}

QString signInAdvice(const IdentityCenter &center)
{
    if (!center.session.isEmpty())
        return Tr::tr("Sign in with: %1").arg(loginCommand("--sso-session", center.session));
    if (!center.profile.isEmpty())
        return Tr::tr("Sign in with: %1").arg(loginCommand("--profile", center.profile));
    return Tr::tr("Sign in under Accounts.");
}

IdentityCenter centerOf(const SsoRole &role, const Profile &profile)
{
    IdentityCenter center;
    center.session = role.session;
    center.startUrl = role.startUrl;
    center.region = role.region;
    center.fips = profile.signIn.fips;
    center.profile = profile.name;
    return center;
}

} // namespace formwork::signin
