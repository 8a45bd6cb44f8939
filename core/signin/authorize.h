// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QStringList>
#include <QUrl>

// Authorization code with PKCE (RFC 7636), in AWS's two dialects: pure texts.
namespace formwork::signin
{

[[nodiscard]] QByteArray newVerifier(); // 64 characters from the system's randomness
[[nodiscard]] QByteArray challengeOf(const QByteArray &verifier);

// `base` is where the service answers, which a custom endpoint changes.
struct Authorization {
    QString base; // "https://oidc.eu-central-1.amazonaws.com"
    QString clientId;
    QString redirectUri;
    QString state;
    QByteArray verifier;
};
[[nodiscard]] QUrl centerAuthorizeUrl(const Authorization &authorization, const QStringList &scopes);
[[nodiscard]] QUrl consoleAuthorizeUrl(const Authorization &authorization);

// What a browser comes back with.
struct Redirected {
    QString code;
    QString state;
    QString error; // OAuth's name for why not
};

// The text that the page shows for another machine. Error: "BadCode".
[[nodiscard]] Result<Redirected> readPasted(const QString &text);

// What a start URL says of itself: one of AWS's own hosts, and perhaps the Region in its name.
struct PortalHost {
    bool isOfAws = false;
    bool isDualStack = false; // the code for a device works only with the hosts of that family
    QString region;
};
[[nodiscard]] PortalHost portalHost(const QString &host);
[[nodiscard]] QString
normalisedUrl(const QString &url); // without the port that goes without saying and a last /

// Error: no https, no host.
[[nodiscard]] Result<void> checkStartUrl(const QString &startUrl);

} // namespace formwork::signin
