// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/cachefiles.h"
#include "signin/sessions.h"
#include "signin/wire.h"

// The token of an Identity Center: the AWS CLI's or Formwork's own, renewed before it ends.
namespace formwork::signin
{

struct SsoToken {
    QString accessToken;
    QDateTime expiresAt;
    QString refreshToken; // empty: it is not renewed
    QString clientId;
    QString clientSecret;
    QDateTime registrationExpiresAt;
    QString file; // the AWS CLI's; empty: Formwork's own
    QString region = {}; // where it was got; empty: that of the Identity Center
    [[nodiscard]] bool isOfCli() const { return !file.isEmpty(); }
};

// As it stands in a file of the CLI; nullopt where one of the two that are needed is missing.
[[nodiscard]] std::optional<SsoToken> tokenIn(const QJsonObject &object);
[[nodiscard]] QJsonObject tokenObject(const SsoToken &token, const IdentityCenter &center);

[[nodiscard]] Vault::Name tokenName(const IdentityCenter &center);

// What there is, best first: those the portal called over are not among them.
QCoro::Task<QList<SsoToken>> knownTokens(IdentityCenter center, WirePtr wire);

// One that is good now, renewed where it is time: with less than 15 minutes left it is tried, once a minute
// and by one program at a time, and kept while it lasts where that fails. Error: "SignInNeeded".
QCoro::Task<Result<SsoToken>> currentToken(IdentityCenter center, credentials::Profile profile, WirePtr wire);

// Among all programs: keeps one that was just got.
QCoro::Task<Result<void>> keepToken(IdentityCenter center, SsoToken token, WirePtr wire);

// The portal does not take it, whatever its file says.
void callOver(const SsoToken &token, const Wire &wire);
[[nodiscard]] bool isCalledOver(const SsoToken &token, const Wire &wire);

// "formwork-cli login --sso-session dev", or what else signs in there.
[[nodiscard]] QString signInAdvice(const IdentityCenter &center);
[[nodiscard]] IdentityCenter centerOf(const SsoRole &role, const credentials::Profile &profile);

} // namespace formwork::signin
