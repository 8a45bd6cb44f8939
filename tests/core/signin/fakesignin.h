// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "core/signin/fakeserver.h"

#include <QSet>

// What AWS has for signing in, all at one address: an Identity Center with its portal, STS with roles and MFA
// devices, and the sign-in to the console.
namespace fake
{

class SignIn
{
public:
    explicit SignIn(formwork::ClockPtr clock);

    [[nodiscard]] QString url() const { return server.url(); }

    // What a browser does: follows an authorize URL as somebody who says yes, and answers where it is sent.
    [[nodiscard]] QUrl confirm(const QUrl &authorize);
    // The text that the page shows for another machine.
    [[nodiscard]] QString confirmElsewhere(const QUrl &authorize);

    // How it is, for tests to change.
    int accountCount = 3;
    int roleCount = 1; // of each account
    int throttled = 0; // so many questions for accounts are answered 429 first
    int pending = 0; // so many questions with a device code are answered "pending" first
    QString deviceError; // instead of a token
    int tokenLasts = 3600; // seconds
    bool givesRefreshToken = true;
    bool takesTokens = true; // the portal does; else 401
    QSet<QString> lostAccounts; // 403
    QString mfaCode = QStringLiteral("123456"); // that is taken next; each once
    QString mfaRefusal; // message for codes of another device
    QString consoleError; // of the sign-in to the console: TOKEN_EXPIRED ...
    QSet<QString> expiredKeys; // GetCallerIdentity answers ExpiredToken to them

    QSet<QString> accessTokens; // good ones
    QString refreshToken; // the one that is good
    Server server; // last: its handler uses the others

private:
    Answer answer(const Request &request);
    Answer token(const Request &request);
    Answer newToken();
    Answer portal(const Request &request);
    Answer sts(const Request &request);
    Answer console(const Request &request);

    formwork::ClockPtr m_clock;
    int m_made = 0;
    QHash<QString, QString> m_codes; // authorization code to the challenge it was given for
    QString m_consoleRefreshToken;
    QByteArray m_proofKey; // the jwk that the session is bound to
};

} // namespace fake
